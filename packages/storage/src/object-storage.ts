/**
 * Objects under names such as `a/b/c`. A name refers to a whole object or to none, whatever crashes and however many
 * processes write. If two writers use one name, the later one wins.
 *
 * Every call over a network has a time limit.
 *
 * @throws RoteError `storage-unavailable` (retryable), from every method, if the storage cannot be reached, is full or
 *   refuses the call; the message says what happened, where, and how to fix it
 */
export interface ObjectStorage {
  /** The address of an object, for display: a `file://` or an `s3://` URL. */
  locate(name: string): string;
  /** The bytes of an object, or undefined if it does not exist. */
  read(name: string): Promise<Uint8Array | undefined>;
  /** Once it returns, the object survives a power cut. */
  write(name: string, bytes: Uint8Array): Promise<void>;
  /** Writes the content of a file, which is never in memory as a whole. S3 takes at most 5 GB. */
  writeFile(name: string, path: string): Promise<void>;
  /** The names that start with `prefix`, ordered by code units. */
  list(prefix: string): Promise<readonly string[]>;
  /** The first segments of names that have more, in pages: they may not all fit into memory. */
  folders(): AsyncIterable<readonly string[]>;
  /** Does nothing if the object does not exist. */
  remove(name: string): Promise<void>;
  /** Closes connections; calls in progress fail. */
  close(): void;
}
