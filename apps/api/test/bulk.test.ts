import { type AuditPage, BulkPlan, BulkProgress, type Problem, type Sweep } from '@rote/contracts';
import { expandSweep, findFaults, parseSweepSpec } from '@rote/domain';
import { silentLogger, useStore, waitFor } from '@rote/testkit';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startBulkChanges } from '../src/bulk/start-bulk-changes.js';
import { specOf } from './support/specs.js';
import { startTestApi, type TestApi } from './support/test-api.js';

let api: TestApi;
let seeds = 0;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

/** Submits a sweep of some cells of its own, with a label. */
async function submit(run: string, cells = 2): Promise<string> {
  const payload = specOf(cells, { name: run, firstSeed: seeds + 1 });
  seeds += cells;
  const { id } = (await api.app.inject({ method: 'POST', url: '/v1/sweeps', payload })).json<Sweep>();
  await api.app.inject({ method: 'PATCH', url: `/v1/sweeps/${id}`, payload: { labels: { run } } });
  return id;
}

const change = (payload: object, query = '') =>
  api.app.inject({ method: 'POST', url: `/v1/bulk-changes${query}`, payload });
const stateOf = async (id: string): Promise<string> =>
  (await api.app.inject(`/v1/sweeps/${id}`)).json<Sweep>().state;
const ended = (location: string): Promise<BulkProgress> =>
  waitFor(
    async () => {
      const progress = (await api.app.inject(location)).json<BulkProgress>();
      return progress.endedAt !== null && progress;
    },
    { describe: 'the end of a bulk change' },
  );

describe('a change of many sweeps', () => {
  it('is counted exactly, made in the background, and recorded for each sweep', async () => {
    const ids = [await submit('a', 3), await submit('a', 4)];
    const other = await submit('b');
    const body = { action: 'pause', filter: { label: ['run=a'] } };
    const plan = await change(body, '?dryRun=true');
    expect(plan.statusCode).toBe(200);
    expect(findFaults(BulkPlan, plan.json())).toEqual([]);
    expect(plan.json()).toEqual({ action: 'pause', sweeps: 2, cells: 7 });
    expect(await stateOf(ids[0]!)).toBe('active');

    const begun = await change({ ...body, expected: 2 });
    expect(begun.statusCode).toBe(202);
    expect(findFaults(BulkProgress, begun.json())).toEqual([]);
    expect(await ended(String(begun.headers.location))).toMatchObject({
      sweeps: 2,
      waiting: 0,
      done: 2,
      refused: 0,
    });
    expect(await Promise.all([...ids, other].map(stateOf))).toEqual(['paused', 'paused', 'active']);
    for (const id of ids) {
      const { items } = (await api.app.inject(`/v1/audit?object=${id}`)).json<AuditPage>();
      expect(items[0]).toMatchObject({ action: 'sweep.pause', requestId: begun.headers['x-request-id'] });
    }
    expect((await change(body, '?dryRun=true')).json()).toMatchObject({ sweeps: 0, cells: 0 });
  });

  it('counts a cell of two sweeps once', async () => {
    const payload = specOf(3, { name: 'twins', firstSeed: seeds + 1 });
    seeds += 3;
    for (let copy = 0; copy < 2; copy++)
      await api.app.inject({
        method: 'POST',
        url: '/v1/sweeps',
        payload: { ...payload, name: `twins ${String(copy)}` },
      });
    const plan = await change({ action: 'cancel', filter: { search: 'twins' } }, '?dryRun=true');
    expect(plan.json()).toMatchObject({ sweeps: 2, cells: 3 });
  });

  it.each([
    ['cancel', {}, 'cancelled'],
    ['prioritize', { priority: 7 }, 'active'],
    ['archive', {}, 'active'],
  ])('does %s', async (action, more, state) => {
    const id = await submit(`of ${action}`);
    const begun = await change({ action, filter: { sweeps: [id.toUpperCase()] }, ...more });
    expect(await ended(String(begun.headers.location))).toMatchObject({ done: 1 });
    expect(await stateOf(id)).toBe(state);
  });

  it('does nothing if another number of sweeps is expected', async () => {
    const id = await submit('c');
    const refused = await change({ action: 'cancel', filter: { label: ['run=c'] }, expected: 2 });
    expect(refused.json<Problem>()).toMatchObject({
      status: 412,
      detail: expect.stringContaining('the 2 sweeps that are expected') as string,
    });
    expect(await stateOf(id)).toBe('active');
  });

  it('is done, and not refused, if the process that made it died before it could say so', async () => {
    const { store } = await useStore();
    const spec = parseSweepSpec(specOf(2));
    const { sweep } = await store.sweeps.submit({ spec, cells: expandSweep(spec) });
    const begun = await store.bulk.begin({}, { action: 'cancel' });
    const [claimed] = await store.bulk.claim(1);
    await store.sweeps.cancel(sweep.id);
    // Its claim expires.
    await store.bulk.release(claimed!);
    const changes = startBulkChanges({ store, logger: silentLogger, onChange: () => undefined });
    onTestFinished(() => changes.stop());
    const end = await waitFor(
      async () => {
        const found = await store.bulk.find(begun!.id);
        return (found?.endedAt ?? null) !== null && found;
      },
      { describe: 'the end of a bulk change' },
    );
    expect(end).toMatchObject({ done: 1, refused: 0 });
  });

  it('rejects what an action does not need, and lacks what it needs', async () => {
    for (const [body, pointer] of [
      [{ action: 'prioritize', filter: {} }, '/priority'],
      [{ action: 'cancel', filter: {}, priority: 1 }, '/priority'],
      [{ action: 'label', filter: {} }, '/labels'],
      [{ action: 'explode', filter: {} }, '/action'],
      [{ action: 'cancel' }, '/filter'],
      [{ action: 'cancel', filter: { weather: 'sunny' } }, '/filter/weather'],
    ] as const)
      expect((await change(body)).json<Problem>()).toMatchObject({ status: 400, errors: [{ pointer }] });
    const missing = await api.app.inject('/v1/bulk-changes/5e3f4cf2-1a54-4e63-8a0e-61b2f7f0a5d4');
    expect(missing.json<Problem>()).toMatchObject({ status: 404, code: 'bulk-change-not-found' });
  });
});
