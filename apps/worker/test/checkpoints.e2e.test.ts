import { readdir, readFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EpochMetrics } from '@rote/domain';
import { waitFor } from '@rote/testkit';
import pg from 'pg';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { decodeSafetensors } from '@rote/checkpoints';
import type { WorkerBench } from './worker-bench.js';
import { openWorkerBench } from './worker-bench.js';

vi.setConfig({ testTimeout: 90_000 });
/** A few seconds of training: long enough to be disturbed. */
const EPOCHS = 200;
/** Often enough that there always is one. */
const OFTEN = { ROTE_CHECKPOINT_MS: '50' };
/** Never, unless asked. */
const NEVER = { ROTE_CHECKPOINT_MS: '1000000' };

let bench: WorkerBench;
beforeEach(async () => {
  bench = await openWorkerBench('redis');
});
afterEach(() => bench.close());

const checkpointsOf = async (id: string): Promise<readonly string[]> => {
  const names = await readdir(join(bench.checkpointDir, id), { recursive: true }).catch(() => []);
  return names.filter((name) => /\/\d+-/.test(name)).sort();
};
const severalCheckpoints = (id: string) =>
  waitFor(async () => (await checkpointsOf(id)).length >= 2, {
    describe: 'two checkpoints',
    timeoutMs: 25_000,
  });
const submitted = async (options: Partial<Parameters<WorkerBench['submit']>[0]> = {}): Promise<string> => {
  const [id = ''] = await bench.submit({ epochs: EPOCHS, ...options });
  await bench.feed();
  return id;
};
/** Feeds until the cell is no longer pending, and waits for its result. */
const finish = async (id: string) => {
  await waitFor(
    async () => {
      await bench.feed();
      return (await bench.store.cells.get(id)).state !== 'pending';
    },
    { describe: 'the next attempt' },
  );
  await bench.waitForCell(id, 'the result', ({ state }) => state === 'succeeded');
};

/** Removes all images, as if an attempt had died before it kept them. */
async function forgetImages(): Promise<void> {
  const client = new pg.Client({ connectionString: bench.env['DATABASE_URL'] });
  await client.connect();
  await client.query('DELETE FROM kept_images');
  await client.end();
}

/** Everything whose bits must be the same; durations need not be. */
const bits = (curve: readonly EpochMetrics[]) =>
  curve.map((epoch) => ({ ...epoch, seconds: 0, imagesPerSecond: 0 }));

async function trainUndisturbed(): Promise<readonly EpochMetrics[]> {
  const other = await openWorkerBench('redis');
  try {
    await other.startWorker(NEVER);
    const [id = ''] = await other.submit({ epochs: EPOCHS });
    await other.feed();
    await other.waitForCell(id, 'the result', ({ state }) => state === 'succeeded');
    return await other.store.cells.curve(id);
  } finally {
    await other.close();
  }
}

let undisturbed: Promise<readonly EpochMetrics[]> | undefined;
const undisturbedCurve = (): Promise<readonly EpochMetrics[]> => (undisturbed ??= trainUndisturbed());

test('a killed trainer costs only what came after the last checkpoint: the same worker resumes, with the same bits', async () => {
  const worker = await bench.startWorker(OFTEN);
  const id = await submitted();
  await severalCheckpoints(id);
  const [trainer = 0] = worker.trainers();
  process.kill(trainer, 'SIGKILL');
  // Nothing feeds the queue: the worker itself begins the next attempt.
  await bench.waitForCell(id, 'the result', ({ state }) => state === 'succeeded');
  const [first, second] = await bench.store.cells.attempts(id);
  expect(first).toMatchObject({ outcome: 'failed', error: { class: 'crash' }, firstStep: 0 });
  expect(second?.outcome).toBe('succeeded');
  expect(second?.firstStep).toBeGreaterThan(0);
  expect(bits(await bench.store.cells.curve(id))).toEqual(bits(await undisturbedCurve()));
  await waitFor(async () => (await checkpointsOf(id)).length === 0, {
    describe: 'the end of the checkpoints',
  });
});

test('a worker that is told to stop saves a checkpoint, and another resumes from it', async () => {
  const worker = await bench.startWorker(NEVER);
  const id = await submitted();
  await bench.waitForCell(id, 'an epoch', ({ epoch }) => epoch >= 1);
  worker.process.kill('SIGTERM');
  expect(await worker.exited).toBe(0);
  expect(await checkpointsOf(id)).toHaveLength(1);
  const pending = await bench.store.cells.get(id);
  expect(pending).toMatchObject({ state: 'pending', failures: 0 });
  const images = await bench.store.images.find(pending.cell);
  await forgetImages();
  await bench.startWorker(NEVER);
  await finish(id);
  const result = await bench.store.cells.result(id);
  const { imagesSha256, labelsSha256 } = result!.result.corruption;
  expect(images).toMatchObject({ imagesSha256, labelsSha256 });
  expect(await bench.store.images.find(pending.cell, imagesSha256)).toEqual(images);
  const [first, second] = await bench.store.cells.attempts(id);
  expect(first?.outcome).toBe('released');
  expect(second?.firstStep).toBeGreaterThan(0);
  expect(bits(await bench.store.cells.curve(id))).toEqual(bits(await undisturbedCurve()));
});

test('a paused sweep gives its slot up in seconds, and continues from its checkpoint when it is resumed', async () => {
  await bench.startWorker(NEVER);
  // A supervisor asks once a second, so the cell must last longer on any machine.
  const id = await submitted({ epochs: 5 * EPOCHS });
  await bench.waitForCell(id, 'an epoch', ({ epoch }) => epoch >= 1);
  const [sweep] = await bench.store.sweeps.list({ limit: 1 });
  await bench.store.sweeps.pause(sweep!.id);
  const paused = await bench.waitForCell(id, 'the end of the attempt', ({ state }) => state === 'pending');
  expect(paused.failures).toBe(0);
  await bench.store.sweeps.resume(sweep!.id);
  await finish(id);
  expect((await bench.store.cells.attempts(id))[1]?.firstStep).toBeGreaterThan(0);
});

test('a cancelled cell saves a checkpoint, and resumes from it when it is submitted again', async () => {
  await bench.startWorker(NEVER);
  const id = await submitted({ epochs: 5 * EPOCHS });
  await bench.waitForCell(id, 'an epoch', ({ epoch }) => epoch >= 1);
  const [sweep] = await bench.store.sweeps.list({ limit: 1 });
  await bench.store.sweeps.cancel(sweep!.id);
  await waitFor(async () => (await checkpointsOf(id)).length === 1, { describe: 'the checkpoint' });
  await submitted({ epochs: 5 * EPOCHS });
  await finish(id);
  const [first, second] = await bench.store.cells.attempts(id);
  expect(first?.outcome).toBe('cancelled');
  expect(second?.firstStep).toBeGreaterThan(0);
});

test('a cell that exceeds its time limit fails for good, and resumes when it is submitted again with a higher one', async () => {
  await bench.startWorker(NEVER);
  const spec = {
    name: 'limited',
    dataset: { name: 'synthetic', train: 64, test: 32 },
    grid: { architecture: ['mlp-1x8'] },
    training: { epochs: 1_000_000, batchSize: 16 },
  };
  const [id = ''] = await bench.submitSpec({ ...spec, timeLimitSeconds: 2 });
  await bench.feed();
  const failed = await bench.waitForCell(id, 'the end of its time', ({ state }) => state === 'failed');
  expect(failed).toMatchObject({ attempt: 1, failures: 1, error: { class: 'time-limit' } });
  expect(await bench.store.sweeps.list({ limit: 1 })).toMatchObject([{ state: 'failed' }]);
  const kept = await checkpointsOf(id);
  expect(kept).toHaveLength(1);
  await bench.submitSpec(spec);
  await bench.feed();
  const firstStep = await waitFor(
    async () => (await bench.store.cells.attempts(id))[1]?.firstStep ?? undefined,
    {
      describe: 'the start of its next attempt',
    },
  );
  expect(firstStep).toBe(Number(/\/(\d+)-/.exec(kept[0] ?? '')?.[1]));
});

test('falls back from a damaged checkpoint on the one before it', async () => {
  const worker = await bench.startWorker(OFTEN);
  const id = await submitted();
  await severalCheckpoints(id);
  worker.process.kill('SIGKILL');
  await worker.exited;
  const kept = await checkpointsOf(id);
  await truncate(join(bench.checkpointDir, id, kept.at(-1)!), 1000);
  const before = Number(/\/(\d+)-/.exec(kept.at(-2)!)?.[1]);
  await bench.startWorker(NEVER);
  await waitFor(async () => (await bench.store.feed.reclaimLost({ leaseMs: 1200 })) === 1, {
    describe: 'the end of the lease',
  });
  await finish(id);
  expect((await bench.store.cells.attempts(id))[1]?.firstStep).toBe(before);
  expect(bits(await bench.store.cells.curve(id))).toEqual(bits(await undisturbedCurve()));
});

test('training continues if a checkpoint cannot be written', async () => {
  await bench.startWorker({ ...OFTEN, ROTE_CHECKPOINT_URL: '/dev/full/checkpoints' });
  const id = await submitted({ epochs: 20 });
  await bench.waitForCell(id, 'the result', ({ state }) => state === 'succeeded');
  expect(await bench.store.cells.attempts(id)).toHaveLength(1);
});

test('keeps the final weights if a sweep asks for them', async () => {
  await bench.startWorker(OFTEN);
  const id = await submitted({ epochs: 3, keepWeights: true });
  await bench.waitForCell(id, 'the result', ({ state }) => state === 'succeeded');
  const [row] = (await bench.store.readOnlyQuery('SELECT weights FROM results')).rows;
  const address = row?.[0] as string;
  const { tensors, metadata } = decodeSafetensors(await readFile(fileURLToPath(address)));
  expect(tensors.map(({ name, shape }) => [name, shape])).toEqual([
    ['hidden-1/kernel', [28 * 28 * 3, 8]],
    ['hidden-1/bias', [8]],
    ['output/kernel', [8, 10]],
    ['output/bias', [10]],
  ]);
  expect(JSON.parse(metadata['cell'] ?? '')).toEqual((await bench.store.cells.get(id)).cell);
});
