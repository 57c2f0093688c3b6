import { createLogger } from '@rote/runtime';
import { expect, onTestFinished, test } from 'vitest';
import { createTrainerStarter } from '../src/find-engine.js';
import { createGpuMemory, withinGpuMemory } from '../src/gpu-memory.js';
import { useFakeNvidiaSmi } from './fake-nvidia-smi.js';

const never = new AbortController().signal;
const logger = createLogger({ name: 'test', level: 'silent' });
const expectedMb = 6000;

function open() {
  const memory = createGpuMemory({ expectedMb, logger });
  const start = withinGpuMemory(
    createTrainerStarter({
      module: new URL('./fixtures/strange-trainer.mjs', import.meta.url),
      env: { STRANGE_DEVICE: 'gpu' },
      dataDir: 'works',
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

test("a GPU's first trainer is always started, a further one where there is room for it", async () => {
  const smi = await useFakeNvidiaSmi([expectedMb - 1, expectedMb]);
  const { startOn } = open();
  const first = await startOn('0');
  await expect(startOn('0')).rejects.toMatchObject({
    code: 'engine-unavailable',
    retryable: true,
    message: 'GPU 0 has less than the 6000 MiB free that a further trainer needs',
  });
  await startOn('1');
  await startOn('1');
  await startOn();
  await smi.setFreeMemory([expectedMb]);
  await startOn('0');

  await smi.setFreeMemory([0]);
  await expect(startOn('GPU-0')).resolves.toBeDefined();
  await expect(startOn('0')).rejects.toThrow('GPU 0');
  await first.stop();
  await expect(startOn('0')).rejects.toThrow('GPU 0');
});

test('once all trainers of a GPU have ended, another is its first', async () => {
  await useFakeNvidiaSmi([0]);
  const { startOn } = open();
  await (await startOn('0')).stop();
  await startOn('0');
});

test('trainers that start at the same moment see one another', async () => {
  await useFakeNvidiaSmi([0]);
  const { startOn } = open();
  const starts = await Promise.allSettled([startOn('0'), startOn('0'), startOn('0')]);
  expect(starts.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
});

test('where nobody tells the memory, every trainer is started', async () => {
  await useFakeNvidiaSmi([]);
  const { startOn } = open();
  await startOn('MIG-1');
  await startOn('MIG-1');
});

test('a trainer that was seen to hold more than expected makes the next need as much', async () => {
  const smi = await useFakeNvidiaSmi([7000]);
  const { memory, startOn } = open();
  const trainer = await startOn('0');
  const pid = trainer.pid ?? 0;
  await expect(memory.measure(pid)).resolves.toBeUndefined();
  await smi.setProcesses(new Map([[pid, 500]]));
  await expect(memory.measure(pid)).resolves.toBe(500);
  expect(memory.neededMb).toBe(expectedMb);
  await startOn('0');
  await smi.setProcesses(new Map([[pid, 7001]]));
  await expect(memory.measure(pid)).resolves.toBe(7001);
  expect(memory.neededMb).toBe(7001);
  await expect(startOn('0')).rejects.toThrow('7001 MiB');
});
