import { epochOf } from '@rote/testkit/values';
import { expect, test } from 'vitest';
import { type AttemptReport, createReportWriter } from '../../src/supervisor/report-writer.js';

test('writes in order, one batch at a time, and all of it at the end', async () => {
  const batches: number[][] = [];
  const gates: (() => void)[] = [];
  let writing = 0;
  const writer = createReportWriter({
    intervalMs: 1,
    async write({ metrics }) {
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

test('gives back what is left once it has written the rest', async () => {
  const batches: number[][] = [];
  const gates: (() => void)[] = [];
  const writer = createReportWriter({
    intervalMs: 1,
    async write({ metrics }) {
      await new Promise<void>((resolve) => gates.push(resolve));
      batches.push(metrics.map(({ epoch }) => epoch));
      return true;
    },
  });
  writer.add(epochOf(1));
  await expect.poll(() => gates.length).toBe(1);
  writer.add(epochOf(2));
  const rest = writer.takeRest();
  gates[0]?.();
  expect((await rest).metrics.map(({ epoch }) => epoch)).toEqual([2]);
  await writer.flush();
  expect(batches).toEqual([[1]]);
});

test('writes nothing more once the attempt no longer counts', async () => {
  let writes = 0;
  const writer = createReportWriter({ write: () => Promise.resolve(++writes < 0) });
  writer.add(epochOf(1));
  await writer.flush();
  writer.add(epochOf(2));
  await writer.flush();
  expect(writes).toBe(1);
});

test('rejects the flush if a batch could not be written', async () => {
  const writer = createReportWriter({ write: () => Promise.reject(new Error('full')) });
  writer.add(epochOf(1));
  await expect(writer.flush()).rejects.toThrow('full');
});

test('writes the start with the first epochs, once', async () => {
  const reports: AttemptReport[] = [];
  const writer = createReportWriter({
    write(report) {
      reports.push(report);
      return Promise.resolve(true);
    },
  });
  const start = { step: 8, epoch: 1 };
  writer.start(start);
  writer.add(epochOf(2));
  await writer.flush();
  writer.start(start);
  await writer.flush();
  writer.add(epochOf(3));
  expect(await writer.takeRest()).toEqual({ start: undefined, metrics: [epochOf(3)] });
  expect(reports).toEqual([
    { start, metrics: [epochOf(2)] },
    { start, metrics: [] },
  ]);
});
