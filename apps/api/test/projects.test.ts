import type { ApiKey, AuditPage, Problem, Project, ProjectList, Sweep, SweepPage } from '@rote/contracts';
import type { Scope } from '@rote/domain';
import { beforeAll, afterAll, describe, expect, it } from 'vitest';
import { specOf } from './support/specs.js';
import { startTestApi, type TestApi } from './support/test-api.js';

let api: TestApi;
let admin = '';
beforeAll(async () => {
  api = await startTestApi({
    access: { hosts: [], origins: [], keys: 'always', requestsPerMinute: 0 },
    queueBoard: 'writable',
  });
  admin = (await api.store.keys.create({ name: 'root', scopes: ['admin'] })).key;
});
afterAll(() => api.close());

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

const ask = async (
  method: Method,
  url: string,
  { key = admin, body, headers = {} }: { key?: string; body?: object; headers?: Record<string, string> } = {},
) => {
  const response = await api.app.inject({
    method,
    url,
    headers: { authorization: `Bearer ${key}`, ...headers },
    ...(body && { payload: body }),
  });
  const isProblem = response.statusCode >= 400;
  return {
    status: response.statusCode,
    code: isProblem ? response.json<Problem>().code : undefined,
    detail: isProblem ? response.json<Problem>().detail : '',
    location: response.headers.location,
    answer: response,
  };
};

/** Makes a key over HTTP. */
const keyFor = async (project: string, ...scopes: readonly Scope[]) =>
  (await ask('POST', '/v1/keys', { body: { name: 'bound', scopes: [...scopes], project } })).answer.json<
    ApiKey & { key: string }
  >();

describe('/v1/projects', () => {
  it('makes, changes, shows and deletes projects, and audits it', async () => {
    const made = await ask('PUT', '/v1/projects/vision', {
      body: { share: 3, maxQueuedCells: 8, slotHours: 100 },
    });
    expect(made).toMatchObject({ status: 201, location: '/v1/projects/vision' });
    expect(made.answer.json<Project>()).toMatchObject({
      name: 'vision',
      share: 3,
      maxQueuedCells: 8,
      slotHours: 100,
      queued: 0,
      running: 0,
      slotHoursUsed: 0,
    });
    const nudges = api.nudges();
    const again = await ask('PUT', '/v1/projects/vision', { body: { share: 2 } });
    expect(again.status).toBe(200);
    expect(again.answer.json<Project>()).toMatchObject({ share: 2, maxQueuedCells: null, slotHours: null });
    expect(api.nudges()).toBe(nudges + 1);
    const onlyNew = { body: {}, headers: { 'if-none-match': '*' } };
    expect((await ask('PUT', '/v1/projects/vision', onlyNew)).code).toBe('precondition-failed');
    expect((await ask('PUT', '/v1/projects/text', onlyNew)).status).toBe(201);
    const names = (await ask('GET', '/v1/projects')).answer.json<ProjectList>().items.map(({ name }) => name);
    expect(names).toEqual(['default', 'text', 'vision']);
    expect((await ask('GET', '/v1/projects/vision')).answer.json<Project>().share).toBe(2);
    expect((await ask('DELETE', '/v1/projects/text')).status).toBe(204);
    expect((await ask('GET', '/v1/projects/text')).code).toBe('project-not-found');
    expect((await ask('DELETE', '/v1/projects/default')).code).toBe('project-in-use');
    const { items } = (await ask('GET', '/v1/audit?object=vision')).answer.json<AuditPage>();
    expect(items.map(({ action, keyName }) => [action, keyName])).toEqual([
      ['project.change', 'root'],
      ['project.create', 'root'],
    ]);
  });

  it.each([
    ['PUT', '/v1/projects/Vision', {}],
    ['PUT', '/v1/projects/x', { share: 0 }],
    ['PUT', '/v1/projects/x', { share: 1.5 }],
    ['PUT', '/v1/projects/x', { maxQueuedCells: -1 }],
    ['PUT', '/v1/projects/x', { slotHours: 'many' }],
    ['PUT', '/v1/projects/x', { gpuHours: 1 }],
    ['PUT', '/v1/projects/default', { slotHours: 1 }],
  ] as const)('rejects %s %s %j', async (method, url, body) => {
    expect((await ask(method, url, { body })).code).toBe('request-invalid');
  });

  it('lets everyone who may read see projects, and only administrators change them', async () => {
    const { key } = await api.store.keys.create({ name: 'reader', scopes: ['read'] });
    expect((await ask('GET', '/v1/projects', { key })).status).toBe(200);
    const { key: operator } = await api.store.keys.create({
      name: 'operator',
      scopes: ['submit', 'operate'],
    });
    expect((await ask('PUT', '/v1/projects/mine', { key: operator, body: {} })).code).toBe('scope-missing');
    expect((await ask('DELETE', '/v1/projects/vision', { key: operator })).code).toBe('scope-missing');
  });
});

describe('a sweep', () => {
  it('is in the project that its submission names, and so are those made of it', async () => {
    await ask('PUT', '/v1/projects/vision', { body: {} });
    const body = specOf(2);
    expect((await ask('POST', '/v1/sweeps?project=none', { body })).code).toBe('project-not-found');
    expect((await ask('POST', '/v1/sweeps?project=none&dryRun=true', { body })).code).toBe(
      'project-not-found',
    );
    expect((await ask('POST', '/v1/sweeps?project=No%20Name', { body })).code).toBe('request-invalid');
    const usual = (await ask('POST', '/v1/sweeps', { body })).answer.json<Sweep>();
    expect(usual.project).toBe('default');
    const sweep = (await ask('POST', '/v1/sweeps?project=vision', { body })).answer.json<Sweep>();
    expect(sweep.project).toBe('vision');
    const clone = (await ask('POST', `/v1/sweeps/${sweep.id}/clone`, { body: {} })).answer.json<Sweep>();
    const extension = { axes: { seed: [50] } };
    const extended = (
      await ask('POST', `/v1/sweeps/${sweep.id}/extend`, { body: extension })
    ).answer.json<Sweep>();
    const elsewhere = await ask('POST', `/v1/sweeps/${sweep.id}/extend?project=default`, { body: extension });
    expect(elsewhere).toMatchObject({ status: 201 });
    expect([clone.project, extended.project, elsewhere.answer.json<Sweep>().project]).toEqual([
      'vision',
      'vision',
      'default',
    ]);
    const listed = (await ask('GET', '/v1/sweeps?project=vision')).answer.json<SweepPage>().items;
    expect(listed.map(({ id, project }) => [id, project])).toEqual(
      [extended, clone, sweep].map(({ id }) => [id, 'vision']),
    );
    expect((await ask('GET', `/v1/sweeps/${sweep.id}`)).answer.json<Sweep>().project).toBe('vision');
    expect(await ask('DELETE', '/v1/projects/vision')).toMatchObject({
      code: 'project-in-use',
      detail: expect.stringContaining('3 sweeps') as unknown,
    });
  });
});

describe('a key for a project', () => {
  it('submits there and nowhere else', async () => {
    await ask('PUT', '/v1/projects/vision', { body: {} });
    const { key, project } = await keyFor('vision', 'submit');
    expect(project).toBe('vision');
    const body = specOf(2);
    const sweep = (await ask('POST', '/v1/sweeps', { key, body })).answer.json<Sweep>();
    expect(sweep.project).toBe('vision');
    expect((await ask('POST', '/v1/sweeps?project=vision', { key, body })).status).toBe(201);
    expect(await ask('POST', '/v1/sweeps?project=default', { key, body })).toMatchObject({
      status: 403,
      code: 'project-not-allowed',
      detail: expect.stringContaining('for the project "vision"') as unknown,
    });
    const other = (await ask('POST', '/v1/sweeps', { body })).answer.json<Sweep>();
    const clone = await ask('POST', `/v1/sweeps/${other.id}/clone`, { key, body: {} });
    expect(clone.answer.json<Sweep>().project).toBe('vision');
  });

  it('changes only sweeps of its project, and not the queue, but reads all', async () => {
    await ask('PUT', '/v1/projects/vision', { body: {} });
    const { key } = await keyFor('vision', 'operate');
    const own = (await ask('POST', '/v1/sweeps?project=vision', { body: specOf(1) })).answer.json<Sweep>().id;
    const other = (await ask('POST', '/v1/sweeps', { body: specOf(1) })).answer.json<Sweep>().id;
    const changes: readonly (readonly [Method, string, object])[] = [
      ['PATCH', '', { priority: 3 }],
      ['POST', '/pause', {}],
      ['POST', '/resume', {}],
      ['POST', '/archive', {}],
      ['POST', '/unarchive', {}],
      ['POST', '/retry', {}],
      ['POST', '/cancel', {}],
      ['DELETE', '?dryRun=true', {}],
    ];
    for (const [method, path, body] of changes) {
      expect((await ask(method, `/v1/sweeps/${own}${path}`, { key, body })).status, path).toBe(200);
      for (const id of [other, other.toUpperCase()])
        expect((await ask(method, `/v1/sweeps/${id}${path}`, { key, body })).code, path).toBe(
          'project-not-allowed',
        );
    }
    expect((await ask('GET', `/v1/sweeps/${other}`, { key })).answer.json<Sweep>()).toMatchObject({
      state: 'active',
      priority: 0,
      archivedAt: null,
    });
    const unknown = '00000000-0000-4000-8000-000000000000';
    expect((await ask('POST', `/v1/sweeps/${unknown}/pause`, { key })).code).toBe('sweep-not-found');
    expect((await ask('GET', '/queues', { key })).status).toBe(200);
    expect((await ask('PUT', '/queues/api/queues/x/pause', { key })).code).toBe('project-not-allowed');
  });

  it('has no scope admin, and its project must exist', async () => {
    const make = (body: object) => ask('POST', '/v1/keys', { body: { name: 'x', ...body } });
    await ask('PUT', '/v1/projects/vision', { body: {} });
    expect((await make({ scopes: ['admin'], project: 'vision' })).code).toBe('request-invalid');
    expect((await make({ scopes: ['read'], project: 'nowhere' })).code).toBe('project-not-found');
    expect((await make({ scopes: ['admin'], project: null })).status).toBe(201);
  });
});
