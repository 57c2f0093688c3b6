/**
 * Objects under names such as `a/b/c`. A name stands for the whole of an object or for none, whatever crashes and
 * whoever else writes; of two writers of one name the later wins.
 *
 * Every call is bounded in time where a network is in between.
 *
 * @throws RoteError `storage-unavailable` (retryable), from every method, where the storage cannot be reached, is full
 *   or refuses: what, where, and how to mend it
 */
export interface ObjectStorage {
  /** The address of an object, for people: a `file://` or an `s3://` URL. */
  locate(name: string): string;
  /** The bytes of an object, or undefined where there is none. */
  read(name: string): Promise<Uint8Array | undefined>;
  /** When it has returned, the object outlives a power cut. */
  write(name: string, bytes: Uint8Array): Promise<void>;
  /** The names that start with `prefix`, in the order of their code units. */
  list(prefix: string): Promise<readonly string[]>;
  /** The first segments of names that have further ones, in pages: there may be more than fit into memory. */
  folders(): AsyncIterable<readonly string[]>;
  /** Removing what is not there is no error. */
  remove(name: string): Promise<void>;
  /** Lets go of connections; calls that are under way fail. */
  close(): void;
}
