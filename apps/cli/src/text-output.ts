/** A destination of text, or of bytes for programs: a stream of the process, or a test's collector. */
export interface TextOutput {
  /** Returns false if the reader does not keep up. */
  write(text: string | Uint8Array): unknown;
  once?(event: 'drain', listener: () => void): unknown;
  readonly isTTY?: boolean;
  /** Width of the terminal in characters. */
  readonly columns?: number;
}
