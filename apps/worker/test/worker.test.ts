import { execFile } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startProxy, waitFor } from '@rote/testkit';
import { freePort, isAlive } from '@rote/testkit/system';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { useFakeNvidiaSmi } from '@rote/testkit';
import type { WorkerBench } from './worker-bench.js';
import { openWorkerBench } from './worker-bench.js';

const run = promisify(execFile);
// Each test starts a worker, its trainer and its engine, which takes seconds even on an idle machine.
vi.setConfig({ testTimeout: 60_000 });
/** More epochs than a test waits for. */
const ENDLESS = 1_000_000;
const isTraining = ({ epoch }: { readonly epoch: number }): boolean => epoch >= 1;
const gone = (pids: readonly number[]) =>
  waitFor(() => !pids.some(isAlive), { describe: 'the end of the trainers' });

describe.each(['redis', 'postgres'] as const)('a worker with its queue on %s', (backend) => {
  let bench: WorkerBench;
  beforeEach(async () => {
    bench = await openWorkerBench(backend);
  });
  afterEach(() => bench.close());

  test('trains a cell from its job to its result, then the next in the same trainer', async () => {
    const worker = await bench.startWorker();
    expect(worker).toMatchObject({ slots: 1, engine: { name: 'wasm', device: 'cpu' } });
    const trainers = worker.trainers();
    const ids = await bench.submit({ epochs: 2, seeds: [1, 2] });
    await bench.feed();
    for (const id of ids) {
      await bench.waitForCell(id, 'the result', ({ state }) => state === 'succeeded');
      const stored = await bench.store.cells.result(id);
      expect(stored).toMatchObject({
        attempt: 1,
        engine: { name: 'wasm', device: 'cpu' },
        result: { outcome: 'succeeded', stopReason: 'epochs', epochs: 2, steps: 8 },
      });
      const curve = await bench.store.cells.curve(id);
      expect(curve.map(({ epoch }) => epoch)).toEqual([1, 2]);
      expect(curve[1]).toEqual(stored?.result.final);
    }
    expect(trainers).toHaveLength(1);
    expect(worker.trainers()).toEqual(trainers);
    await waitFor(
      async () =>
        (await bench.queue.present(ids.map((cellId) => ({ cellId, attempt: 0, device: 'any' })))).length ===
        0,
      {
        describe: 'the end of the jobs',
      },
    );
  });

  test('returns its cell when it is told to stop, and exits cleanly', async () => {
    const worker = await bench.startWorker();
    const [id = ''] = await bench.submit({ epochs: ENDLESS });
    await bench.feed();
    await bench.waitForCell(id, 'an epoch', isTraining);
    const trainers = worker.trainers();
    worker.process.kill('SIGTERM');
    expect(await worker.exited).toBe(0);
    await gone(trainers);
    expect(await bench.store.cells.get(id)).toMatchObject({ state: 'pending', failures: 0 });
    expect(await bench.store.workers.list({ leaseMs: 60_000 })).toMatchObject([
      { id: worker.workerId, state: 'stopped' },
    ]);
  });
});

describe('when something goes wrong', () => {
  let bench: WorkerBench;
  beforeEach(async () => {
    bench = await openWorkerBench('redis');
  });
  afterEach(() => bench.close());

  test('a trainer that is killed costs an attempt, and the next one succeeds', async () => {
    const worker = await bench.startWorker();
    const [id = ''] = await bench.submit({ epochs: 60 });
    await bench.feed();
    await bench.waitForCell(id, 'the claim', ({ state }) => state === 'running');
    const killed = worker.trainers();
    for (const pid of killed) process.kill(pid, 'SIGKILL');
    const failed = await bench.waitForCell(id, 'the failure', ({ state }) => state === 'pending');
    expect(failed).toMatchObject({ failures: 1, attempt: 1 });
    expect(await bench.store.cells.attempts(id)).toMatchObject([
      { outcome: 'failed', error: { class: 'crash' } },
    ]);

    await waitFor(
      async () => {
        await bench.feed();
        return (await bench.store.cells.get(id)).state !== 'pending';
      },
      { describe: 'the end of the pause before the next attempt' },
    );
    await bench.waitForCell(id, 'the result', ({ state }) => state === 'succeeded');
    expect((await bench.store.cells.result(id))?.attempt).toBe(2);
    expect(worker.trainers()).not.toEqual(killed);
  });

  test('a supervisor that is killed takes its trainers with it, and its cell is released after the lease', async () => {
    const worker = await bench.startWorker();
    const [id = ''] = await bench.submit({ epochs: ENDLESS });
    await bench.feed();
    await bench.waitForCell(id, 'an epoch', isTraining);
    const trainers = worker.trainers();
    expect(trainers).toHaveLength(1);
    worker.process.kill('SIGKILL');
    await gone(trainers);
    expect((await bench.store.cells.get(id)).state).toBe('running');
    await waitFor(async () => (await bench.store.feed.reclaimLost({ leaseMs: 1200 })) === 1, {
      describe: 'the end of the lease',
    });
    expect(await bench.store.cells.get(id)).toMatchObject({ state: 'pending', failures: 1 });
  });

  test('a cancelled cell is stopped, and its trainer takes another', async () => {
    const worker = await bench.startWorker();
    const [id = ''] = await bench.submit({ epochs: ENDLESS });
    await bench.feed();
    await bench.waitForCell(id, 'an epoch', isTraining);
    const trainers = worker.trainers();
    const [sweep] = await bench.store.sweeps.list({ limit: 1 });
    await bench.store.sweeps.cancel(sweep?.id ?? '');
    const [next = ''] = await bench.submit({ epochs: 2 });
    await bench.feed();
    await bench.waitForCell(next, 'the result', ({ state }) => state === 'succeeded');
    expect((await bench.store.cells.get(id)).state).toBe('cancelled');
    expect(worker.trainers()).toEqual(trainers);
  });

  test('losing its connections to Postgres repeatedly costs nothing', async () => {
    await bench.startWorker();
    const [id = ''] = await bench.submit({ epochs: 200 });
    await bench.feed();
    await bench.waitForCell(id, 'an epoch', isTraining);
    for (let cut = 0; cut < 5; cut++) {
      await bench.cutDatabaseConnections();
      await delay(200);
    }
    await bench.waitForCell(id, 'the result', ({ state }) => state === 'succeeded');
    expect((await bench.store.cells.result(id))?.attempt).toBe(1);
    const curve = await bench.store.cells.curve(id);
    expect(curve.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 200 }, (_, index) => index + 1));
  });

  test('an outdated job ends at once', async () => {
    await bench.startWorker();
    const [id = ''] = await bench.submit({ epochs: 2 });
    await bench.queue.add([{ cellId: id, attempt: 7, priority: 0, device: 'any' }]);
    await waitFor(
      async () => (await bench.queue.present([{ cellId: id, attempt: 7, device: 'any' }])).length === 0,
      {
        describe: 'the end of the job',
      },
    );
    expect((await bench.store.cells.get(id)).state).toBe('pending');
  });

  test('a worker whose engine does not use its GPU says so, and leaves cells that ask for one alone', async () => {
    const { path } = await useFakeNvidiaSmi([80_000]);
    const worker = await bench.startWorker({ ROTE_ENGINE: undefined, ROTE_SLOTS: undefined, PATH: path });
    expect(worker.engine.device).toBe('cpu');
    expect(await bench.store.workers.list({ leaseMs: 60_000 })).toMatchObject([
      {
        id: worker.workerId,
        engine: { device: 'cpu' },
        gpuFault: expect.stringContaining('npm run setup') as string,
      },
    ]);
    const [other = ''] = await bench.submit({ epochs: 2, seeds: [1] });
    const [ofGpu = ''] = await bench.submit({ epochs: 2, seeds: [2], device: 'gpu' });
    await bench.feed();
    await bench.waitForCell(other, 'the result', ({ state }) => state === 'succeeded');
    expect(await bench.store.cells.get(ofGpu)).toMatchObject({ state: 'queued', attempt: 0 });
    expect(await bench.queue.counts('gpu')).toEqual({ waiting: 1, active: 0 });
  });

  test('a worker without the engine that it must have says so and ends', async () => {
    const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));
    const refuse = fileURLToPath(new URL('fixtures/refuse-native-code.cjs', import.meta.url));
    const env = { ...bench.env, ROTE_ENGINE: 'tfjs-node', NODE_OPTIONS: `--require ${refuse}` };
    await expect(run(process.execPath, [main], { env, timeout: 30_000 })).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('The forced engine tfjs-node cannot be used') as string,
    });
    expect(await bench.store.workers.list({ leaseMs: 60_000 })).toEqual([]);
  });
});

test(
  'a worker whose connections to the queue died without being closed reconnects, and returns what the old ones delivered',
  { timeout: 180_000 },
  async () => {
    const bench = await openWorkerBench('redis');
    const proxy = await startProxy({ path: bench.env['REDIS_URL'] ?? '' });
    try {
      const worker = await bench.startWorker({
        REDIS_URL: `redis://127.0.0.1:${String(proxy.port)}`,
        ROTE_STALL_MS: '2000',
        ROTE_SLOTS: '2',
      });
      const [endless = ''] = await bench.submit({ epochs: ENDLESS });
      await bench.feed();
      await bench.waitForCell(endless, 'an epoch', isTraining);
      proxy.freeze();
      const [id = ''] = await bench.submit({ epochs: 2 });
      await bench.feed();
      await bench.waitForCell(id, 'the result', ({ state }) => state === 'succeeded');
      expect(await bench.store.cells.get(endless)).toMatchObject({ state: 'running', attempt: 1 });
      worker.process.kill('SIGTERM');
      expect(await worker.exited).toBe(0);
      expect(await bench.store.cells.get(endless)).toMatchObject({ state: 'pending', failures: 0 });
      // From the checkpoint that the first worker left behind.
      await bench.startWorker();
      await bench.feed();
      const firstStep = await waitFor(
        async () => (await bench.store.cells.attempts(endless))[1]?.firstStep ?? undefined,
        { describe: 'the start of the next attempt' },
      );
      expect(firstStep).toBeGreaterThan(0);
      const [released, next] = await bench.store.cells.attempts(endless);
      expect(released).toMatchObject({ outcome: 'released', firstStep: 0 });
      expect(next?.outcome).toBeNull();
    } finally {
      await bench.close();
      await proxy.cut();
    }
  },
);

test('serves its health port', async () => {
  const bench = await openWorkerBench('postgres');
  try {
    const port = await freePort();
    await bench.startWorker({ ROTE_WORKER_PORT: String(port) });
    for (const path of ['healthz', 'readyz'])
      expect((await fetch(`http://127.0.0.1:${String(port)}/${path}`)).status).toBe(200);
  } finally {
    await bench.close();
  }
});
