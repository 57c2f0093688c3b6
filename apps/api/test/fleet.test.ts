import type { QueueHistory, QueueStatus, WorkerList } from '@rote/contracts';
import { expect, it } from 'vitest';
import { specOf } from './support/specs.js';
import { useApi } from './support/test-api.js';
import { claim, metricsOf, registerWorker, resultAt } from './support/training.js';

it('shows what each worker trains, its speed, the age of the queue, and the last attempts', async () => {
  const { app, store, sql } = await useApi();
  const ask = async <T>(url: string): Promise<T> => (await app.inject(url)).json<T>();
  const oldest = async () => (await ask<QueueStatus>('/v1/queues')).oldestQueuedSeconds;
  expect(await oldest()).toEqual({ any: null, gpu: null });
  const empty = await ask<QueueHistory>('/v1/queues/history');
  expect([empty.bucketSeconds, empty.buckets.length]).toEqual([30, 120]);
  expect(empty.buckets.at(-1)).toMatchObject({ started: 0, waitSeconds: null, runSeconds: null });

  await app.inject({ method: 'POST', url: '/v1/sweeps', payload: specOf(3) });
  await app.inject({
    method: 'POST',
    url: '/v1/sweeps',
    payload: specOf(1, { firstSeed: 50, device: 'gpu' }),
  });
  const jobs = await store.feed.markQueued(10);
  await sql(`UPDATE cells SET queued_at = now() - interval '90 seconds' WHERE state = 'queued'`);
  const ages = await oldest();
  expect(ages.any).toBeGreaterThanOrEqual(90);
  expect(ages.gpu).toBeGreaterThanOrEqual(90);

  const cpuJobs = jobs.filter(({ device }) => device === 'any');
  await sql(`UPDATE cells SET available_at = now() - interval '40 seconds'`);
  const busy = await registerWorker(store, 2);
  const idle = await registerWorker(store, 2);
  const refs = [];
  for (const job of cpuJobs.slice(0, 2)) refs.push(await claim(store, busy, job));
  const workerOf = async (id: string) =>
    (await ask<WorkerList>('/v1/workers')).items.find((worker) => worker.id === id);
  expect(await workerOf(busy)).toMatchObject({
    imagesPerSecond: null,
    training: [{ epoch: 0 }, { epoch: 0 }],
  });
  for (const ref of refs) await store.attempts.recordEpochs(ref, [metricsOf(1)]);
  const worker = await workerOf(busy);
  expect(worker?.running).toEqual(refs.map(({ cellId }) => cellId).sort());
  expect(worker?.training.map(({ id }) => id)).toEqual(worker?.running);
  expect(worker?.training[0]).toMatchObject({ corruption: 'none', regularizer: 'none', epoch: 1 });
  expect(worker?.imagesPerSecond).toBe(2 * metricsOf(1).imagesPerSecond);
  expect(await workerOf(idle)).toMatchObject({ running: [], training: [], imagesPerSecond: null });

  await store.attempts.finish(refs[0]!, resultAt(metricsOf(1)), null);
  await store.attempts.fail(refs[1]!, { class: 'bug', message: 'no such op' });
  const { bucketSeconds, buckets } = await ask<QueueHistory>('/v1/queues/history?minutes=1440');
  expect(buckets.length * bucketSeconds).toBe(1440 * 60);
  const total = (of: 'started' | 'ended' | 'failed') => buckets.reduce((sum, each) => sum + each[of], 0);
  expect([total('started'), total('ended'), total('failed')]).toEqual([2, 2, 1]);
  const waits = buckets.flatMap(({ waitSeconds }) => waitSeconds ?? []);
  expect(waits[0]?.median).toBeGreaterThanOrEqual(40);
  expect(waits[0]?.p95).toBeGreaterThanOrEqual(waits[0]?.median ?? Infinity);
  expect(buckets.flatMap(({ runSeconds }) => runSeconds ?? [])).not.toEqual([]);
  for (const minutes of ['0', '1441', 'x'])
    expect((await app.inject(`/v1/queues/history?minutes=${minutes}`)).statusCode).toBe(400);
});
