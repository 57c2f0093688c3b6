/** Where text goes: a stream of the process, or what a test collects. */
export interface TextOutput {
  /** `false` where its reader does not keep up. */
  write(text: string): unknown;
  once?(event: 'drain', listener: () => void): unknown;
  readonly isTTY?: boolean;
  /** Width of the terminal in characters. */
  readonly columns?: number;
}
