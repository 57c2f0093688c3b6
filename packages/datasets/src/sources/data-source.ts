import type { DataFile } from './data-file.js';

/** A place to get files of a data set from. */
export interface DataSource {
  /** Its name in progress lines and errors. */
  readonly name: string;
  /**
   * Yields those of the `wanted` files that the source has, decoded, each as soon as it is ready. Throws if the source
   * cannot be reached or read. Nothing it yields is trusted: the receiver checks every file.
   */
  fetch(wanted: readonly DataFile[], context: FetchContext): AsyncIterable<DeliveredFile>;
}

interface FetchContext {
  /** An empty folder for downloads and unpacked archives; removed afterwards. */
  readonly scratch: string;
  readonly signal: AbortSignal;
  readonly onProgress: (line: string) => void;
  /** Called for every sign of progress. */
  readonly onActivity?: (() => void) | undefined;
}

export interface DeliveredFile {
  readonly file: DataFile;
  readonly content: Uint8Array;
}
