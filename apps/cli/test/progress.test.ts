import { describe, expect, it } from 'vitest';
import { createProgressDisplay } from '../src/progress/progress-display.js';
import { progressLine } from '../src/progress/progress-line.js';
import { describeEnd, requireResults } from '../src/sweeps/sweep-end.js';
import { collect } from './run-output.js';

const NO_CELLS = { pending: 0, queued: 0, running: 0, succeeded: 0, diverged: 0, failed: 0, cancelled: 0 };

describe('progressLine', () => {
  it('shows what is done, running, failed and waiting, and how long it will take', () => {
    const counts = { ...NO_CELLS, pending: 10, queued: 7, running: 2, succeeded: 18, diverged: 1 };
    expect(
      progressLine({ state: 'active', cells: 38, cached: 4, counts, waitingForGpu: 0, remainingSeconds: 80 }),
    ).toBe(
      '[##########----------] 19/38 done (4 cached), 1 of them diverged, 2 running, 0 failed, 17 waiting, ETA 1 min 20 s',
    );
  });

  it('shows how far that may be off', () => {
    const counts = { ...NO_CELLS, pending: 1, succeeded: 1 };
    const remaining = { remainingSeconds: 80, remainingInterval: { low: 45, high: 150 } };
    expect(
      progressLine({ state: 'active', cells: 2, cached: 0, counts, waitingForGpu: 0, ...remaining }),
    ).toContain(', ETA 1 min 20 s (45 s to 2 min 30 s)');
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

  it('shows which cells wait for a GPU in vain', () => {
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
      '[--------------------] 0/38 done, 0 running, 0 failed, 38 waiting (36 for a GPU worker, and none is live), ETA unknown',
    );
  });

  it('shows that a sweep is paused instead of a guess', () => {
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

  it('distinguishes what ended without a result from what is done', () => {
    const counts = { ...NO_CELLS, succeeded: 2, failed: 1, cancelled: 1 };
    expect(
      progressLine({
        state: 'active',
        cells: 4,
        cached: 0,
        counts,
        waitingForGpu: 0,
        remainingSeconds: null,
      }),
    ).toBe('[##########xxxxxxxxxx] 2/4 done, 0 running, 1 failed, 1 cancelled');
  });

  it('marks a cancelled sweep, and expects nothing of it', () => {
    const counts = { ...NO_CELLS, pending: 5, running: 1, succeeded: 2 };
    const progress = {
      state: 'cancelled',
      cells: 8,
      cached: 0,
      counts,
      waitingForGpu: 0,
      remainingSeconds: null,
    } as const;
    expect(progressLine(progress)).toBe(
      'cancelled: [#####---------------] 2/8 done, 0 failed, 6 left to other sweeps or not yet cancelled',
    );
    expect(progressLine(progress, 40)).toBe('cancelled: 2/8 done');
    expect(describeEnd(progress)).toBe(
      'Cancelled: trained 2 cells, 0 cached, 0 failed, 0 cancelled, 6 left to other sweeps or not yet cancelled.',
    );
    expect(() => {
      requireResults({ id: '0f3a1b2c', counts });
    }).toThrow('6 cells left to other sweeps or not yet cancelled: "npx rote cells 0f3a1b2c" lists them.');
  });

  it.each([
    [200, '[--------------------] 0/38 done, 2 running, 1 failed, 35 waiting, ETA 1 h 12 min'],
    [50, '0/38 done, 2 running, 1 failed, ETA 1 h 12 min'],
    [40, '0/38 done, 1 failed, ETA 1 h 12 min'],
    [25, '0/38 done, ETA 1 h 12 min'],
    [18, 'ETA 1 h 12 min'],
  ])('keeps the time left if a terminal has %d columns', (columns, line) => {
    const counts = { ...NO_CELLS, pending: 35, running: 2, failed: 1 };
    const progress = {
      state: 'active',
      cells: 38,
      cached: 0,
      counts,
      waitingForGpu: 0,
      remainingSeconds: 4320,
    } as const;
    expect(progressLine(progress, columns)).toBe(line);
  });
});

const at = (line: string, details: readonly string[] = []) => ({ line, key: line, details });

describe('createProgressDisplay', () => {
  it('without a terminal, writes a line only when something has changed, and once a minute', () => {
    const { text, output } = collect();
    let nowMs = 0;
    const display = createProgressDisplay(output, () => nowMs);
    display.show({ line: 'one, ETA 3 s', key: 'one', details: ['a cell'] });
    display.show({ line: 'one, ETA 2 s', key: 'one', details: [] });
    display.note('a note');
    nowMs = 60_000;
    display.show({ line: 'one, ETA 1 s', key: 'one', details: [] });
    display.show(at('two'));
    display.end();
    expect(text()).toBe('one, ETA 3 s\na note\none, ETA 1 s\ntwo\n');
  });

  it('redraws its lines at a terminal, never wider than the terminal', () => {
    const { text, output } = collect({ columns: 6 });
    const display = createProgressDisplay(output);
    display.show(at('one two three', ['a']));
    display.note('a note');
    display.end();
    expect(text()).toBe(
      'one …\na\r\u001B[2K\u001B[1A\r\u001B[2Ka note\none …\na\r\u001B[2K\u001B[1A\r\u001B[2Kone …\n',
    );
  });

  it('shows full lines at a terminal that claims to have no columns', () => {
    const { text, output } = collect({ columns: 0 });
    createProgressDisplay(output).show(at('ETA 4 s'));
    expect(text()).toBe('ETA 4 s');
  });
});
