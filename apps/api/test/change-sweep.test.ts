import type { CellPage, Problem } from '@rote/contracts';
import { Sweep, SweepRetry } from '@rote/contracts';
import { findFaults } from '@rote/domain';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { specOf } from './support/specs.js';
import type { TestApi } from './support/test-api.js';
import { useApi } from './support/test-api.js';
import { claim, finishPending, registerWorker } from './support/training.js';

const NO_SWEEP = '00000000-0000-4000-8000-000000000000';

const submit = async ({ app }: TestApi, ...args: Parameters<typeof specOf>): Promise<string> =>
  (await app.inject({ method: 'POST', url: '/v1/sweeps', payload: specOf(...args) })).json<Sweep>().id;

/** Ends an attempt at each pending cell with a failure that is not retried. */
async function failPending({ store }: TestApi): Promise<void> {
  const workerId = await registerWorker(store);
  for (const job of await store.feed.markQueued(1000))
    await store.attempts.fail(await claim(store, workerId, job), { class: 'bug', message: 'it failed' });
}

describe('POST /v1/sweeps/{id}/pause and /resume', () => {
  it('stop a sweep and let it continue, and may be repeated', async () => {
    const api = await useApi();
    const { app, store, nudges } = api;
    await finishPending(store);
    const id = await submit(api, 3);
    const post = (action: string) => app.inject({ method: 'POST', url: `/v1/sweeps/${id}/${action}` });
    const before = await store.sweeps.get(id);
    for (let round = 0; round < 2; round++) {
      const response = await post('pause');
      expect(response.statusCode).toBe(200);
      const paused = response.json<Sweep>();
      expect(findFaults(Sweep, paused)).toEqual([]);
      expect(paused).toMatchObject({ state: 'paused', remainingSeconds: null, eta: null, waitingForGpu: 0 });
      expect(Date.parse(paused.pausedAt ?? '')).toBeGreaterThanOrEqual(before.createdAt.getTime());
    }
    expect((await app.inject('/v1/sweeps')).json<{ items: Sweep[] }>().items).toMatchObject([
      { state: 'paused' },
    ]);
    for (let round = 0; round < 2; round++) {
      const response = await post('resume');
      expect(response.statusCode).toBe(200);
      expect(response.json()).toMatchObject({ state: 'active', pausedAt: null });
    }
    expect(nudges()).toBe(5);
  });

  it.each(['pause', 'resume'])('%s rejects an ended or unknown sweep', async (action) => {
    const api = await useApi();
    const id = await submit(api, 1);
    await finishPending(api.store);
    const post = (sweep: string) => api.app.inject({ method: 'POST', url: `/v1/sweeps/${sweep}/${action}` });
    const ended = await post(id);
    expect(ended.statusCode).toBe(409);
    expect(ended.json<Problem>().code).toBe('sweep-ended');
    expect((await post(NO_SWEEP)).json<Problem>().code).toBe('sweep-not-found');
    expect((await post('first')).statusCode).toBe(400);
  });
});

describe('POST /v1/sweeps/{id}/retry', () => {
  const retry = ({ app }: TestApi, id: string, payload?: object) =>
    app.inject({ method: 'POST', url: `/v1/sweeps/${id}/retry`, ...(payload !== undefined && { payload }) });

  it('retries all failed cells without a body', async () => {
    const api = await useApi();
    const id = await submit(api, 3);
    await failPending(api);
    const response = await retry(api, id);
    expect(response.statusCode).toBe(200);
    const answer = response.json<SweepRetry>();
    expect(findFaults(SweepRetry, answer)).toEqual([]);
    expect(answer).toMatchObject({ retried: 3, sweep: { id, state: 'active', counts: { pending: 3 } } });
    expect(api.nudges()).toBe(2);
  });

  it('retries the cells that match a filter, as JSON or YAML', async () => {
    const api = await useApi();
    const id = await submit(api, 4);
    await failPending(api);
    const filter = { failureClass: ['bug'], architecture: ['mlp-1x512'], corruption: ['none'], seed: [2, 3] };
    expect((await retry(api, id, filter)).json()).toMatchObject({ retried: 2 });
    const yaml = await api.app.inject({
      method: 'POST',
      url: `/v1/sweeps/${id}/retry`,
      payload: stringify({ regularizer: ['none'], seed: [4] }),
      headers: { 'content-type': 'application/yaml' },
    });
    expect(yaml.json()).toMatchObject({ retried: 1, sweep: { counts: { pending: 3, failed: 1 } } });
  });

  it('rejects a filter with every fault in it', async () => {
    const api = await useApi();
    const id = await submit(api, 1);
    const response = await retry(api, id, {
      failureClass: ['flu'],
      architecture: [],
      seed: [-1],
      cells: ['0f3a'],
      state: ['failed'],
    });
    expect(response.statusCode).toBe(400);
    const problem = response.json<Problem>();
    expect(problem.code).toBe('request-invalid');
    expect(problem.errors?.map(({ pointer }) => pointer).sort()).toEqual([
      '/architecture',
      '/cells/0',
      '/failureClass/0',
      '/seed/0',
      '/state',
    ]);
  });

  it.each([
    { architecture: ['\u0000'] },
    { corruption: ['a\u0000'] },
    { regularizer: ['none', '\ud800'] },
    { failureClass: ['\u0000'] },
    { cells: ['\u0000'.repeat(64)] },
    { '\u0000': [1] },
  ])('rejects %j, which the database cannot store', async (filter) => {
    const api = await useApi();
    const response = await retry(api, await submit(api, 1), filter);
    expect(response.statusCode).toBe(400);
    expect(response.json<Problem>().errors).toHaveLength(1);
  });

  it('accepts ids of cells in upper case', async () => {
    const api = await useApi();
    const id = await submit(api, 2);
    await failPending(api);
    const { items } = (await api.app.inject(`/v1/sweeps/${id}/cells?limit=1`)).json<CellPage>();
    const cells = items.map((cell) => cell.id.toUpperCase());
    expect((await retry(api, id, { cells })).json()).toMatchObject({ retried: 1 });
  });

  it('rejects a cancelled or unknown sweep', async () => {
    const api = await useApi();
    const id = await submit(api, 1);
    await api.store.sweeps.cancel(id);
    expect((await retry(api, id)).json<Problem>()).toMatchObject({ status: 409, code: 'sweep-ended' });
    expect((await retry(api, NO_SWEEP)).json<Problem>()).toMatchObject({ code: 'sweep-not-found' });
  });
});

describe('PATCH /v1/sweeps/{id}', () => {
  const patch = ({ app }: TestApi, id: string, payload: object) =>
    app.inject({ method: 'PATCH', url: `/v1/sweeps/${id}`, payload });

  it('changes the priority, but not the spec', async () => {
    const api = await useApi();
    const id = await submit(api, 1, { priority: 2 });
    const response = await patch(api, id, { priority: -7 });
    expect(response.statusCode).toBe(200);
    const sweep = response.json<Sweep>();
    expect(findFaults(Sweep, sweep)).toEqual([]);
    expect(sweep).toMatchObject({ priority: -7, spec: { priority: 2 } });
    expect(api.nudges()).toBe(2);
  });

  it.each([
    [{}, ''],
    [{ priority: 1001 }, '/priority'],
    [{ priority: 'high' }, '/priority'],
    [{ priority: 1, device: 'gpu' }, '/device'],
  ])('rejects %j', async (body, pointer) => {
    const api = await useApi();
    const response = await patch(api, await submit(api, 1), body);
    expect(response.statusCode).toBe(400);
    expect(response.json<Problem>().errors?.map((fault) => fault.pointer)).toEqual([pointer]);
  });

  it('rejects an ended or unknown sweep', async () => {
    const api = await useApi();
    const id = await submit(api, 1);
    await api.store.sweeps.cancel(id);
    expect((await patch(api, id, { priority: 1 })).json<Problem>().code).toBe('sweep-ended');
    expect((await patch(api, NO_SWEEP, { priority: 1 })).json<Problem>().code).toBe('sweep-not-found');
    expect((await patch(api, id, {})).statusCode).toBe(400);
  });
});

it('a sweep shows whether it keeps weights', async () => {
  const { app } = await useApi();
  const post = (payload: object) => app.inject({ method: 'POST', url: '/v1/sweeps', payload });
  expect((await post(specOf(1))).json()).toMatchObject({ keepWeights: false });
  expect((await post({ ...specOf(1), keepWeights: true })).json()).toMatchObject({ keepWeights: true });
  expect((await post(specOf(1))).json()).toMatchObject({ timeLimitSeconds: null });
  expect((await post({ ...specOf(1), timeLimitSeconds: 60 })).json()).toMatchObject({ timeLimitSeconds: 60 });
  const refused = await post({ ...specOf(1), keepWeights: 'yes' });
  expect(refused.json<Problem>().errors).toMatchObject([{ pointer: '/keepWeights' }]);
});
