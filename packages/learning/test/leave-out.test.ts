import type { Cell, CellResult } from '@rote/domain';
import { cellOf } from '@rote/testkit/values';
import { expect, test } from 'vitest';
import type { Compile } from '../src/engine/program.js';
import { runEagerly } from '../src/engine/program.js';
import { train } from '../src/train.js';
import { randomDataset } from './fixtures/random-dataset.js';
import { useCpuBackend } from './fixtures/cpu-backend.js';

useCpuBackend();

const LEFT_OUT = 5;
const dataset = randomDataset({ train: 8, test: 4, side: 28, channels: 1 });
const cell = cellOf({
  corruption: { kind: 'partial-labels', probability: 0.5 },
  measures: { epochs: [], sharpness: false, examples: true },
  training: { epochs: 3, batchSize: 3 },
});

/** Trains a cell and reports the images of each mini-batch. */
async function trainSeen(
  ofCell: Cell,
): Promise<{ readonly result: CellResult; readonly batches: readonly (readonly number[])[] }> {
  const batches: number[][] = [];
  const compile: Compile = (program) => {
    const session = runEagerly(program);
    return {
      ...session,
      run(name, feeds) {
        if (name === 'step' || name === 'lastStep') batches.push(Array.from(feeds[0]!.dataSync()));
        return session.run(name, feeds);
      },
    };
  };
  const result = await train(ofCell, dataset, {
    signal: new AbortController().signal,
    onEvent: () => undefined,
    clock: () => 0,
    compile,
  });
  return { result, batches };
}

/** Images in the order of training, one list per epoch. */
const epochsOf = (
  batches: readonly (readonly number[])[],
  images: number,
): readonly (readonly number[])[] => {
  const seen = batches.flat();
  return Array.from({ length: seen.length / images }, (_, epoch) =>
    seen.slice(epoch * images, (epoch + 1) * images),
  );
};

test('an image that is left out is in no mini-batch, and the others keep their order', async () => {
  const whole = await trainSeen(cell);
  const without = await trainSeen({ ...cell, leaveOut: LEFT_OUT });
  expect(whole.batches.map(({ length }) => length)).toEqual([3, 3, 2, 3, 3, 2, 3, 3, 2]);
  expect(without.batches.map(({ length }) => length)).toEqual([3, 3, 1, 3, 3, 1, 3, 3, 1]);
  expect(epochsOf(without.batches, 7)).toEqual(
    epochsOf(whole.batches, 8).map((epoch) => epoch.filter((image) => image !== LEFT_OUT)),
  );
});

test('it is not scored, and the rest of the data does not change', async () => {
  const [whole, without] = [await trainSeen(cell), await trainSeen({ ...cell, leaveOut: LEFT_OUT })];
  expect(without.result.corruption).toEqual(whole.result.corruption);
  const { final, examples } = without.result;
  expect((final!.train.accuracy * 7) % 1).toBeCloseTo(0, 10);
  const changed = whole.result.corruption.labelsChanged!;
  expect(changed).toBeGreaterThan(0);
  const parts = [final!.trainClean!, final!.trainCorrupted!];
  // The two parts, weighted by their numbers of images, make up the seven remaining images.
  const sizes = [1, 2, 3, 4, 5, 6].filter((corrupted) => {
    const loss = (parts[0]!.loss * (7 - corrupted) + parts[1]!.loss * corrupted) / 7;
    return Math.abs(loss - final!.train.loss) < 1e-9;
  });
  expect(sizes).toHaveLength(1);
  expect([changed, changed - 1]).toContain(sizes[0]);
  expect(examples!.margins[LEFT_OUT]).toBe(0);
  expect(examples!.firstFitted[LEFT_OUT]).toBe(0);
  expect(examples!.margins.filter((margin) => margin === 0)).toHaveLength(1);
  expect(examples!.testLosses).toHaveLength(4);
  expect(examples!.testLosses).not.toEqual(whole.result.examples!.testLosses);
});

test('its image and label have no effect on the others', async () => {
  const left: Cell = { ...cell, corruption: { kind: 'none' }, leaveOut: LEFT_OUT };
  const { result } = await trainSeen(left);
  const size = 28 * 28;
  const images = dataset.train.images.slice();
  images.fill(200, LEFT_OUT * size, LEFT_OUT * size + size / 2);
  const labels = dataset.train.labels.slice();
  labels[LEFT_OUT] = 9;
  const other = { ...dataset, train: { ...dataset.train, images, labels } };
  const again = await train(left, other, {
    signal: new AbortController().signal,
    onEvent: () => undefined,
    clock: () => 0,
  });
  expect({ ...again, corruption: null }).toEqual({ ...result, corruption: null });
});
