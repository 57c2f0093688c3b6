import { describe, expect, it } from 'vitest';
import { createProgressDisplay } from '../src/progress/progress-display.js';
import { progressLine } from '../src/progress/progress-line.js';

const NO_CELLS = { pending: 0, queued: 0, running: 0, succeeded: 0, diverged: 0, failed: 0, cancelled: 0 };

describe('progressLine', () => {
  it('says what is done, running, failed and waiting, and how long it will take', () => {
    const counts = { ...NO_CELLS, pending: 10, queued: 7, running: 2, succeeded: 18, diverged: 1 };
    expect(
      progressLine({ state: 'active', cells: 38, cached: 4, counts, waitingForGpu: 0, remainingSeconds: 80 }),
    ).toBe(
      '[##########----------] 19/38 done (4 cached), 1 of them diverged, 2 running, 0 failed, 17 waiting, ETA 1 min 20 s',
    );
  });

  it('does not guess', () => {
    const counts = { ...NO_CELLS, pending: 38 };
    expect(
      progressLine({
        state: 'active',
        cells: 38,
        cached: 0,
        counts,
        waitingForGpu: 0,
        remainingSeconds: null,
      }),
    ).toBe('[--------------------] 0/38 done, 0 running, 0 failed, 38 waiting, ETA unknown');
  });

  it('says what waits for a GPU in vain', () => {
    const counts = { ...NO_CELLS, pending: 30, queued: 8 };
    expect(
      progressLine({
        state: 'active',
        cells: 38,
        cached: 0,
        counts,
        waitingForGpu: 36,
        remainingSeconds: null,
      }),
    ).toBe(
      '[--------------------] 0/38 done, 0 running, 0 failed, 38 waiting (36 for a GPU worker: none is live), ETA unknown',
    );
  });

  it('says that it is paused, in place of a guess', () => {
    const counts = { ...NO_CELLS, pending: 3, running: 1 };
    expect(
      progressLine({
        state: 'paused',
        cells: 4,
        cached: 0,
        counts,
        waitingForGpu: 0,
        remainingSeconds: null,
      }),
    ).toBe('[--------------------] 0/4 done, 1 running, 0 failed, 3 waiting, paused');
  });

  it('fills the bar with cells that failed or were cancelled, but does not call them done', () => {
    const counts = { ...NO_CELLS, failed: 3, cancelled: 1 };
    expect(
      progressLine({
        state: 'active',
        cells: 4,
        cached: 0,
        counts,
        waitingForGpu: 0,
        remainingSeconds: null,
      }),
    ).toBe('[####################] 0/4 done, 0 running, 3 failed, 1 cancelled');
  });
});

function collect(terminal?: { readonly columns: number }): { text: () => string; output: TextOutput } {
  let text = '';
  const write = (part: string): void => {
    text += part;
  };
  return { text: () => text, output: terminal ? { write, isTTY: true, ...terminal } : { write } };
}
type TextOutput = Parameters<typeof createProgressDisplay>[0];

describe('createProgressDisplay', () => {
  it('writes a line each time where there is no terminal', () => {
    const { text, output } = collect();
    const display = createProgressDisplay(output);
    display.show('one');
    display.note('a note');
    display.show('two');
    display.end();
    expect(text()).toBe('one\na note\ntwo\n');
  });

  it('draws one line again and again at a terminal, never wider than that', () => {
    const { text, output } = collect({ columns: 6 });
    const display = createProgressDisplay(output);
    display.show('one two three');
    display.note('a note');
    display.end();
    expect(text()).toBe('\r\u001B[2Kone t\r\u001B[2Ka note\n\r\u001B[2Kone t\n');
  });
});
