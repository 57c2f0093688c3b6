import { guardOutput, type Output } from '../src/output/output.js';

export interface Collected {
  readonly text: () => string;
  readonly output: Output;
}

/** Returns an output that keeps what is written to it: a pipe, or a terminal of some width. */
export function collect(terminal?: { readonly columns: number }): Collected {
  let text = '';
  const write = (part: string): void => {
    text += part;
  };
  return {
    text: () => text,
    output: guardOutput(terminal ? { write, isTTY: true, ...terminal } : { write }),
  };
}
