import { expect, onTestFinished, test } from 'vitest';
import { createGpuMemory, withinGpuMemory } from '../../src/pool/gpu-memory.js';
import { createTrainerStarter } from '../../src/pool/trainer-starter.js';
import { silentLogger, useFakeNvidiaSmi } from '@rote/testkit';

const never = new AbortController().signal;
const expectedMb = 6000;

function open() {
  const memory = createGpuMemory({ expectedMb, logger: silentLogger });
  const start = withinGpuMemory(
    createTrainerStarter({
      module: new URL('./strange-trainer.mjs', import.meta.url),
      env: { STRANGE_DEVICE: 'gpu' },
      dataDir: 'works',
      checkpoints: { url: '/nowhere', intervalMs: 30_000 },
      engine: undefined,
      silenceMs: 20_000,
    }),
    memory,
  );
  const startOn = async (gpu?: string) => {
    const trainer = await start({ threads: 1, ...(gpu === undefined ? {} : { gpu }) }, never);
    onTestFinished(() => trainer.stop());
    return trainer;
  };
  return { memory, startOn };
}

test("starts a GPU's first trainer always, and a further one if there is room for it", async () => {
  const smi = await useFakeNvidiaSmi([expectedMb - 1, expectedMb]);
  const { memory, startOn } = open();
  /** Starts a trainer and lets it train an epoch. */
  const growOn = async (gpu?: string) => {
    const trainer = await startOn(gpu);
    await memory.measure(trainer, never);
    return trainer;
  };
  const first = await growOn('0');
  await expect(startOn('0')).rejects.toMatchObject({
    code: 'engine-unavailable',
    retryable: true,
    message: 'GPU 0 has less than the 6000 MiB free that another trainer needs',
  });
  await growOn('1');
  await growOn('1');
  await growOn();
  await smi.setFreeMemory([expectedMb]);
  await growOn('0');

  await smi.setFreeMemory([0]);
  await expect(startOn('GPU-0')).resolves.toBeDefined();
  await expect(startOn('0')).rejects.toThrow('GPU 0');
  await first.stop();
  await expect(startOn('0')).rejects.toThrow('GPU 0');
});

test("counts a trainer as a GPU's first again once all others have ended", async () => {
  await useFakeNvidiaSmi([0]);
  const { startOn } = open();
  await (await startOn('0')).stop();
  await startOn('0');
});

test('counts trainers that start at the same moment', async () => {
  await useFakeNvidiaSmi([0]);
  const { startOn } = open();
  const starts = await Promise.allSettled([startOn('0'), startOn('0'), startOn('0')]);
  expect(starts.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
});

test('does not count memory that trainers have yet to take as free', async () => {
  const smi = await useFakeNvidiaSmi([2 * expectedMb - 500]);
  const { memory, startOn } = open();
  const first = await startOn('0');
  const beside = 'beyond what trainers that have yet to train will take';
  await expect(startOn('0')).rejects.toThrow(beside);
  await smi.setProcesses(new Map([[first.pid ?? 0, 500]]));
  const starts = await Promise.allSettled([startOn('0'), startOn('0')]);
  expect(starts.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  await expect(startOn('0')).rejects.toThrow(beside);
  await memory.measure(first, never);
  await smi.setFreeMemory([2 * expectedMb]);
  await startOn('0');
});

test('ends an aborted measurement', async () => {
  await useFakeNvidiaSmi([0]);
  const { memory, startOn } = open();
  await expect(memory.measure(await startOn('0'), AbortSignal.abort())).rejects.toMatchObject({
    code: 'aborted',
  });
});

test("starts every trainer if the GPU's memory is unknown", async () => {
  await useFakeNvidiaSmi([]);
  const { startOn } = open();
  await startOn('MIG-1');
  await startOn('MIG-1');
});

test('expects the next trainer to need as much as the largest one seen', async () => {
  const smi = await useFakeNvidiaSmi([7000]);
  const { memory, startOn } = open();
  const trainer = await startOn('0');
  const pid = trainer.pid ?? 0;
  const measure = () => memory.measure(trainer, never);
  await expect(measure()).resolves.toBeUndefined();
  await smi.setProcesses(new Map([[pid, 500]]));
  await expect(measure()).resolves.toBe(500);
  expect(memory.neededMb).toBe(expectedMb);
  await memory.measure(await startOn('0'), never);
  await smi.setProcesses(new Map([[pid, 7001]]));
  await expect(measure()).resolves.toBe(7001);
  expect(memory.neededMb).toBe(7001);
  await expect(startOn('0')).rejects.toThrow('7001 MiB');
});
