import type { DeviceRequirement } from '@rote/domain';
import { expandSweep, parseSweepSpec } from '@rote/domain';
import { silentLogger, useFakeNvidiaSmi, waitFor } from '@rote/testkit';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createGpuMemory } from '../../src/pool/gpu-memory.js';
import { createTrainerStarter } from '../../src/pool/trainer-starter.js';
import type { Supervisor } from '../../src/supervisor/supervisor.js';
import { startSupervisor } from '../../src/supervisor/supervisor.js';
import type { WorkerBench } from '../worker-bench.js';
import { openWorkerBench } from '../worker-bench.js';

vi.setConfig({ testTimeout: 60_000 });
const never = new AbortController().signal;

let bench: WorkerBench;
let supervisors: Supervisor[] = [];
/** Pids of the first trainers. */
let pids: number[] = [];
beforeEach(async () => {
  bench = await openWorkerBench('redis');
});
afterEach(async () => {
  for (const supervisor of supervisors)
    await supervisor.drain(async (_, action) => {
      await action();
    });
  supervisors = [];
  pids = [];
  await bench.close();
});

/** A supervisor in this process, with trainers that claim to have this device and behave in this way. */
async function supervise(device: 'gpu' | 'cpu', behavior = 'works'): Promise<Supervisor> {
  const start = createTrainerStarter({
    module: new URL('../pool/strange-trainer.mjs', import.meta.url),
    env: { STRANGE_DEVICE: device },
    dataDir: behavior,
    checkpoints: { url: '/nowhere', intervalMs: 30_000 },
    engine: undefined,
    silenceMs: 20_000,
  });
  const first = await start({ threads: 1 }, never);
  if (first.pid !== undefined) pids.push(first.pid);
  const supervisor = await startSupervisor({
    store: bench.store,
    heartbeats: bench.store.workers,
    checkpoints: { discard: () => Promise.resolve() },
    queue: bench.connection,
    slots: [{ threads: 1 }],
    first,
    gpuFault: null,
    gpuMemory: createGpuMemory({ expectedMb: 6144, logger: silentLogger }),
    start,
    leaseMs: 1200,
    heartbeatMs: 200,
    stallMs: 60_000,
    onStuck: () => undefined,
    logger: silentLogger,
  });
  supervisors.push(supervisor);
  return supervisor;
}

async function submit(device: DeviceRequirement, seeds: readonly number[]): Promise<readonly string[]> {
  const spec = parseSweepSpec({
    name: device,
    dataset: 'synthetic',
    grid: { architecture: ['mlp-1x8'], seed: [...seeds] },
    device,
  });
  const cells = [...expandSweep(spec)];
  await bench.store.sweeps.submit({ spec, cells });
  return cells.map(({ id }) => id);
}

const finished = (ids: readonly string[]) =>
  Promise.all(ids.map((id) => bench.waitForCell(id, 'the result', ({ state }) => state === 'succeeded')));

describe('cells that ask for a GPU', () => {
  test('go to workers with one, which also train other cells', async () => {
    const gpuWorker = await supervise('gpu');
    const ofGpus = await submit('gpu', [1, 2]);
    const others = await submit('any', [11, 12]);
    await bench.feed();
    for (const { workerId } of await finished([...ofGpus, ...others]))
      expect(workerId).toBe(gpuWorker.workerId);
  });

  test('are left alone by workers without one, and trained as soon as one with a GPU comes', async () => {
    const cpuWorker = await supervise('cpu');
    const ofGpus = await submit('gpu', [1, 2]);
    const others = await submit('any', [11, 12, 13]);
    await bench.feed();
    for (const { workerId } of await finished(others)) expect(workerId).toBe(cpuWorker.workerId);
    expect(await bench.queue.counts('gpu')).toEqual({ waiting: 2, active: 0 });
    for (const id of ofGpus)
      expect(await bench.store.cells.get(id)).toMatchObject({ state: 'queued', attempt: 0, failures: 0 });

    const gpuWorker = await supervise('gpu');
    for (const { workerId } of await finished(ofGpus)) expect(workerId).toBe(gpuWorker.workerId);
  });

  test('are not trained by a worker without one that has a job for them', async () => {
    const [id = ''] = await submit('any', [1]);
    const [queued] = await bench.store.feed.markQueued(1);
    await submit('gpu', [1]);
    // The job stays where it was put before the second sweep was submitted.
    await bench.queue.add([{ cellId: id, attempt: queued?.attempt ?? -1, priority: 0, device: 'any' }]);
    await supervise('cpu');
    await waitFor(
      async () => (await bench.queue.present([{ cellId: id, attempt: 0, device: 'any' }])).length === 0,
      {
        describe: 'the end of the job',
      },
    );
    expect(await bench.store.cells.get(id)).toMatchObject({ state: 'queued', attempt: 0 });
  });
});

test('attempts record the GPU memory of their trainer', async () => {
  const smi = await useFakeNvidiaSmi([80_000]);
  await supervise('gpu');
  await smi.setProcesses(new Map([[pids[0] ?? 0, 4321]]));
  const [id = ''] = await submit('any', [1]);
  await bench.feed();
  await finished([id]);
  await waitFor(async () => (await bench.store.cells.attempts(id))[0]?.gpuMemoryMb === 4321, {
    describe: 'the record of the memory',
  });
});

test('a cell that fills the GPU is trained by another trainer, in half batches', async () => {
  await supervise('gpu', 'fills its GPU');
  const [id = ''] = await submit('any', [1]);
  await bench.feed();
  await bench.waitForCell(id, 'the failure', ({ state }) => state === 'pending');
  await waitFor(
    async () => {
      await bench.feed();
      return (await bench.store.cells.get(id)).state !== 'pending';
    },
    { describe: 'the end of the pause before the next attempt' },
  );
  await finished([id]);
  expect(await bench.store.cells.attempts(id)).toMatchObject([
    { outcome: 'failed', microBatches: 1, error: { class: 'out-of-memory' } },
    { outcome: 'succeeded', microBatches: 2 },
  ]);
});

test('a cell that kills its trainers three times fails with their last words, and the sweep continues', async () => {
  await supervise('cpu', 'dies of seed 1');
  const [deadly = '', harmless = ''] = await submit('any', [1, 2]);
  await bench.feed();
  // Nothing feeds the queue any more: the worker itself tries the cell again.
  await bench.waitForCell(deadly, 'the end of its tries', ({ state }) => state === 'failed');
  await finished([harmless]);
  expect(await bench.store.cells.get(deadly)).toMatchObject({ failures: 3, error: { class: 'crash' } });
  const attempts = await bench.store.cells.attempts(deadly);
  expect(attempts.map(({ outcome, stderr }) => [outcome, stderr])).toEqual(
    Array.from({ length: 3 }, () => ['failed', 'last words']),
  );

  const [sweep] = await bench.store.sweeps.list({ limit: 1 });
  await bench.store.sweeps.retry(sweep!.id, { failureClass: ['crash'] });
  expect(await bench.store.cells.get(deadly)).toMatchObject({ state: 'pending', failures: 0 });
});
