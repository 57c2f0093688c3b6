import type { EpochMetrics } from '@rote/domain';
import { expect, test } from 'vitest';
import { createEpochWriter } from '../../src/supervisor/epoch-writer.js';

const score = { loss: 1, accuracy: 0.5 };
const epoch = (number: number): EpochMetrics => ({
  epoch: number,
  step: number,
  train: score,
  trainClean: null,
  trainCorrupted: score,
  test: score,
  bestTestAccuracy: 0.5,
  learningRate: 0.1,
  gradientNorm: 1,
  weightNorm: 1,
  seconds: 1,
  imagesPerSecond: 1,
});

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
  writer.add(epoch(1));
  writer.add(epoch(2));
  await expect.poll(() => gates.length).toBe(1);
  writer.add(epoch(3));
  const flushed = writer.flush();
  writer.add(epoch(4));
  gates[0]?.();
  await flushed;
  await writer.flush();
  expect(batches.flat()).toEqual([1, 2, 3, 4]);
  expect(batches[0]).toEqual([1, 2]);
});

test('writes nothing more once the attempt no longer counts', async () => {
  let writes = 0;
  const writer = createEpochWriter({ write: () => Promise.resolve(++writes < 0) });
  writer.add(epoch(1));
  await writer.flush();
  writer.add(epoch(2));
  await writer.flush();
  expect(writes).toBe(1);
});

test('rejects the flush if a batch could not be written', async () => {
  const writer = createEpochWriter({ write: () => Promise.reject(new Error('full')) });
  writer.add(epoch(1));
  await expect(writer.flush()).rejects.toThrow('full');
});
