import { once } from 'node:events';
import { CellWhy, type Problem, type Sweep, SweepWhy } from '@rote/contracts';
import { findFaults, WAIT_REASONS, type WaitReason } from '@rote/domain';
import { openCellQueue, type QueueConnection, startCellConsumer } from '@rote/queue';
import { createTestDatabase, waitFor } from '@rote/testkit';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openOperator } from '../../../packages/queue/test/operator.js';
import { specOf } from './support/specs.js';
import { type TestApi, useApi } from './support/test-api.js';
import { claim, failPending, finishPending, registerWorker } from './support/training.js';

let connection: QueueConnection;
let queue: TestApi['queue'];
const closing: (() => Promise<void>)[] = [];

beforeAll(async () => {
  const database = await createTestDatabase();
  connection = { backend: 'postgres', url: database.url };
  queue = await openCellQueue({ connection });
  closing.push(
    () => queue.close(),
    () => database.drop(),
  );
});
afterAll(async () => {
  for (const close of closing) await close();
});

const submit = async ({ app }: TestApi, ...args: Parameters<typeof specOf>): Promise<string> =>
  (await app.inject({ method: 'POST', url: '/v1/sweeps', payload: specOf(...args) })).json<Sweep>().id;

const explainSweep = async ({ app }: TestApi, id: string): Promise<SweepWhy> =>
  (await app.inject(`/v1/sweeps/${id}/why`)).json<SweepWhy>();

const seen = new Set<WaitReason>();

/** Expects the only reason of a sweep, and the same of its example. Returns what the API says of the cell. */
async function expectOnly(api: TestApi, id: string, reason: WaitReason, facts: object): Promise<CellWhy> {
  const why = await explainSweep(api, id);
  expect(findFaults(SweepWhy, why)).toEqual([]);
  expect(why.items).toMatchObject([{ reason, facts }]);
  const [item] = why.items;
  const cell = (await api.app.inject(`/v1/cells/${item?.example ?? ''}/why`)).json<CellWhy>();
  expect(findFaults(CellWhy, cell)).toEqual([]);
  expect({ ...item, ...cell }).toEqual({ ...item, id: item?.example, state: cell.state });
  seen.add(reason);
  return cell;
}

/** Takes the next cell to running. */
async function claimNext(api: TestApi, workerId: string) {
  const [job] = await api.store.feed.markQueued(1);
  if (job === undefined) throw new Error('nothing is pending');
  return await claim(api.store, workerId, job);
}

describe('GET /v1/cells/{id}/why and /v1/sweeps/{id}/why', () => {
  it('name a paused sweep, a missing worker, and the feeder', async () => {
    const api = await useApi({ queue });
    const id = await submit(api, 3);
    await expectOnly(api, id, 'no-worker', { workers: 0 });
    await api.store.sweeps.pause(id);
    const paused = await expectOnly(api, id, 'paused', { sweeps: [id] });
    expect(paused).toMatchObject({ waiting: true, state: 'pending' });
    expect(paused.sentence).toContain(`sweep ${id} is paused`);
    await registerWorker(api.store, 4);
    await expectOnly(api, id, 'paused', { sweeps: [id] });
    await api.store.sweeps.resume(id);
    await expectOnly(api, id, 'being-fed', { slots: 4, busy: 0, priority: 0, device: 'any' });
  });

  it('name a GPU that no worker has', async () => {
    const api = await useApi({ queue });
    await registerWorker(api.store, 2);
    const id = await submit(api, 2, { device: 'gpu' });
    await expectOnly(api, id, 'no-gpu', { workers: 1, device: 'gpu' });
    await registerWorker(api.store, 1, 'gpu');
    await expectOnly(api, id, 'being-fed', { slots: 1, busy: 0, device: 'gpu' });
  });

  it('name busy slots, and how many cells of a higher priority wait', async () => {
    const api = await useApi({ queue });
    const workerId = await registerWorker(api.store, 1);
    await submit(api, 1);
    const id = await submit(api, 2, { firstSeed: 10 });
    await claimNext(api, workerId);
    await expectOnly(api, id, 'slots-busy', { slots: 1, busy: 1 });
    const higher = await submit(api, 3, { firstSeed: 20, priority: 7 });
    await submit(api, 2, { firstSeed: 22, priority: 8 });
    const why = await expectOnly(api, id, 'behind-priority', { ahead: 4, priority: 0, slots: 1, busy: 1 });
    expect(why.sentence).toBe(
      'Waits for 4 cells of a higher priority than 0, for which 0 slots of 1 are free.',
    );
    const items = (await explainSweep(api, higher)).items;
    expect(items.map(({ reason, cells, facts }) => [reason, cells, facts.priority, facts.ahead])).toEqual([
      ['behind-priority', 2, 7, 2],
      ['slots-busy', 1, 8, undefined],
    ]);
  });

  it('do not count cells of a higher priority that a free slot will take', async () => {
    const api = await useApi({ queue });
    await registerWorker(api.store, 4);
    const id = await submit(api, 1);
    await submit(api, 2, { firstSeed: 20, priority: 7 });
    await expectOnly(api, id, 'being-fed', { slots: 4, busy: 0 });
  });

  it('name the time of the next attempt after a failure', async () => {
    const api = await useApi({ queue });
    const workerId = await registerWorker(api.store, 2);
    const id = await submit(api, 1);
    await api.store.attempts.fail(await claimNext(api, workerId), { class: 'crash', message: 'killed' });
    const why = await expectOnly(api, id, 'back-off', { failureClass: 'crash' });
    const [cell] = await api.store.sweeps.listCells(id, { limit: 1 });
    expect(why.facts.until).toBe(cell?.nextAttempt?.dueAt.toISOString());
    expect(why.sentence).toContain(why.facts.until);
  });

  it('name the quotas of every project that wants the cells', async () => {
    const api = await useApi({ queue });
    const workerId = await registerWorker(api.store, 4);
    const quotas = { share: 1, maxQueuedCells: null, slotHours: null };
    await api.store.projects.put('vision', { ...quotas, maxQueuedCells: 0 });
    await api.store.projects.put('text', { ...quotas, slotHours: 0.5 });
    const submitTo = async (project: string): Promise<string> =>
      (
        await api.app.inject({ method: 'POST', url: `/v1/sweeps?project=${project}`, payload: specOf(2) })
      ).json<Sweep>().id;
    const vision = await submitTo('vision');
    const why = await expectOnly(api, vision, 'quota', {
      quotas: [{ project: 'vision', quota: 'maxQueuedCells', limit: 0, used: 0 }],
    });
    expect(why).toMatchObject({
      waiting: true,
      sentence: 'Waits for a quota: the project "vision" has 0 cells queued or running, of at most 0.',
    });
    const text = await submitTo('text');
    await expectOnly(api, text, 'being-fed', {});
    await claimNext(api, workerId);
    await api.sql(`UPDATE project_months SET seconds = 0`);
    await api.sql(
      `INSERT INTO project_months SELECT 'text', date_trunc('month', now() AT TIME ZONE 'UTC')::date, 1842`,
    );
    const { items } = await explainSweep(api, text);
    expect(items.map(({ reason, cells }) => [reason, cells])).toEqual([
      ['quota', 1],
      ['starting', 1],
    ]);
    expect(items[0]?.facts.quotas).toMatchObject([
      {
        project: 'text',
        quota: 'slotHours',
        limit: 0.5,
        until: expect.stringMatching(/-01T00:00:00.000Z$/) as unknown,
      },
      { project: 'vision' },
    ]);
    expect(items[0]?.sentence).toMatch(
      /^Waits for a quota: the project "text" has used 0\.51 of its 0\.5 slot-hours of this month, and the next month begins at \S+, and the project "vision" has/,
    );
    const third = await api.store.projects.put('vision', { ...quotas, maxQueuedCells: 1 });
    expect(third).toMatchObject({ created: false });
    expect((await explainSweep(api, vision)).items.map(({ reason }) => reason)).toContain('being-fed');
  });

  it('name where the job is: not there, in the queue, paused there, or with a worker', async () => {
    const api = await useApi({ queue });
    await registerWorker(api.store, 2);
    const id = await submit(api, 1);
    const jobs = await api.store.feed.markQueued(1);
    await expectOnly(api, id, 'being-fed', {});
    await queue.add(jobs);
    onTestFinished(() => queue.clear());
    await expectOnly(api, id, 'in-queue', { slots: 2, busy: 0 });
    const operator = await openOperator(connection);
    onTestFinished(() => operator.close());
    await operator.pause();
    await expectOnly(api, id, 'queue-paused', {});
    await operator.resume();
    const finish = new AbortController();
    const consumer = await startCellConsumer({
      connection,
      slots: 1,
      process: async () => {
        await once(finish.signal, 'abort');
      },
      onError: () => undefined,
    });
    onTestFinished(() => consumer.close());
    await waitFor(async () => (await queue.counts()).active === 1, { describe: 'an active job' });
    await expectOnly(api, id, 'starting', {});
    finish.abort();
  });

  it('tell how far a claimed cell is', async () => {
    const api = await useApi({ queue });
    const workerId = await registerWorker(api.store, 1);
    const id = await submit(api, 1);
    const ref = await claimNext(api, workerId);
    await expectOnly(api, id, 'starting', { workerId });
    await api.store.attempts.recordStart(ref, { step: 0, epoch: 0 });
    expect(await expectOnly(api, id, 'running', { workerId })).toMatchObject({ waiting: false });
    await api.store.sweeps.pause(id);
    await expectOnly(api, id, 'stopping', { workerId });
    await api.store.sweeps.resume(id);
    await submit(api, 1, { firstSeed: 50, priority: 3 });
    await api.store.feed.preempt({ leaseMs: 30_000 });
    await expectOnly(api, id, 'yielding', { workerId });
    await api.store.workers.stop(workerId);
    expect(await expectOnly(api, id, 'worker-lost', { workerId })).toMatchObject({ waiting: true });
  });

  it('say that a cell has ended', async () => {
    const api = await useApi({ queue });
    const finished = await submit(api, 2);
    await finishPending(api.store);
    await expectOnly(api, finished, 'finished', {});
    const failed = await submit(api, 2, { firstSeed: 10 });
    await failPending(api.store);
    await expectOnly(api, failed, 'failed', {});
    const cancelled = await submit(api, 2, { firstSeed: 20 });
    await api.store.sweeps.cancel(cancelled);
    expect(await expectOnly(api, cancelled, 'cancelled', {})).toMatchObject({ waiting: false });
  });

  it('count every cell of a sweep once, and take the best of the sweeps that contain it', async () => {
    const api = await useApi({ queue });
    await submit(api, 2);
    await finishPending(api.store);
    const id = await submit(api, 6);
    const other = await submit(api, 1, { firstSeed: 6, priority: 4 });
    await api.store.sweeps.pause(id);
    const { items } = await explainSweep(api, id);
    expect(items.map(({ reason, cells }) => [reason, cells])).toEqual([
      ['paused', 3],
      ['finished', 2],
      ['being-fed', 1],
    ]);
    await api.store.sweeps.pause(other);
    const both = (await explainSweep(api, other)).items;
    expect(both).toMatchObject([{ reason: 'paused', facts: { sweeps: [id, other] } }]);
  });

  it('reject unknown and malformed ids', async () => {
    const { app } = await useApi({ queue });
    const codeOf = async (url: string) => (await app.inject(url)).json<Problem>().code;
    await expect(codeOf(`/v1/cells/${'0'.repeat(64)}/why`)).resolves.toBe('cell-not-found');
    await expect(codeOf('/v1/sweeps/00000000-0000-4000-8000-000000000000/why')).resolves.toBe(
      'sweep-not-found',
    );
    await expect(codeOf('/v1/cells/1f3a/why')).resolves.toBe('request-invalid');
  });

  it('have been tested for every reason', () => {
    expect([...seen].sort()).toEqual([...WAIT_REASONS].sort());
  });
});
