import type { Cell, CellResult, EpochMetrics, KeptTensor, TrainingSnapshot } from '@rote/domain';
import { cellOf } from '@rote/testkit/values';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import type { Compile } from '../src/engine/program.js';
import { runEagerly } from '../src/engine/program.js';
import type { TrainOptions } from '../src/train-options.js';
import { train } from '../src/train.js';
import { randomDataset } from './fixtures/random-dataset.js';
import { useCpuBackend } from './fixtures/cpu-backend.js';

useCpuBackend();

const dataset = randomDataset({ train: 8, test: 4 });
const never = new AbortController().signal;

/** Everything that can go wrong, in two full batches and a smaller one. */
const CHANGES = {
  corruption: { kind: 'random-pixels' },
  regularizer: { dropout: 0.5, augmentation: 'flip-rotation', weightDecay: 0.01, mixup: 1 },
  training: { epochs: 3, batchSize: 3, decay: 0.5, decaySteps: 2 },
  measures: { epochs: [1], sharpness: false, examples: true },
} as const;
const cell = cellOf(CHANGES);
const byAdam = cellOf({
  ...CHANGES,
  training: { ...CHANGES.training, optimizer: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } },
});
interface Trained {
  readonly result: CellResult;
  readonly curve: readonly EpochMetrics[];
}

/** Trains with a clock that stands still, so that measurements depend only on the cell. */
async function trainToEnd(ofCell: Cell, options: Partial<TrainOptions> = {}): Promise<Trained> {
  const curve: EpochMetrics[] = [];
  const result = await train(ofCell, dataset, {
    signal: never,
    onEvent: ({ metrics }) => curve.push(metrics),
    clock: () => 0,
    ...options,
  });
  return { result, curve };
}

/** Calls `act` when the program runs a function for the `count`-th time. */
const compileWith =
  (count: number, act: () => void): Compile =>
  (program) => {
    const session = runEagerly(program);
    let runs = 0;
    return {
      ...session,
      run(name, feeds) {
        if (++runs === count) act();
        return session.run(name, feeds);
      },
    };
  };

/** The snapshot of a run that is asked to leave halfway; undefined if it ended first. */
async function leaveDuring(
  ofCell: Cell,
  count: number,
  options: Partial<TrainOptions> = {},
): Promise<TrainingSnapshot | undefined> {
  const leave = new AbortController();
  const saved: TrainingSnapshot[] = [];
  const training = trainToEnd(ofCell, {
    ...options,
    compile: compileWith(count, () => {
      leave.abort(new Error('the worker stops'));
    }),
    checkpoints: {
      intervalMs: Infinity,
      save: (snapshot) => {
        saved.push(snapshot);
        return Promise.resolve();
      },
      leave: leave.signal,
    },
  });
  const outcome = await training.then(
    () => 'ended',
    (error: unknown) => error,
  );
  if (outcome === 'ended') return undefined;
  expect(outcome).toMatchObject({ code: 'aborted', retryable: true });
  expect(saved).toHaveLength(1);
  return saved[0];
}

describe('a run that resumes from a snapshot', () => {
  test('gives the bits of an undisturbed run, wherever it was interrupted', async () => {
    const undisturbed = await trainToEnd(cell);
    const tensors = tf.memory().numTensors;
    const steps = new Set<number>();
    for (let count = 1; ; count++) {
      const snapshot = await leaveDuring(cell, count);
      if (snapshot === undefined) break;
      steps.add(snapshot.step);
      expect(await trainToEnd(cell, { resume: snapshot })).toEqual(undisturbed);
    }
    expect([...steps]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(tf.memory().numTensors).toBe(tensors);
  });

  test('gives them with Adam: the moments are in the snapshot, and their correction follows from its step', async () => {
    const undisturbed = await trainToEnd(byAdam);
    expect(undisturbed).not.toEqual(await trainToEnd(cell));
    for (const count of [1, 2, 5]) {
      const snapshot = await leaveDuring(byAdam, count);
      const names = snapshot!.tensors.map(({ name }) => name.split('/')[0]);
      expect(new Set(names)).toEqual(new Set(['parameters', 'first-moments', 'second-moments']));
      expect(await trainToEnd(byAdam, { resume: snapshot! })).toEqual(undisturbed);
    }
  });

  test('is refused a snapshot of another optimizer', async () => {
    const resume = await leaveDuring(cell, 2);
    await expect(trainToEnd(byAdam, { resume: resume! })).rejects.toMatchObject({ code: 'data-corrupt' });
  });

  test('gives them if it was interrupted while the network was measured', async () => {
    const leave = new AbortController();
    const saved: TrainingSnapshot[] = [];
    const training = trainToEnd(cell, {
      compile: (program) => ({
        ...runEagerly(program),
        readBack: () => {
          leave.abort(new Error('the worker stops'));
        },
      }),
      checkpoints: {
        intervalMs: Infinity,
        leave: leave.signal,
        save: (snapshot) => {
          saved.push(snapshot);
          return Promise.resolve();
        },
      },
    });
    await expect(training).rejects.toMatchObject({ code: 'aborted' });
    expect(saved.map(({ step, curve }) => [step, curve.length])).toEqual([[3, 0]]);
    expect(await trainToEnd(cell, { resume: saved[0]! })).toEqual(await trainToEnd(cell));
  });

  test('gives them if it was interrupted twice', async () => {
    const undisturbed = await trainToEnd(cell);
    const first = await leaveDuring(cell, 2);
    const second = await leaveDuring(cell, 6, { resume: first! });
    expect(second!.step).toBeGreaterThan(first!.step + 3);
    expect(await trainToEnd(cell, { resume: second! })).toEqual(undisturbed);
  });

  test('ends at once if nothing was left to do', async () => {
    const { result, curve } = await trainToEnd(cell);
    const snapshot = (await leaveDuring(cell, 2))!;
    const ended = { ...snapshot, step: 9, curve, gradientNorm: null };
    const { examples, ...rest } = result;
    const resumed = await trainToEnd(cell, { resume: ended });
    expect(resumed.curve).toEqual(curve);
    expect(resumed.result).toMatchObject(rest);
    // With the weights that it received: those in this snapshot are from an earlier step.
    expect(resumed.result.examples!.margins).not.toEqual(examples!.margins);
  });

  test('is rejected if the snapshot belongs to another network', async () => {
    const snapshot = (await leaveDuring(cell, 2))!;
    const resumed = (resume: TrainingSnapshot) => trainToEnd(cell, { resume });
    for (const tensors of [
      snapshot.tensors.slice(1),
      snapshot.tensors.map((tensor) => ({ ...tensor, name: `other/${tensor.name}` })),
      snapshot.tensors.map((tensor) => ({ ...tensor, shape: [...tensor.shape, 1] })),
    ])
      await expect(resumed({ ...snapshot, tensors })).rejects.toMatchObject({ code: 'data-corrupt' });
  });
});

describe('snapshots', () => {
  test('are taken at intervals of the clock while training continues', async () => {
    let now = 0;
    const saved: TrainingSnapshot[] = [];
    const options = {
      clock: () => now,
      compile: compileWith(1, () => undefined),
      checkpoints: {
        intervalMs: 10,
        leave: never,
        save: (snapshot: TrainingSnapshot) => {
          saved.push(snapshot);
          return Promise.resolve();
        },
      },
    };
    const ticking: Compile = (program) => {
      const session = runEagerly(program);
      return {
        ...session,
        run(name, feeds) {
          if (name !== 'score' && name !== 'weights') now += 5;
          return session.run(name, feeds);
        },
      };
    };
    const { result } = await trainToEnd(cell, { ...options, compile: ticking });
    expect(saved.map(({ step }) => step)).toEqual([2, 4, 6, 8]);
    expect(saved.map(({ curve }) => curve.length)).toEqual([0, 1, 1, 2]);
    expect(saved.map(({ epochSeconds }) => epochSeconds)).toEqual([0.01, 0.005, 0.015, 0.01]);
    now = 0;
    for (const resume of saved)
      expect((await trainToEnd(cell, { resume, compile: ticking, clock: () => now })).result).toEqual(result);
  });

  test('are not taken of an aborted run', async () => {
    const abort = new AbortController();
    const training = trainToEnd(cell, {
      signal: abort.signal,
      compile: compileWith(2, () => {
        abort.abort(new Error('cancelled'));
      }),
      checkpoints: {
        intervalMs: Infinity,
        leave: never,
        save: () => Promise.reject(new Error('a snapshot of an unwanted cell')),
      },
    });
    await expect(training).rejects.toMatchObject({ code: 'aborted' });
  });

  test('end the training if they cannot be stored', async () => {
    const error = new Error('no room');
    const training = trainToEnd(cell, {
      checkpoints: { intervalMs: 0, leave: never, save: () => Promise.reject(error) },
    });
    await expect(training).rejects.toBe(error);
  });
});

test('the final weights contain what the network has learned, by name', async () => {
  const kept: (readonly KeptTensor[])[] = [];
  const { result } = await trainToEnd(cell, {
    keepWeights: (weights) => {
      kept.push(weights);
      return Promise.resolve();
    },
  });
  expect(kept).toHaveLength(1);
  expect(kept[0]!.map(({ name }) => name)).toEqual([
    'hidden-1/kernel',
    'hidden-1/bias',
    'output/kernel',
    'output/bias',
  ]);
  const squares = kept[0]!.flatMap(({ values }) => Array.from(values, (value) => value * value));
  const norm = Math.sqrt(squares.reduce((sum, square) => sum + square, 0));
  expect(norm).toBeCloseTo(result.final!.weightNorm, 4);
});
