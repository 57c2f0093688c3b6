import { epochOf } from '@rote/testkit/values';
import { expect, test } from 'vitest';
import { createEpochWriter } from '../../src/supervisor/epoch-writer.js';

test('writes in order, one batch at a time, and all of it at the end', async () => {
  const batches: number[][] = [];
  const gates: (() => void)[] = [];
  let writing = 0;
  const writer = createEpochWriter({
    intervalMs: 1,
    async write(metrics) {
      expect(++writing).toBe(1);
      batches.push(metrics.map((metric) => metric.epoch));
      if (batches.length === 1) await new Promise<void>((resolve) => gates.push(resolve));
      writing--;
      return true;
    },
  });
  writer.add(epochOf(1));
  writer.add(epochOf(2));
  await expect.poll(() => gates.length).toBe(1);
  writer.add(epochOf(3));
  const flushed = writer.flush();
  writer.add(epochOf(4));
  gates[0]?.();
  await flushed;
  await writer.flush();
  expect(batches.flat()).toEqual([1, 2, 3, 4]);
  expect(batches[0]).toEqual([1, 2]);
});

test('writes nothing more once the attempt no longer counts', async () => {
  let writes = 0;
  const writer = createEpochWriter({ write: () => Promise.resolve(++writes < 0) });
  writer.add(epochOf(1));
  await writer.flush();
  writer.add(epochOf(2));
  await writer.flush();
  expect(writes).toBe(1);
});

test('rejects the flush if a batch could not be written', async () => {
  const writer = createEpochWriter({ write: () => Promise.reject(new Error('full')) });
  writer.add(epochOf(1));
  await expect(writer.flush()).rejects.toThrow('full');
});
