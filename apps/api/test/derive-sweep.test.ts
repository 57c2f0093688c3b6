import {
  type AuditPage,
  type Problem,
  type Sweep,
  SweepDerivation,
  SweepDiff,
  type SubmittedSweep,
} from '@rote/contracts';
import { findFaults } from '@rote/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { specOf } from './support/specs.js';
import { startTestApi, type TestApi } from './support/test-api.js';
import { finishPending } from './support/training.js';

let api: TestApi;
let seeds = 0;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const post = (url: string, payload?: object, headers: Record<string, string> = {}) =>
  api.app.inject({ method: 'POST', url, headers, ...(payload !== undefined && { payload }) });

/** Submits a sweep of two cells that no other sweep has; its seeds are a hundred apart from others. */
async function submit(name: string): Promise<{ readonly id: string; readonly seed: number }> {
  const seed = (seeds += 100);
  const { id } = (await post('/v1/sweeps', specOf(2, { name, firstSeed: seed }))).json<Sweep>();
  return { id, seed };
}

const countSweeps = async (): Promise<number> => (await api.sql('SELECT FROM sweeps')).length;

describe('POST /v1/sweeps/{id}/extend', () => {
  it('makes a sweep with the old cells, cached, and the new ones', async () => {
    const { id, seed } = await submit('to extend');
    await finishPending(api.store);
    const body = { axes: { seed: [seed + 1, seed + 2, seed + 3] } };
    const before = await countSweeps();
    const planned = await post(`/v1/sweeps/${id}/extend?dryRun=true`, body);
    expect(findFaults(SweepDerivation, planned.json())).toEqual([]);
    expect(planned.json()).toMatchObject({ plan: { cells: 4, cached: 2, fresh: 2 } });
    await expect(countSweeps()).resolves.toBe(before);
    const response = await post(`/v1/sweeps/${id}/extend`, body);
    expect(response.statusCode).toBe(201);
    const extended = response.json<SubmittedSweep>();
    expect(response.headers.location).toBe(`/v1/sweeps/${extended.id}`);
    expect(extended).toMatchObject({
      name: 'to extend',
      cells: 4,
      cached: 2,
      counts: { pending: 2 },
    });
    expect(extended.spec.grid.seed).toEqual([seed, seed + 1, seed + 2, seed + 3]);
    await expect(api.store.sweeps.get(id)).resolves.toMatchObject({ cells: 2, state: 'completed' });
    const audit = (await api.app.inject(`/v1/audit?object=${extended.id}`)).json<AuditPage>();
    expect(audit.items).toMatchObject([
      { action: 'sweep.submit', details: { name: 'to extend', extend: id } },
    ]);
    // The same content is the same sweep, without a key.
    const again = await post(`/v1/sweeps/${id}/extend`, body);
    expect(again.statusCode).toBe(200);
    expect(again.json<Sweep>().id).toBe(extended.id);
    const inOtherOrder = await post(`/v1/sweeps/${id}/extend`, { axes: { seed: [seed + 2, seed + 3] } });
    expect(inOtherOrder.json<Sweep>().id).toBe(extended.id);
    const byKey = await post(`/v1/sweeps/${id}/extend`, body, { 'idempotency-key': `key ${id}` });
    expect(byKey.statusCode).toBe(201);
  });

  it('answers with the old sweep if all values are there', async () => {
    const { id, seed } = await submit('extended by nothing');
    const before = await countSweeps();
    const response = await post(`/v1/sweeps/${id}/extend`, { axes: { seed: [seed] }, name: 'other' });
    expect(response.statusCode).toBe(200);
    expect(response.json()).toMatchObject({ id, cells: 2 });
    await expect(countSweeps()).resolves.toBe(before);
  });

  it('makes one sweep of two requests at once', async () => {
    const { id, seed } = await submit('extended at once');
    const before = await countSweeps();
    const both = await Promise.all(
      [1, 2].map(() => post(`/v1/sweeps/${id}/extend`, { axes: { seed: [seed + 9] } })),
    );
    expect(new Set(both.map((response) => response.json<Sweep>().id)).size).toBe(1);
    await expect(countSweeps()).resolves.toBe(before + 1);
  });

  it('rejects axes that the grid does not have, and values that do not fit, each at its place', async () => {
    const { id } = await submit('extended wrongly');
    const placesOf = async (axes: object) => {
      const response = await post(`/v1/sweeps/${id}/extend`, { axes });
      expect(response.statusCode).toBe(422);
      return response.json<Problem>().errors?.map(({ pointer }) => pointer);
    };
    await expect(placesOf({ corruption: ['random-labels'], sead: [1] })).resolves.toEqual([
      '/axes/corruption',
      '/axes/sead',
    ]);
    await expect(placesOf({ seed: [1, -2], architecture: ['mlp-1x8', 'no-such'] })).resolves.toEqual([
      '/axes/seed/1',
      '/axes/architecture/1',
    ]);
    expect((await post(`/v1/sweeps/${id}/extend`, { axes: {} })).statusCode).toBe(400);
    const unknown = await post('/v1/sweeps/00000000-0000-4000-8000-000000000000/extend', {
      axes: { seed: [1] },
    });
    expect(unknown.json<Problem>().code).toBe('sweep-not-found');
  });
});

describe('POST /v1/sweeps/{id}/clone', () => {
  it('submits the spec with changes; null removes a field', async () => {
    const { id, seed } = await submit('to clone');
    const patch = { name: 'clone', priority: null, grid: { seed: [seed] }, training: { epochs: 3 } };
    const planned = (await post(`/v1/sweeps/${id}/clone?dryRun=true`, patch)).json<SweepDerivation>();
    expect(findFaults(SweepDerivation, planned)).toEqual([]);
    const response = await post(`/v1/sweeps/${id}/clone`, patch);
    expect(response.statusCode).toBe(201);
    const clone = response.json<SubmittedSweep>();
    expect(clone.spec).toEqual(planned.spec);
    expect(clone).toMatchObject({ name: 'clone', cells: 1, cached: 0, spec: { training: { epochs: 3 } } });
    expect(clone.spec).not.toHaveProperty('priority');
    expect(clone.spec.grid.architecture).toEqual(['mlp-1x512']);
  });

  it('without a body makes another sweep of the same cells; with a key, once', async () => {
    const { id } = await submit('to clone as it is');
    const key = { 'idempotency-key': `clone of ${id}` };
    const first = await post(`/v1/sweeps/${id}/clone`, undefined, key);
    expect(first.statusCode).toBe(201);
    expect(first.json<Sweep>().id).not.toBe(id);
    const again = await post(`/v1/sweeps/${id}/clone`, undefined, key);
    expect(again.statusCode).toBe(200);
    expect(again.json<Sweep>().id).toBe(first.json<Sweep>().id);
    const other = await post(`/v1/sweeps/${id}/clone`, { name: 'x' }, key);
    expect(other.json<Problem>().code).toBe('idempotency-conflict');
  });

  it('rejects a spec that is not valid, at its place', async () => {
    const { id } = await submit('cloned wrongly');
    const response = await post(`/v1/sweeps/${id}/clone`, { training: { epochs: 0 } });
    expect(response.statusCode).toBe(422);
    expect(response.json<Problem>().errors?.[0]?.pointer).toBe('/training/epochs');
    expect((await post(`/v1/sweeps/${id}/clone`, [])).statusCode).toBeGreaterThanOrEqual(400);
  });
});

describe('GET /v1/sweeps/{id}/diff/{other}', () => {
  it('compares specs by place, and counts and lists cells', async () => {
    const { id: left, seed } = await submit('left');
    const changes = { name: 'right', grid: { seed: [seed + 1, seed + 2, seed + 3] } };
    const right = (await post(`/v1/sweeps/${left}/clone`, changes)).json<Sweep>().id;
    const url = `/v1/sweeps/${left}/diff/${right}`;
    const diff = (await api.app.inject(url)).json<SweepDiff>();
    expect(findFaults(SweepDiff, diff)).toEqual([]);
    expect(diff.spec).toHaveLength(2);
    expect(diff.spec).toEqual(
      expect.arrayContaining([
        { pointer: '/grid/seed', left: [seed, seed + 1], right: [seed + 1, seed + 2, seed + 3] },
        { pointer: '/name', left: 'left', right: 'right' },
      ]),
    );
    expect(diff.cells).toEqual({ left: 1, right: 2, both: 1 });
    expect(diff.items).toMatchObject([{ position: 0, seed, architecture: 'mlp-1x512', state: 'pending' }]);
    const both = (await api.app.inject(`${url}?part=both`)).json<SweepDiff>();
    expect(both.items).toMatchObject([{ position: 1, seed: seed + 1 }]);
    const first = await api.app.inject(`${url}?part=right&limit=1`);
    const { items, next } = first.json<SweepDiff>();
    expect(first.headers.link).toBe(`<${String(next)}>; rel="next"`);
    const second = (await api.app.inject(next ?? '')).json<SweepDiff>();
    expect([...items, ...second.items].map((cell) => cell.seed)).toEqual([seed + 2, seed + 3]);
    expect(second.next).toBeNull();
  });

  it('finds nothing between a sweep and itself', async () => {
    const { id } = await submit('same');
    const diff = (await api.app.inject(`/v1/sweeps/${id}/diff/${id}`)).json<SweepDiff>();
    expect(diff).toMatchObject({ spec: [], cells: { left: 0, right: 0, both: 2 }, items: [], next: null });
  });

  it('rejects an unknown sweep on either side', async () => {
    const { id } = await submit('compared');
    const nowhere = '00000000-0000-4000-8000-000000000000';
    for (const url of [`/v1/sweeps/${id}/diff/${nowhere}`, `/v1/sweeps/${nowhere}/diff/${id}`])
      expect((await api.app.inject(url)).json<Problem>().code).toBe('sweep-not-found');
  });
});
