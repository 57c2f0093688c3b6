import type { Cell, EpochMetrics } from '@rote/domain';
import { cellOf } from '@rote/testkit/values';
import { expect, test } from 'vitest';
import { train } from '../../src/train.js';
import { beginExamples, extendExamples, recordExamples } from '../../src/training/example-history.js';
import { randomDataset } from '../fixtures/random-dataset.js';
import { useCpuBackend } from '../fixtures/cpu-backend.js';

useCpuBackend();

/** Five images, of which the fourth is left out. */
const data = { trainCount: 5, trained: Int32Array.of(0, 1, 2, 4) };

/** Which images were correct after each epoch: always, never, forgotten twice, left out (correct by chance), late. */
const EPOCHS = [
  [1, 0, 1, 1, 0],
  [1, 0, 0, 0, 0],
  [1, 0, 1, 1, 0],
  [1, 0, 0, 1, 1],
];

const after = (epochs: readonly (readonly number[])[]) =>
  epochs.reduce(
    (state, correct, i) =>
      extendExamples(state, i + 1, { scores: { correct: Uint8Array.from([...correct, 1, 1]) }, data }),
    beginExamples(data, undefined),
  );

test('examples are fitted when first correct, and forgotten each time they become wrong again', () => {
  expect(after(EPOCHS)).toEqual({
    firstFitted: Uint32Array.of(1, 0, 1, 0, 4),
    timesForgotten: Uint32Array.of(0, 0, 2, 0, 0),
    fitted: Uint8Array.of(1, 0, 0, 0, 1),
  });
});

test('an epoch does not modify the previous state, which a snapshot may hold', () => {
  const before = after(EPOCHS.slice(0, 1));
  extendExamples(before, 2, { scores: { correct: Uint8Array.of(0, 1, 0, 0, 1) }, data });
  expect(before).toEqual(after(EPOCHS.slice(0, 1)));
});

test('records cover train and test images, with zeros for the one left out', () => {
  const scores = {
    losses: Float32Array.of(9, 9, 9, 9, 9, 0.5, 2),
    margins: Float32Array.of(1, -2, 3, 100, 0.5, 7, 7),
  };
  expect(recordExamples(after(EPOCHS), { scores, data })).toEqual({
    firstFitted: [1, 0, 1, 0, 4],
    timesForgotten: [0, 0, 2, 0, 0],
    margins: [1, -2, 3, 0, 0.5],
    testLosses: [0.5, 2],
  });
  scores.margins[1] = -Infinity;
  expect(recordExamples(after(EPOCHS), { scores, data })).toBeUndefined();
});

test('a snapshot without these examples is rejected', () => {
  const state = after(EPOCHS);
  expect(beginExamples(data, { examples: state })).toBe(state);
  expect(() => beginExamples(data, {})).toThrow(expect.objectContaining({ code: 'data-corrupt' }));
  expect(() => beginExamples({ ...data, trainCount: 6 }, { examples: state })).toThrow(
    expect.objectContaining({ code: 'data-corrupt' }),
  );
});

const dataset = randomDataset({ train: 8, test: 4, side: 28, channels: 1 });
const examplesOf = async (cell: Cell) => {
  const curve: EpochMetrics[] = [];
  const result = await train(cell, dataset, {
    signal: new AbortController().signal,
    onEvent: ({ metrics }) => curve.push(metrics),
    clock: () => 0,
  });
  return { result, curve };
};
const asked = { epochs: [], sharpness: false, examples: true };

test('a cell that requests records has some that agree with its curve', async () => {
  const cell = cellOf({ measures: asked, training: { epochs: 30, learningRate: 0.02 } });
  const { result, curve } = await examplesOf(cell);
  const { firstFitted, timesForgotten, margins, testLosses } = result.examples!;
  expect([firstFitted, timesForgotten, margins].map(({ length }) => length)).toEqual([8, 8, 8]);
  expect(firstFitted.filter((epoch) => epoch === 1)).toHaveLength(8 * curve[0]!.train.accuracy);
  expect(margins.filter((margin) => margin > 0)).toHaveLength(8 * curve.at(-1)!.train.accuracy);
  expect(Math.max(...firstFitted)).toBeGreaterThan(1);
  const mean = testLosses.reduce((sum, loss) => sum + loss, 0) / 4;
  expect(mean).toBeCloseTo(result.final!.test.loss, 10);
  const unasked = { ...cell, measures: { ...asked, examples: false } };
  expect('examples' in (await examplesOf(unasked)).result).toBe(false);
});

test('a cell that diverged has none', async () => {
  const { result } = await examplesOf(
    cellOf({ measures: asked, training: { epochs: 3, learningRate: 1e6 } }),
  );
  expect(result.outcome).toBe('diverged');
  expect('examples' in result).toBe(false);
});
