import type { Cell, CellResult, EpochMetrics, Measures, NamedTensor } from '@rote/domain';
import { cellOf } from '@rote/testkit/values';
import { describe, expect, test } from 'vitest';
import { createMlp } from '../../src/architectures/mlp.js';
import { readTensors } from '../../src/engine/named-tensors.js';
import type { Compile } from '../../src/engine/program.js';
import { runEagerly } from '../../src/engine/program.js';
import { distanceFromInitialization } from '../../src/measures/euclidean-norms.js';
import { isMeasured } from '../../src/measures/measure-network.js';
import type { TrainOptions } from '../../src/train-options.js';
import { train } from '../../src/train.js';
import { randomDataset } from '../fixtures/random-dataset.js';
import { useCpuBackend } from '../fixtures/cpu-backend.js';
import { modelOf } from '../fixtures/models.js';

useCpuBackend();

const dataset = randomDataset({ train: 8, test: 4, side: 28, channels: 1 });

async function trainToEnd(cell: Cell, options: Partial<TrainOptions> = {}) {
  const curve: EpochMetrics[] = [];
  let weights: readonly NamedTensor[] = [];
  const result: CellResult = await train(cell, dataset, {
    signal: new AbortController().signal,
    onEvent: ({ metrics }) => curve.push(metrics),
    clock: () => 0,
    keepWeights: (kept) => {
      weights = kept as readonly NamedTensor[];
      return Promise.resolve();
    },
    ...options,
  });
  return { result, curve, weights };
}

const ALWAYS = [
  'parameter-count',
  'l2-norm',
  'distance-from-initialization',
  'frobenius-norm/hidden-1',
  'frobenius-norm/output',
  'frobenius-product',
  'spectral-norm/hidden-1',
  'spectral-norm/output',
  'spectral-product',
  'path-norm',
  'margin-p1',
  'margin-p5',
  'margin-p10',
  'margin-p50',
];
const OVER_MARGIN = [
  'spectral-product-over-margin',
  'frobenius-product-over-margin',
  'path-norm-over-margin',
  'l2-norm-over-margin',
];

describe('the measures of a cell', () => {
  test('come with its last epoch, whatever ended it, and with the epochs that it names', async () => {
    const { stop } = cellOf().training;
    const measuredIn = (curve: readonly EpochMetrics[]): number[] =>
      curve.filter(({ measures }) => measures !== undefined).map(({ epoch }) => epoch);
    const epochs = { epochs: [1, 3], sharpness: false, examples: false };
    expect(measuredIn((await trainToEnd(cellOf({ training: { epochs: 4 } }))).curve)).toEqual([4]);
    const named = await trainToEnd(cellOf({ measures: epochs, training: { epochs: 4 } }));
    expect(measuredIn(named.curve)).toEqual([1, 3, 4]);
    expect(named.result.final).toEqual(named.curve.at(-1));
    const stopped = cellOf({ training: { epochs: 4, stop: { ...stop, trainAccuracy: 0 } } });
    expect(measuredIn((await trainToEnd(stopped)).curve)).toEqual([1]);
  });

  test('are complete and consistent with each other', async () => {
    const cell = cellOf({ training: { epochs: 60, learningRate: 0.02 } });
    const { result, weights } = await trainToEnd(cell);
    const measures: Measures = result.final!.measures!;
    expect(Object.keys(measures).sort()).toEqual([...ALWAYS, ...OVER_MARGIN].sort());
    expect(measures['parameter-count']).toBe(result.parameterCount);
    expect(measures['l2-norm']).toBeCloseTo(result.final!.weightNorm, 3);
    expect(measures['spectral-norm/hidden-1']).toBeLessThan(measures['frobenius-norm/hidden-1']!);
    expect(measures['margin-p1']).toBeGreaterThan(0);
    expect(measures['path-norm-over-margin']).toBeCloseTo(
      measures['path-norm']! / measures['margin-p10']!,
      10,
    );

    const initial = modelOf((parameters) =>
      createMlp(parameters, { inputs: 784, depth: 1, width: 16, classes: 10 }),
    );
    const distance = distanceFromInitialization(weights, await readTensors(initial.parameters));
    initial.dispose();
    expect(measures['distance-from-initialization']).toBe(distance);
    expect(distance).toBeGreaterThan(0);
  });

  test('cover one layer for a linear model', async () => {
    const architecture = {
      kind: 'linear',
      features: { kind: 'raw' },
      solver: { kind: 'sgd', start: 0 },
    } as const;
    const { result } = await trainToEnd(
      cellOf({ architecture, training: { epochs: 60, learningRate: 0.001 } }),
    );
    // The losses are half squares, which do not tell when the model fitted.
    expect(result.final!.train.loss).toBeLessThan(0.05);
    expect(result.epochsToFit).toBeNull();
    const measures: Measures = result.final!.measures!;
    const { weightNorm } = result.final!;
    expect(weightNorm).toBeGreaterThan(0);
    expect(measures['frobenius-norm/output']! / weightNorm).toBeCloseTo(1, 5);
    expect(measures['frobenius-product']! / weightNorm).toBeCloseTo(1, 5);
    expect(measures['path-norm']! / weightNorm).toBeCloseTo(1, 5);
  });

  test('include no norm over a negative margin', async () => {
    const { curve } = await trainToEnd(cellOf());
    expect(curve[0]!.measures!['margin-p10']).toBeLessThan(0);
    expect(Object.keys(curve[0]!.measures!).sort()).toEqual([...ALWAYS].sort());
  });

  test('include a Rademacher proxy if labels are ±1 at random', async () => {
    const cell = cellOf({ corruption: { kind: 'random-binary-labels' }, training: { epochs: 2 } });
    const { final } = (await trainToEnd(cell)).result;
    expect(final!.measures!['rademacher']).toBe(2 * final!.train.accuracy - 1);
  });

  test('are absent if training diverged', async () => {
    const cell = cellOf({ training: { epochs: 3, learningRate: 1e6 } });
    const { result, curve } = await trainToEnd(cell);
    expect(result.outcome).toBe('diverged');
    expect(curve.every(({ measures }) => measures === undefined)).toBe(true);
  });

  test('use only the images used for training, without the one left out', async () => {
    const { result } = await trainToEnd({
      ...cellOf({ training: { epochs: 60, learningRate: 0.02 } }),
      leaveOut: 2,
    });
    // That image has a label of its own, so no margin is positive with it.
    expect(result.final!.train.accuracy).toBe(1);
    expect(result.final!.measures!['margin-p1']).toBeGreaterThan(0);
  });
});

describe('sharpness', () => {
  const asked = { epochs: [1], sharpness: true, examples: false };
  const sharpnessOf = async (cell: Cell): Promise<readonly (number | undefined)[]> => {
    const measures = (await trainToEnd(cell)).result.final!.measures!;
    return [measures['sharpness'], measures['sharpness-error']];
  };

  test('is measured on request, with the same value every time', async () => {
    const cell = cellOf({ measures: asked });
    const [sharpness, error] = await sharpnessOf(cell);
    expect(sharpness).toBeGreaterThan(0);
    expect(error).toBeGreaterThan(0);
    expect(await sharpnessOf(cell)).toEqual([sharpness, error]);
    expect(await sharpnessOf(cellOf())).toEqual([undefined, undefined]);
  });
});

test('measuring does not affect training', async () => {
  const plain = cellOf({ training: { epochs: 3 } });
  const measured = cellOf({
    training: { epochs: 3 },
    measures: { epochs: [1, 2], sharpness: true, examples: true },
  });
  const [a, b] = [await trainToEnd(plain), await trainToEnd(measured)];
  const without = (curve: readonly EpochMetrics[]) =>
    curve.map((epoch) => ({ ...epoch, measures: undefined }));
  expect(without(b.curve)).toEqual(without(a.curve));
  expect(b.weights).toEqual(a.weights);
});

test('an abort ends the measurement of a network and leaves no tensor behind', async () => {
  const controller = new AbortController();
  const measuring: Compile = (program) => ({
    ...runEagerly(program),
    // Nothing else reads weights here; the search for the sharpness takes hundreds of turns, and everything else a few.
    readBack() {
      setTimeout(() => {
        controller.abort(new Error('cancelled'));
      }, 30);
    },
  });
  const cell = cellOf({ measures: { epochs: [1], sharpness: true, examples: false } });
  const training = trainToEnd(cell, { signal: controller.signal, compile: measuring });
  await expect(training).rejects.toMatchObject({ code: 'aborted' });
});

test('a network is measured after its last epoch and after the requested ones', () => {
  const named = { measures: { epochs: [2], sharpness: false, examples: false } };
  expect(isMeasured({}, 1, undefined)).toBe(false);
  expect(isMeasured({}, 1, 'epochs')).toBe(true);
  expect([1, 2, 3].map((epoch) => isMeasured(named, epoch, undefined))).toEqual([false, true, false]);
});
