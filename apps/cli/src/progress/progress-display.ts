import type { TextOutput } from '../text-output.js';

export interface ProgressDisplay {
  /** Shows a line in place of the one before; where there is no terminal, below it. */
  show(line: string): void;
  /** Writes a line that stays, above the one that changes. */
  note(line: string): void;
  /** Leaves the last line as it is and goes below it. */
  end(): void;
}

const CLEAR_LINE = '\r\u001B[2K';
const FALLBACK_COLUMNS = 80;

/** A line that is drawn again and again at a terminal; elsewhere each is a line of its own. */
export function createProgressDisplay(output: TextOutput): ProgressDisplay {
  if (output.isTTY !== true) {
    const writeLine = (line: string): void => {
      output.write(`${line}\n`);
    };
    return { show: writeLine, note: writeLine, end: () => undefined };
  }
  let shown = '';
  const draw = (): void => {
    // A line that wraps could not be cleared any more.
    output.write(CLEAR_LINE + shown.slice(0, (output.columns ?? FALLBACK_COLUMNS) - 1));
  };
  return {
    show(line) {
      shown = line;
      draw();
    },
    note(line) {
      output.write(`${CLEAR_LINE}${line}\n`);
      if (shown !== '') draw();
    },
    end() {
      if (shown !== '') output.write('\n');
      shown = '';
    },
  };
}
