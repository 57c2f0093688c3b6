import { plainText } from '../format/plain-text.js';
import type { TextOutput } from '../text-output.js';

/** Where a command writes. */
export interface Output {
  /** Text for people: what would steer a terminal is written out, whatever name or message it came in. */
  write(text: string): void;
  /** Text for programs: as it is, but at a terminal like any other text. */
  writeData(text: string): void;
  /** One of our own sequences that steer the terminal; only where there is one. */
  control(sequence: string): void;
  /** Resolves when the reader has taken enough for more to be written. */
  drained(): Promise<void>;
  readonly isTTY: boolean;
  /** Characters of a line; undefined where that is not known, as in a pipe. */
  readonly columns: number | undefined;
}

/** Lets nothing through to a terminal that steers it. */
export function guardOutput(stream: TextOutput): Output {
  let isFull = false;
  const put = (text: string): void => {
    isFull = stream.write(text) === false;
  };
  const isTerminal = (): boolean => stream.isTTY === true;
  return {
    write(text) {
      put(plainText(text));
    },
    writeData(text) {
      put(isTerminal() ? plainText(text) : text);
    },
    control: put,
    async drained() {
      if (!isFull) return;
      await new Promise<void>((resolve) => {
        if (stream.once === undefined) resolve();
        else stream.once('drain', resolve);
      });
    },
    get isTTY() {
      return isTerminal();
    },
    get columns() {
      const { columns = 0 } = stream;
      // Some terminals of machines say that they have no columns at all.
      return columns > 0 ? columns : undefined;
    },
  };
}
