import { plainText } from '../format/plain-text.js';
import type { TextOutput } from '../text-output.js';

/** Where a command writes. */
export interface Output {
  /** Writes text for people: anything that would control a terminal is written out, whatever it came in. */
  write(text: string): void;
  /** Writes text for programs: as it is, except at a terminal, where it is treated like any other text. */
  writeData(text: string): void;
  /** Writes bytes for programs. They are not for a terminal. */
  writeBytes(bytes: Uint8Array): void;
  /** Writes one of our own control sequences, only at a terminal. */
  control(sequence: string): void;
  /** Resolves when the reader has taken enough that more may be written. */
  drained(): Promise<void>;
  readonly isTTY: boolean;
  /** Characters per line; undefined if that is unknown, as in a pipe. */
  readonly columns: number | undefined;
}

/** Lets nothing through that would control a terminal. */
export function guardOutput(stream: TextOutput): Output {
  let isFull = false;
  const put = (content: string | Uint8Array): void => {
    isFull = stream.write(content) === false;
  };
  const isTerminal = (): boolean => stream.isTTY === true;
  return {
    write(text) {
      put(plainText(text));
    },
    writeData(text) {
      put(isTerminal() ? plainText(text) : text);
    },
    writeBytes: put,
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
      // Some terminals of CI machines claim to have no columns at all.
      return columns > 0 ? columns : undefined;
    },
  };
}
