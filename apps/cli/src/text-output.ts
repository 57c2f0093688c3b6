/** Where text goes: a stream of the process, or what a test collects. */
export interface TextOutput {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  /** Width of the terminal in characters. */
  readonly columns?: number;
}
