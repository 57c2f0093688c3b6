import type { Cell, CellResult, Dataset, EpochMetrics } from '@rote/domain';
import { cellOf } from '@rote/testkit/values';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { createImageCache } from '../src/data/prepared-images.js';
import type { Compile } from '../src/engine/program.js';
import { runEagerly } from '../src/engine/program.js';
import type { TrainOptions } from '../src/train-options.js';
import { train } from '../src/train.js';
import { randomDataset } from './fixtures/random-dataset.js';
import { useCpuBackend } from './fixtures/cpu-backend.js';

useCpuBackend();

const dataset = randomDataset({ train: 8, test: 4, side: 28, channels: 1 });

/** A clock that advances by a millisecond each time it is read. */
const tickingClock = (): (() => number) => {
  let now = 0;
  return () => now++;
};

interface Trained {
  readonly result: CellResult;
  readonly curve: readonly EpochMetrics[];
}

async function trainToEnd(
  cell: Cell,
  { on = dataset, ...options }: { readonly on?: Dataset } & Pick<TrainOptions, 'compile' | 'images'> = {},
): Promise<Trained> {
  const curve: EpochMetrics[] = [];
  const result = await train(cell, on, {
    ...options,
    signal: new AbortController().signal,
    onEvent: ({ metrics }) => curve.push(metrics),
    clock: tickingClock(),
  });
  return { result, curve };
}

describe('train', () => {
  test.each([{ kind: 'none' }, { kind: 'random-labels' }, { kind: 'gaussian' }] as const)(
    'memorizes 8 images: $kind',
    async (corruption) => {
      const { result, curve } = await trainToEnd(
        cellOf({
          corruption,
          training: { epochs: 60, learningRate: 0.02, stop: { trainLoss: 0.05, trainAccuracy: 1 } },
        }),
      );
      expect(result).toMatchObject({
        outcome: 'succeeded',
        stopReason: 'stop-rule',
        epochsToFit: curve.length,
      });
      expect(result.final).toEqual(curve.at(-1));
      expect(result.final!.train.accuracy).toBe(1);
      expect(result.final!.train.loss).toBeLessThanOrEqual(0.05);
      expect(result.epochs).toBe(curve.length);
    },
  );

  test('gives the same bits for equal seeds, and others for different seeds', async () => {
    const cell = cellOf({
      corruption: { kind: 'random-pixels' },
      regularizer: { dropout: 0.5, augmentation: 'flip-rotation', weightDecay: 0.01 },
      training: { epochs: 3 },
    });
    const first = await trainToEnd(cell);
    expect(await trainToEnd(cell)).toEqual(first);
    const other = await trainToEnd({ ...cell, seed: 2 });
    expect(other.result.final!.weightNorm).not.toBe(first.result.final!.weightNorm);
    expect(other.result.corruption).not.toEqual(first.result.corruption);
  });

  test('handles a smaller last batch, and counts its steps', async () => {
    const { curve } = await trainToEnd(
      cellOf({ training: { epochs: 2, batchSize: 3, learningRate: 0.1, decay: 0.5, decaySteps: 2 } }),
    );
    expect(curve.map(({ epoch, step }) => [epoch, step])).toEqual([
      [1, 3],
      [2, 6],
    ]);
    // The rates of steps 2 and 5, counted from 0.
    expect(curve.map(({ learningRate }) => learningRate)).toEqual([0.05, 0.025]);
  });

  test('splits the train score into changed and unchanged labels', async () => {
    const { result } = await trainToEnd(
      cellOf({ corruption: { kind: 'partial-labels', probability: 0.6 }, seed: 3, training: { epochs: 2 } }),
    );
    const { train: all, trainClean, trainCorrupted } = result.final!;
    const corrupted = result.corruption.labelsChanged!;
    expect(corrupted).toBeGreaterThan(0);
    expect(corrupted).toBeLessThan(8);
    for (const measure of ['loss', 'accuracy'] as const) {
      const mixed = (trainClean![measure] * (8 - corrupted) + trainCorrupted![measure] * corrupted) / 8;
      expect(mixed).toBeCloseTo(all[measure], 10);
    }
  });

  test('has no score for an empty part', async () => {
    const { result } = await trainToEnd(cellOf());
    expect(result.final!.trainCorrupted).toBeNull();
    expect(result.final!.trainClean).toEqual(result.final!.train);
  });

  test('does not compare random labels of two classes with true ones', async () => {
    const { result } = await trainToEnd(cellOf({ corruption: { kind: 'random-binary-labels' } }));
    expect(result.corruption).toMatchObject({ labelsSelected: 8, labelsChanged: null });
    expect(result.final).toMatchObject({ trainClean: null, trainCorrupted: null });
    expect(result.confusion).toHaveLength(2);
  });

  test('counts the predictions for test images of each label', async () => {
    const { result } = await trainToEnd(cellOf());
    const counts = result.confusion!;
    // The test images have the labels 0, 1, 2 and 3.
    expect(counts.map((row) => row.reduce((sum, count) => sum + count, 0))).toEqual([
      1, 1, 1, 1, 0, 0, 0, 0, 0, 0,
    ]);
    expect(counts.reduce((sum, row, label) => sum + row[label]!, 0) / 4).toBe(result.final!.test.accuracy);
  });

  test('stops when its patience runs out', async () => {
    const { result } = await trainToEnd(
      cellOf({ regularizer: { patience: 2 }, training: { epochs: 50, learningRate: 1e-9 } }),
    );
    expect(result).toMatchObject({ stopReason: 'patience', epochs: 3, bestTestEpoch: 1 });
  });

  test('calls an exploding run diverged, a result without metrics', async () => {
    const { result, curve } = await trainToEnd(cellOf({ training: { epochs: 5, learningRate: 1e30 } }));
    expect(result).toMatchObject({
      outcome: 'diverged',
      stopReason: 'diverged',
      epochs: 0,
      steps: 2,
      final: null,
      bestTestAccuracy: null,
      bestTestEpoch: null,
      epochsToFit: null,
    });
    expect(curve).toEqual([]);
    expect(result.confusion).toBeUndefined();
    expect(result.imagesPerSecond).toBeGreaterThan(0);
  });

  test('keeps the last finite epoch of a run that diverges later', async () => {
    const { result, curve } = await trainToEnd(
      cellOf({ training: { epochs: 40, learningRate: 1e-3, decay: 20, decaySteps: 2, batchSize: 4 } }),
    );
    expect(result.outcome).toBe('diverged');
    expect(curve.length).toBeGreaterThan(0);
    expect(result.final).toEqual(curve.at(-1));
    expect(result.steps).toBe((curve.length + 1) * 2);
  });

  test('measures seconds by its clock', async () => {
    const { result, curve } = await trainToEnd(cellOf({ training: { epochs: 2 } }));
    // The clock is read before the epoch's two steps and after each, then before and after its evaluation: 1 ms each.
    expect(curve.map(({ seconds }) => seconds)).toEqual([0.003, 0.003]);
    expect(curve[0]!.imagesPerSecond).toBe(4000);
    expect(result).toMatchObject({ seconds: 0.006, imagesPerSecond: 4000 });
  });

  test('weight decay makes the weights smaller', async () => {
    const norm = async (weightDecay: number) =>
      (await trainToEnd(cellOf({ regularizer: { weightDecay }, training: { epochs: 5 } }))).result.final!
        .weightNorm;
    expect(await norm(1)).toBeLessThan(await norm(0));
  });
});

describe('train with a cache of images', () => {
  test('gives two cells with the same images the bits that they have without it', async () => {
    const images = createImageCache();
    const first = cellOf({ corruption: { kind: 'random-labels' }, training: { epochs: 2 } });
    const second = { ...first, seed: 2, architecture: { kind: 'mlp', depth: 2, width: 8 } } as const;
    const cached = [await trainToEnd(first, { images }), await trainToEnd(second, { images })];
    images.dispose();
    expect(cached).toEqual([await trainToEnd(first), await trainToEnd(second)]);
  });

  test('gives a cell with other images its own', async () => {
    const images = createImageCache();
    const plain = cellOf({ training: { epochs: 2 } });
    const noise = { ...plain, corruption: { kind: 'gaussian' } } as const;
    const cached = [await trainToEnd(plain, { images }), await trainToEnd(noise, { images })];
    images.dispose();
    expect(cached).toEqual([await trainToEnd(plain), await trainToEnd(noise)]);
  });

  test('leaves the images in the cache even if it fails', async () => {
    const images = createImageCache();
    const compile: Compile = () => {
      throw new Error('the compiler failed');
    };
    await expect(trainToEnd(cellOf(), { images, compile })).rejects.toThrow('the compiler failed');
    const kept = await images.find(cellOf(), dataset, new AbortController().signal);
    expect(kept.windows.isDisposed).toBe(false);
    images.dispose();
  });
});

describe('train with a compiler', () => {
  /** Runs eagerly and records the calls. */
  function createListener(): { readonly compile: Compile; readonly heard: string[] } {
    const heard: string[] = [];
    const compile: Compile = (program) => {
      const session = runEagerly(program);
      heard.push('compile');
      return {
        ...session,
        run(name, feeds) {
          const { feeds: declared } = program.functions[name];
          expect(feeds.map(({ shape, dtype }) => ({ shape, dtype }))).toEqual(declared);
          heard.push(name);
          return session.run(name, feeds);
        },
        dispose() {
          heard.push('dispose');
        },
      };
    };
    return { compile, heard };
  }

  test('runs everything through its program with the declared feeds, and disposes of it', async () => {
    const { compile, heard } = createListener();
    const cell = cellOf({
      corruption: { kind: 'random-pixels' },
      regularizer: { dropout: 0.5, augmentation: 'random-crop' },
      training: { epochs: 2, batchSize: 3 },
    });
    expect(await trainToEnd(cell, { compile })).toEqual(await trainToEnd(cell));
    const epoch = ['step', 'step', 'lastStep', 'weights', 'score'];
    expect(heard).toEqual(['compile', ...epoch, ...epoch, 'dispose']);
  });

  test('disposes of its program when the listener throws', async () => {
    const { compile, heard } = createListener();
    const training = train(cellOf(), dataset, {
      signal: new AbortController().signal,
      onEvent: () => {
        throw new Error('the listener failed');
      },
      clock: tickingClock(),
      compile,
    });
    await expect(training).rejects.toThrow('the listener failed');
    expect(heard.at(-1)).toBe('dispose');
  });
});

describe('train, interrupted', () => {
  test('aborts within one batch of a message that arrives during training', async () => {
    const controller = new AbortController();
    const epochs: number[] = [];
    const training = train(cellOf({ training: { epochs: 100_000 } }), dataset, {
      signal: controller.signal,
      onEvent: ({ metrics }) => {
        epochs.push(metrics.epoch);
        if (metrics.epoch === 2)
          setImmediate(() => {
            controller.abort(new Error('cancelled'));
          });
      },
      clock: tickingClock(),
    });
    await expect(training).rejects.toMatchObject({ code: 'aborted', retryable: true });
    expect(epochs).toEqual([1, 2]);
  });

  test('rethrows what its listener throws', async () => {
    const error = new Error('the listener failed');
    const training = train(cellOf(), dataset, {
      signal: new AbortController().signal,
      onEvent: () => {
        throw error;
      },
      clock: tickingClock(),
    });
    await expect(training).rejects.toBe(error);
  });

  test('reports an engine that fails halfway, and frees everything', async () => {
    let batches = 0;
    const failing = { ...tf.getKernel('Relu', 'cpu') };
    tf.unregisterKernel('Relu', 'cpu');
    tf.registerKernel({
      ...failing,
      kernelFunc: (params) => {
        if (++batches === 3) throw new Error('Invalid TF_Status: 8\nMessage: OOM when allocating tensor');
        return failing.kernelFunc(params);
      },
    });
    try {
      await expect(trainToEnd(cellOf())).rejects.toMatchObject({ code: 'out-of-memory' });
    } finally {
      tf.unregisterKernel('Relu', 'cpu');
      tf.registerKernel(failing);
    }
  });
});
