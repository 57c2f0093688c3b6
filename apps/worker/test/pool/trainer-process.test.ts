import type { EpochMetrics } from '@rote/domain';
import { cellOf } from '@rote/testkit/values';
import { afterEach, describe, expect, test } from 'vitest';
import type { TrainingOptions } from '../../src/pool/cell-training.js';
import type { TrainerProcess } from '../../src/pool/trainer-process.js';
import { startTrainer } from '../../src/pool/trainer-process.js';

const never = new AbortController().signal;
const noCheckpoints = { url: '/nowhere', intervalMs: 30_000 };
let trainers: TrainerProcess[] = [];

const start = async (
  behavior: string,
  options: { silenceMs?: number; abortGraceMs?: number; leaveGraceMs?: number } = {},
) => {
  const trainer = await startTrainer(
    {
      module: new URL('./strange-trainer.mjs', import.meta.url),
      env: {},
      silenceMs: 20_000,
      dataDir: behavior,
      checkpoints: noCheckpoints,
      ...options,
    },
    never,
  );
  trainers.push(trainer);
  return trainer;
};
const train = (trainer: TrainerProcess, options: Partial<TrainingOptions> = {}, microBatches: 1 | 2 = 1) =>
  trainer.train(
    { cellId: 'cell', cell: cellOf(), microBatches, keepWeights: false },
    {
      signal: never,
      leave: never,
      onBegin: () => undefined,
      onImages: () => undefined,
      onEpoch: () => undefined,
      onNote: () => undefined,
      onWarning: () => undefined,
      ...options,
    },
  );
/** Trains until the first epoch arrives, stops the trainer by one of its signals, and waits for the end. */
const trainAndStop = async (trainer: TrainerProcess, by: 'signal' | 'leave') => {
  const stop = new AbortController();
  return await train(trainer, {
    [by]: stop.signal,
    onEpoch: () => {
      stop.abort();
    },
  });
};

afterEach(async () => {
  await Promise.all(trainers.map((trainer) => trainer.stop()));
  trainers = [];
});

describe('a starting trainer', () => {
  test('reports its engine', async () => {
    const { engine, hasEnded } = await start('works');
    expect(engine).toEqual({ name: 'wasm', version: 'strange 1', device: 'cpu', deviceName: 'test' });
    expect(hasEnded).toBe(false);
  });

  test('passes on why there is no engine', async () => {
    await expect(start('has no engine')).rejects.toMatchObject({
      code: 'engine-unavailable',
      message: 'none works',
    });
  });

  test('reports its last words if it dies', async () => {
    await expect(start('dies at once')).rejects.toMatchObject({
      code: 'engine-unavailable',
      message: 'the trainer ended (exit code 3) while it loaded its engine. no binding',
    });
  });

  test('can be aborted', async () => {
    const abort = new AbortController();
    const starting = startTrainer(
      {
        module: new URL('./strange-trainer.mjs', import.meta.url),
        env: {},
        silenceMs: 20_000,
        dataDir: 'works',
        checkpoints: noCheckpoints,
      },
      abort.signal,
    );
    abort.abort();
    await expect(starting).rejects.toMatchObject({ code: 'aborted' });
  });
});

describe('a trainer with a cell', () => {
  test('reports its epochs and its result, and takes the next cell', async () => {
    const trainer = await start('works');
    const epochs: EpochMetrics[] = [];
    for (const expected of [1, 2]) {
      const steps: number[] = [];
      const end = await train(trainer, {
        onBegin: ({ step }) => steps.push(step),
        onEpoch: (metrics) => epochs.push(metrics),
      });
      expect(end).toMatchObject({
        type: 'finished',
        result: { outcome: 'succeeded', epochs: 1 },
        weights: null,
      });
      expect(steps).toEqual([0]);
      expect(epochs).toHaveLength(expected);
    }
  });

  test('has finished once its result has arrived, even if it then dies', async () => {
    expect(await train(await start('dies of its result'))).toMatchObject({ type: 'finished' });
  });

  test.each([
    [
      'sends an incomplete result',
      { class: 'bug', message: expect.stringContaining('/result/final') as string },
    ],
    ['exits with 0', { class: 'crash', message: 'the trainer ended (exit code 0) before the cell did' }],
    ['kills itself', { class: 'crash', stderr: 'last words' }],
    ['fills its heap', { class: 'out-of-memory' }],
    ['fills its GPU and aborts', { class: 'out-of-memory' }],
    ['does without some memory and aborts', { class: 'crash' }],
    ['has corrupt data', { class: 'data', message: 'bad hash' }],
  ])('has failed if it %s', async (behavior, failure) => {
    expect(await train(await start(behavior))).toMatchObject({ type: 'failed', ...failure });
  });

  test.each([
    ['fills its GPU', { class: 'out-of-memory', message: 'OOM when allocating tensor' }],
    ['loses its GPU', { class: 'engine', message: 'device lost' }],
  ])('has failed if it %s, and is not used again', async (behavior, failure) => {
    const trainer = await start(behavior);
    expect(await train(trainer)).toMatchObject({ type: 'failed', ...failure });
    expect(trainer.hasEnded).toBe(true);
  });

  test('processes batches in as many parts as requested', async () => {
    const trainer = await start('fills its GPU');
    expect(await train(trainer, {}, 2)).toMatchObject({ type: 'finished' });
    expect(trainer.hasEnded).toBe(false);
  });

  test('is killed if it falls silent', async () => {
    const trainer = await start('falls silent', { silenceMs: 3000 });
    expect(await train(trainer)).toMatchObject({
      type: 'failed',
      class: 'timeout',
      message: 'the trainer made no progress for 3 s, while reading images',
    });
    expect(trainer.hasEnded).toBe(true);
  });

  test.each(['signal', 'leave'] as const)('stops when told to, and stays alive: %s', async (by) => {
    const trainer = await start('stops when told');
    expect(await trainAndStop(trainer, by)).toEqual({ type: 'stopped' });
    expect(trainer.hasEnded).toBe(false);
  });

  test.each(['signal', 'leave'] as const)('is killed if it does not stop: %s', async (by) => {
    const trainer = await start('is deaf', { abortGraceMs: 50, leaveGraceMs: 50 });
    expect(await trainAndStop(trainer, by)).toEqual({ type: 'stopped' });
    expect(trainer.hasEnded).toBe(true);
  });

  test('can still be told to abort while it saves a checkpoint', async () => {
    const trainer = await start('never finishes leaving', { abortGraceMs: 5000, leaveGraceMs: 20_000 });
    const leave = new AbortController();
    const drop = new AbortController();
    const end = train(trainer, {
      leave: leave.signal,
      signal: drop.signal,
      onEpoch: () => {
        leave.abort();
      },
      onWarning: () => {
        drop.abort();
      },
    });
    expect(await end).toEqual({ type: 'stopped' });
    expect(trainer.hasEnded).toBe(false);
  });

  test('counts as crashed if it has already ended', async () => {
    const trainer = await start('works');
    await trainer.stop();
    expect(await train(trainer)).toMatchObject({ type: 'failed', class: 'crash' });
  });
});
