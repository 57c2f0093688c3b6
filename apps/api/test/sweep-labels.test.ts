import { type AuditPage, type Problem, Sweep, type SweepPage } from '@rote/contracts';
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

/** Submits a sweep with a cell of its own. */
async function submit(name: string): Promise<string> {
  const payload = specOf(1, { name, firstSeed: ++seeds });
  return (await api.app.inject({ method: 'POST', url: '/v1/sweeps', payload })).json<Sweep>().id;
}

const patch = (id: string, payload: object, headers: Record<string, string> = {}) =>
  api.app.inject({ method: 'PATCH', url: `/v1/sweeps/${id}`, payload, headers });

const namesOf = async (query: string): Promise<readonly string[]> =>
  (await api.app.inject(`/v1/sweeps?${query}`)).json<SweepPage>().items.map(({ name }) => name);

const actionsOf = async (id: string): Promise<readonly (readonly unknown[])[]> =>
  (await api.app.inject(`/v1/audit?object=${id}`))
    .json<AuditPage>()
    .items.map(({ action, details }) => [action, details]);

describe('PATCH /v1/sweeps/{id}', () => {
  it('merges name, notes and labels, of an ended sweep too, and keeps the spec', async () => {
    const id = await submit('before');
    await finishPending(api.store);
    const first = (await patch(id, { labels: { paper: 'figure-1a', run: '1' } })).json<Sweep>();
    expect(findFaults(Sweep, first)).toEqual([]);
    expect(first).toMatchObject({ name: 'before', notes: '', revision: 2, state: 'completed' });
    const second = await patch(id, { name: 'after', notes: 'Two\nlines.', labels: { run: null, gpu: '' } });
    expect(second.json()).toMatchObject({
      name: 'after',
      notes: 'Two\nlines.',
      labels: { gpu: '', paper: 'figure-1a' },
      revision: 3,
      spec: { name: 'before' },
    });
    expect(await actionsOf(id)).toEqual([
      ['sweep.edit', { name: 'after', notes: 'Two\nlines.', labels: { gpu: '', paper: 'figure-1a' } }],
      ['sweep.edit', { labels: { paper: 'figure-1a', run: '1' } }],
      ['sweep.submit', { name: 'before' }],
    ]);
  });

  it('leaves no trace of a change that changes nothing', async () => {
    const id = await submit('same');
    await patch(id, { labels: { a: 'b' } });
    const before = await actionsOf(id);
    const nudges = api.nudges();
    const again = await patch(id, { name: 'same', labels: { a: 'b', absent: null } });
    expect(again.json()).toMatchObject({ revision: 2, labels: { a: 'b' } });
    expect(await actionsOf(id)).toEqual(before);
    expect(api.nudges()).toBe(nudges);
  });

  it('changes everything or nothing', async () => {
    const id = await submit('whole');
    await finishPending(api.store);
    const response = await patch(id, { priority: 5, labels: { a: 'b' } });
    expect(response.json<Problem>().code).toBe('sweep-ended');
    await expect(api.store.sweeps.get(id)).resolves.toMatchObject({ labels: {}, priority: 0, revision: 1 });
  });

  it('lets the first of two people win who have seen the same version', async () => {
    const id = await submit('shared');
    const { headers } = await api.app.inject(`/v1/sweeps/${id}`);
    const condition = { 'if-match': String(headers.etag) };
    expect((await patch(id, { notes: 'first' }, condition)).statusCode).toBe(200);
    const late = await patch(id, { notes: 'second' }, condition);
    expect(late.statusCode).toBe(412);
    expect(late.json<Problem>().code).toBe('precondition-failed');
    const current = String((await api.app.inject(`/v1/sweeps/${id}`)).headers.etag);
    const isMet = async (tag: string) => (await patch(id, { notes: tag }, { 'if-match': tag })).statusCode;
    await expect(isMet(`"other", ${current}`)).resolves.toBe(200);
    await expect(isMet('*')).resolves.toBe(200);
    await expect(isMet(`W/${current}`)).resolves.toBe(412);
    await expect(isMet('"other"')).resolves.toBe(412);
  });

  it('is met by a version whose cells have ended since, which is a new version to read', async () => {
    const id = await submit('running on');
    const { headers } = await api.app.inject(`/v1/sweeps/${id}`);
    await finishPending(api.store);
    const etag = String(headers.etag);
    const read = await api.app.inject({ url: `/v1/sweeps/${id}`, headers: { 'if-none-match': etag } });
    expect(read.statusCode).toBe(200);
    const { etag: newEtag } = read.headers;
    const again = await api.app.inject({
      url: `/v1/sweeps/${id}`,
      headers: { 'if-none-match': String(newEtag) },
    });
    expect(again.statusCode).toBe(304);
    expect((await patch(id, { notes: 'x' }, { 'if-match': etag })).statusCode).toBe(200);
  });

  it('gives two changes at once two revisions', async () => {
    const id = await submit('at once');
    await Promise.all(['a', 'b', 'c'].map((key) => patch(id, { labels: { [key]: '1' } })));
    await expect(api.store.sweeps.get(id)).resolves.toMatchObject({
      labels: { a: '1', b: '1', c: '1' },
      revision: 4,
    });
  });

  it.each([
    [{}, ''],
    [{ label: { a: 'b' } }, '/label'],
    [{ labels: { 'no key': 'x' } }, '/labels'],
    [{ labels: { a: 1 } }, '/labels'],
    [{ labels: { a: '\u0000' } }, '/labels'],
    [{ labels: { a: 'x'.repeat(201) } }, '/labels'],
    [{ name: '' }, '/name'],
    [{ name: 'two\nlines' }, '/name'],
    [{ notes: '\ud800' }, '/notes'],
  ])('rejects %j', async (payload, pointer) => {
    const response = await patch('00000000-0000-4000-8000-000000000000', payload);
    expect(response.statusCode).toBe(400);
    expect(response.json<Problem>().errors?.map((fault) => fault.pointer)).toContain(pointer);
  });

  it('rejects more than 64 labels, however they came together', async () => {
    const id = await submit('many labels');
    const labels = (letter: string) =>
      Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`${letter}${String(index)}`, '']));
    expect((await patch(id, { labels: labels('a') })).statusCode).toBe(200);
    const response = await patch(id, { labels: labels('b') });
    expect(response.statusCode).toBe(400);
    expect(response.json<Problem>().detail).toContain('64 labels');
  });
});

describe('GET /v1/sweeps', () => {
  it('finds sweeps by label, text and state, and pages through them', async () => {
    const ids = [];
    for (const name of ['find 1', 'find 2', 'find 3']) ids.push(await submit(name));
    const [one = '', two = '', three = ''] = ids;
    await patch(one, { labels: { find: 'a b&c=d', kind: 'old' } });
    await patch(two, { labels: { find: 'x' }, notes: 'Uses 100% of _everything_.' });
    await patch(three, { labels: { find: 'x', kind: 'new' } });
    await expect(namesOf('label=find')).resolves.toEqual(['find 3', 'find 2', 'find 1']);
    await expect(namesOf('label=find%3Dx')).resolves.toEqual(['find 3', 'find 2']);
    await expect(namesOf('label=find%3Dx&label=kind')).resolves.toEqual(['find 3']);
    await expect(namesOf(`label=${encodeURIComponent('find=a b&c=d')}`)).resolves.toEqual(['find 1']);
    await expect(namesOf('label=find%3D')).resolves.toEqual([]);
    await expect(namesOf('search=FIND%202')).resolves.toEqual(['find 2']);
    await expect(namesOf('search=100%25%20of%20_')).resolves.toEqual(['find 2']);
    await expect(namesOf('search=10%25_of')).resolves.toEqual([]);
    await expect(namesOf('search=old')).resolves.toEqual(['find 1']);
    await expect(namesOf('label=find&state=cancelled')).resolves.toEqual([]);
    const first = await api.app.inject('/v1/sweeps?label=find&label=kind&limit=1');
    const { next, items } = first.json<SweepPage>();
    expect(first.headers.link).toBe(`<${String(next)}>; rel="next"`);
    const second = (await api.app.inject(next ?? '')).json<SweepPage>();
    expect([...items, ...second.items].map(({ name }) => name)).toEqual(['find 3', 'find 1']);
    expect(second.next).toBeNull();
  });

  it.each(['label=', 'label=%3Dx', 'label=no%20key', 'search=', 'archived=maybe', 'search=%00'])(
    'rejects ?%s',
    async (query) => {
      const response = await api.app.inject(`/v1/sweeps?${query}`);
      expect(response.statusCode).toBe(400);
      expect(response.json<Problem>().errors?.[0]?.pointer).toMatch(/^\/query\/(label|search|archived)/);
    },
  );
});

describe('POST /v1/sweeps/{id}/archive and /unarchive', () => {
  const post = (id: string, action: string) =>
    api.app.inject({ method: 'POST', url: `/v1/sweeps/${id}/${action}` });

  it('hide a sweep from lists and bring it back; its results stay', async () => {
    const id = await submit('shelved');
    await finishPending(api.store);
    for (let round = 0; round < 2; round++) {
      const archived = (await post(id, 'archive')).json<Sweep>();
      expect(archived).toMatchObject({ state: 'completed', revision: 2 });
      expect(Date.parse(archived.archivedAt ?? '')).toBeGreaterThan(0);
    }
    await expect(namesOf('name=shelved')).resolves.toEqual([]);
    await expect(namesOf('name=shelved&archived=true')).resolves.toEqual(['shelved']);
    await expect(namesOf('name=shelved&archived=any')).resolves.toEqual(['shelved']);
    const results = await api.app.inject(`/v1/sweeps/${id}/results`);
    expect(results.json<{ items: unknown[] }>().items).toHaveLength(1);
    expect((await post(id, 'unarchive')).json()).toMatchObject({ archivedAt: null, revision: 3 });
    await expect(namesOf('name=shelved')).resolves.toEqual(['shelved']);
    await expect(namesOf('name=shelved&archived=true')).resolves.toEqual([]);
    expect((await actionsOf(id)).map(([action]) => action)).toEqual([
      'sweep.unarchive',
      'sweep.archive',
      'sweep.submit',
    ]);
  });

  it.each(['archive', 'unarchive'])('%s rejects an unknown sweep', async (action) => {
    const response = await post('00000000-0000-4000-8000-000000000000', action);
    expect(response.json<Problem>().code).toBe('sweep-not-found');
  });
});
