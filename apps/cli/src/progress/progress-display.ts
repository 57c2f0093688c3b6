import { truncate } from '../format/display-width.js';
import type { Output } from '../output/output.js';

interface Progress {
  /** In one line. */
  readonly line: string;
  /** What counts as a change if lines cannot be redrawn: not the time that is left. */
  readonly key: string;
  /** Shown below the line, only at a terminal. */
  readonly details: readonly string[];
}

export interface ProgressDisplay {
  /** Replaces what was shown before. Without a terminal, adds a line below it, if something has changed. */
  show(progress: Progress): void;
  /** Writes a line that stays, above those that change. */
  note(line: string): void;
  /** Leaves the last line as it is and moves below it. */
  end(): void;
}

const CLEAR_LINE = '\r\u001B[2K';
const LINE_UP = '\u001B[1A';
const FALLBACK_COLUMNS = 80;
/** If lines cannot be redrawn, one without news is written this often, as a sign of life. */
const SIGN_OF_LIFE_MS = 60_000;

/** Redraws its lines at a terminal; elsewhere, writes each as a separate line. */
export function createProgressDisplay(
  output: Output,
  now: () => number = () => performance.now(),
): ProgressDisplay {
  if (!output.isTTY) return createLog(output, now);
  let shown: readonly string[] = [];
  /** Lines on the screen; the last has no line feed. */
  let drawn = 0;
  const clear = (): void => {
    if (drawn > 0) output.control(CLEAR_LINE + (LINE_UP + CLEAR_LINE).repeat(drawn - 1));
    drawn = 0;
  };
  const draw = (): void => {
    // A line that wraps could not be cleared.
    const columns = (output.columns ?? FALLBACK_COLUMNS) - 1;
    output.write(shown.map((line) => truncate(line, columns)).join('\n'));
    drawn = shown.length;
  };
  return {
    show({ line, details }) {
      clear();
      shown = [line, ...details];
      draw();
    },
    note(line) {
      clear();
      output.write(`${line}\n`);
      if (shown.length > 0) draw();
    },
    end() {
      clear();
      shown = shown.slice(0, 1);
      if (shown.length === 0) return;
      draw();
      output.write('\n');
      shown = [];
      drawn = 0;
    },
  };
}

function createLog(output: Output, now: () => number): ProgressDisplay {
  let last = { key: '', atMs: Number.NEGATIVE_INFINITY };
  return {
    show({ line, key }) {
      const atMs = now();
      if (key === last.key && atMs - last.atMs < SIGN_OF_LIFE_MS) return;
      last = { key, atMs };
      output.write(`${line}\n`);
    },
    note(line) {
      output.write(`${line}\n`);
    },
    end: () => undefined,
  };
}
