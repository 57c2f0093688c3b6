import { expandSweep } from '@rote/domain';
import { describe, expect, it } from 'vitest';
import { createPace, type WorkRecord } from '../src/estimate/pace.js';
import { scheduleSeconds } from '../src/estimate/schedule.js';
import { createWorkTally } from '../src/estimate/work-tally.js';
import { sweepOf } from './fixtures/sweep-of.js';

const WORK = {
  architecture: 'mlp-1x8',
  dataset: 'synthetic',
  corruption: 'none',
  labelNoise: 0,
  regularizer: 'none',
  optimizer: 'sgd',
  epochs: 10,
  passes: 100,
};
/** 1 s per epoch, and an overhead of 2 s. */
const recordOf = (over: Partial<WorkRecord> = {}): WorkRecord => ({
  ...WORK,
  doneEpochs: 10,
  seconds: 10,
  overheadSeconds: 2,
  trainedFor: 'a sweep',
  gpuMemoryMb: null,
  ...over,
});
const RUNNING = { epoch: 4, isRunning: true, silentSeconds: 0 };

describe('createPace', () => {
  it('expects epochs as cells with the same optimizer ran', () => {
    const pace = createPace([recordOf({ doneEpochs: 5, seconds: 5 }), recordOf({ optimizer: 'adam' })]);
    expect(pace.costOf({ ...WORK, optimizer: 'adam' })).toMatchObject({ seconds: 12 });
    expect(pace.costOf(WORK)).toMatchObject({ seconds: 7 });
  });

  it('estimates a cell from others of its architecture and data set, whatever else they were', () => {
    const pace = createPace([recordOf()]);
    expect(pace.costOf(WORK)).toEqual({ seconds: 12, secondsAtMost: 12 });
    expect(pace.costOf({ ...WORK, epochs: 20, passes: 50, corruption: 'gaussian' })).toMatchObject({
      seconds: 12,
    });
    expect(pace.costOf({ ...WORK, architecture: 'mlp-1x9' })).toBeUndefined();
    expect(pace.costOf({ ...WORK, dataset: 'mnist' })).toBeUndefined();
  });

  it("does not mistake the wait of a trainer's first cells for the usual overhead", () => {
    const records = [recordOf({ overheadSeconds: 60 }), recordOf(), recordOf({ overheadSeconds: 1 })];
    expect(createPace(records).costOf(WORK)?.seconds).toBe(12);
  });

  it('expects as many epochs as similar cells took, and reports the time that all epochs would take', () => {
    const pace = createPace([
      recordOf({ doneEpochs: 2, seconds: 2 }),
      recordOf({ corruption: 'random-labels', labelNoise: 1, doneEpochs: 8, seconds: 8 }),
    ]);
    expect(pace.costOf(WORK)).toEqual({ seconds: 4, secondsAtMost: 12 });
    expect(pace.costOf({ ...WORK, corruption: 'gaussian' })).toEqual({ seconds: 7, secondsAtMost: 12 });
  });

  it('uses the speed from the first list, and the epochs of similar cells from any list', () => {
    const running = recordOf({ doneEpochs: 1, seconds: 2, overheadSeconds: null });
    const own = [
      running,
      recordOf({ corruption: 'gaussian', doneEpochs: 10, seconds: 20, overheadSeconds: 1 }),
    ];
    const elsewhere = [recordOf({ doneEpochs: 3, seconds: 3, overheadSeconds: 9 })];
    expect(createPace(own, elsewhere).costOf(WORK)).toEqual({ seconds: 7, secondsAtMost: 21 });
    expect(createPace([], elsewhere).costOf(WORK)).toEqual({ seconds: 12, secondsAtMost: 19 });
  });

  it('counts what is left of a cell, the epoch in progress in part, and preparation again if it was released', () => {
    const pace = createPace([recordOf()]);
    const left = (standing: object): number | undefined =>
      pace.costOf(WORK, { ...RUNNING, ...standing })?.seconds;
    expect(left({})).toBe(6);
    expect(left({ silentSeconds: 0.5 })).toBe(5.5);
    expect(left({ silentSeconds: 3600 })).toBe(5);
    expect(left({ epoch: 10, silentSeconds: 3600 })).toBe(0);
    expect(left({ isRunning: false })).toBe(8);
    expect(left({ epoch: 0, silentSeconds: 3600 })).toBe(9);
  });

  it('uses the epochs of unfinished cells if none has finished', () => {
    const pace = createPace([recordOf({ doneEpochs: 3, seconds: 3, overheadSeconds: null })]);
    expect(pace.costOf(WORK)).toEqual({ seconds: 10, secondsAtMost: 10 });
  });
});

describe('scheduleSeconds', () => {
  it.each([
    [[[1, 5]], 2, 5],
    [[[3, 40]], 2, 80],
    [[[1, 100], [10, 1]], 2, 100], // prettier-ignore
    [[[1000, 1]], 8, 125],
    [[[1, 3], [1001, 1]], 2, 502], // prettier-ignore
    [[], 4, 0],
    [[[4, 2]], 0, 8],
    [[[3, 1], [2, 2], [5, 3]], 3, 9], // prettier-ignore
  ] as const)('%j in %d slots take %d s', (batches, slots, seconds) => {
    expect(
      scheduleSeconds(
        batches.map(([cells, each]) => ({ cells, seconds: each })),
        slots,
      ),
    ).toBe(seconds);
  });
});

describe('createWorkTally', () => {
  it('counts similar cells, and represents too many kinds by a sample', () => {
    const cells = [
      ...expandSweep(
        sweepOf(
          'tally',
          Array.from({ length: 4000 }, (_, seed) => seed),
        ),
      ),
    ];
    const tallyOf = (kindOf: (index: number) => number) => {
      const tally = createWorkTally(100);
      for (const [index, { id, cell }] of cells.entries())
        tally.add(id, { ...cell, training: { ...cell.training, epochs: 1 + kindOf(index) } });
      return tally.entries();
    };
    expect(tallyOf((index) => index % 2).map(({ epochs, cells }) => [epochs, cells])).toEqual([
      [1, 2000],
      [2, 2000],
    ]);
    // Half of the cells are alike; the others are all different.
    const sampled = tallyOf((index) => (index % 2 === 0 ? 0 : index));
    expect(sampled.length).toBeLessThanOrEqual(100);
    const all = sampled.reduce((sum, { cells }) => sum + cells, 0);
    expect(Math.abs(all / 4000 - 1)).toBeLessThan(0.3);
    expect(Math.abs(sampled.find(({ epochs }) => epochs === 1)!.cells / all - 0.5)).toBeLessThan(0.15);
  });
});
