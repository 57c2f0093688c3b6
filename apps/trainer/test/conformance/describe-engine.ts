import type { Architecture, Cell, EngineName, TrainingSnapshot } from '@rote/domain';
import { loadEngine } from '@rote/engines';
import type { Compile, Program } from '@rote/learning';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { createCompile } from '../../src/create-compile.js';
import { ADAM, MODELS, smallCell, trainCell } from './models.js';

/** Sessions that may wait for the next cell. */
const MOST_SESSIONS = 16;

/** Returns how many tensors the native binding holds. */
function tensorsInBinding(): number {
  const backend = tf.backend() as { getNumOfSavedModels?(): number; getNumOfTFTensors?(): number };
  expect(backend.getNumOfSavedModels?.() ?? 0).toBeLessThanOrEqual(MOST_SESSIONS);
  return backend.getNumOfTFTensors?.() ?? 0;
}

/** Counts the functions that a program runs. */
const counting =
  (compile: Compile, onRun: (runs: number) => void): Compile =>
  (program: Program) => {
    const session = compile(program);
    let runs = 0;
    return {
      ...session,
      run(name: string, feeds: readonly tf.Tensor[]) {
        const outputs = session.run(name, feeds);
        onRun(++runs);
        return outputs;
      },
    };
  };

/** Trains a cell, leaves it after its program has run this many functions, and returns its snapshot. */
async function leaveAfter(runs: number, cell: Cell, compile: Compile): Promise<TrainingSnapshot> {
  const leave = new AbortController();
  const saved: TrainingSnapshot[] = [];
  const save = (snapshot: TrainingSnapshot): Promise<void> => {
    saved.push(snapshot);
    return Promise.resolve();
  };
  const leaving = counting(compile, (count) => {
    if (count === runs) leave.abort(new Error('leave'));
  });
  const checkpoints = { intervalMs: Infinity, leave: leave.signal, save };
  await expect(trainCell(cell, { compile: leaving, checkpoints })).rejects.toMatchObject({ code: 'aborted' });
  expect(saved).toHaveLength(1);
  return saved[0]!;
}

/** Narrow, because measuring the wide layers of the paper's network takes longer than training it. */
const NARROW: Architecture = { kind: 'mlp', depth: 1, width: 64 };

/** Tests models on an engine, run as trainers run them. Default: all of {@link MODELS}. */
export function describeEngine(
  name: EngineName,
  {
    models = MODELS,
    timeoutMs = 60_000,
  }: { readonly models?: Readonly<Record<string, Architecture>>; readonly timeoutMs?: number } = {},
): void {
  let compile: Compile;
  const complaints: string[] = [];
  beforeAll(async () => {
    // Loading verifies each operation and its gradient against the plain cpu backend.
    compile = createCompile(await loadEngine({ force: name }), (line) => complaints.push(line));
  }, timeoutMs);

  test(
    `${name}: trains on a hundred classes, and repeats itself bit for bit`,
    async () => {
      const cell = smallCell(NARROW, { dataset: 'cifar100' });
      const { result, curve } = await trainCell(cell, { compile });
      const confusion = result.confusion!;
      expect(confusion.map((row) => row.length)).toEqual(new Array(100).fill(100));
      expect(confusion.flat().reduce((sum, count) => sum + count)).toBe(cell.dataset.test);
      expect(curve[1]!.train.loss).toBeLessThan(curve[0]!.train.loss);
      expect(await trainCell(cell, { compile })).toEqual({ result, curve });
      expect(complaints).toEqual([]);
    },
    timeoutMs,
  );

  /** Every model with SGD, and the first one with every other optimizer. */
  const entries = Object.entries(models);
  const cases = [
    ...entries.map(([model, architecture]) => [model, 'sgd', { architecture, training: {} }] as const),
    [entries[0]![0], 'adam', { architecture: entries[0]![1], training: { optimizer: ADAM } }] as const,
  ];
  describe.each(cases)(`${name}: %s by %s`, (_model, _optimizer, { architecture, training }) => {
    const cell = smallCell(architecture, {
      train: 12,
      training,
      regularizer: { dropout: 0.5, labelSmoothing: 0.1, mixup: 1, weightDecay: 0.001 },
    });

    test(
      'gives the same bits when it resumes in the middle of an epoch or after its steps, and leaves nothing behind',
      async () => {
        const undisturbed = await trainCell(cell, { compile });
        const tensors = tf.memory().numTensors;
        const held = tensorsInBinding();
        for (const runs of [1, 4]) {
          // What was run before the snapshot is a second start of the same cell.
          const resume = await leaveAfter(runs, cell, compile);
          expect(await trainCell(cell, { compile, resume })).toEqual(undisturbed);
        }
        expect(tf.memory().numTensors).toBe(tensors);
        expect(tensorsInBinding()).toEqual(held);
        expect(complaints).toEqual([]);
      },
      timeoutMs,
    );

    test(
      'stops within one batch of an abort, and leaves nothing behind',
      async () => {
        const tensors = tf.memory().numTensors;
        const held = tensorsInBinding();
        const controller = new AbortController();
        let steps = 0;
        const stopping = counting(compile, (runs) => {
          steps = runs;
          if (runs === 2)
            setImmediate(() => {
              controller.abort(new Error('stop'));
            });
        });
        const long = smallCell(architecture, { train: 20, training: { batchSize: 2, ...training } });
        await expect(trainCell(long, { compile: stopping, signal: controller.signal })).rejects.toMatchObject(
          { code: 'aborted', retryable: true },
        );
        expect(steps).toBeLessThanOrEqual(3);
        expect(tf.memory().numTensors).toBe(tensors);
        expect(tensorsInBinding()).toEqual(held);
      },
      timeoutMs,
    );
  });
}
