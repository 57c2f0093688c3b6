import { DEFAULT_QUERY_LIMITS, expandSweep, parseSweepSpec } from '@rote/domain';
import { createHealth } from '@rote/runtime';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { NEED_OF_OPERATION } from '../src/access/route-scopes.js';
import { type Operation, readOperations } from './fuzz/operations.js';
import { createSender, type RawRequest, type Sender } from './fuzz/send.js';
import { specOf } from './support/specs.js';
import { startTestApi, type TestApi } from './support/test-api.js';
import { finishPending } from './support/training.js';

const UNKNOWN = '00000000-0000-4000-8000-000000000000';
const TOO_SLOW = 'SELECT count(*) FROM generate_series(1, 1000000000)';

/** What a request changes of the one that succeeds. */
interface Change {
  /** In place of the ids in the address. */
  readonly ids?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly headers?: RawRequest['headers'];
  readonly body?: unknown;
}

/** An API with a sweep that has results. */
interface Place {
  readonly api: TestApi;
  readonly sender: Sender;
  readonly finished: string;
  readonly cell: string;
  /** Returns the id of a new sweep that has not ended. */
  readonly submit: () => Promise<string>;
}

const places: Place[] = [];
let seed = 1000;

/** Starts an API that listens. */
async function open(options?: Parameters<typeof startTestApi>[0]): Promise<Place> {
  const api = await startTestApi(options);
  const { store } = api;
  const submit = async (): Promise<string> => {
    const spec = parseSweepSpec({
      ...specOf(1),
      grid: { ...specOf(1).grid, corruption: ['none', 'random-labels'], seed: [seed++] },
    });
    return (await store.sweeps.submit({ spec, cells: expandSweep(spec) })).sweep.id;
  };
  const finished = await submit();
  await finishPending(store);
  const [cell] = await store.sweeps.listCells(finished, { limit: 1 });
  const place = {
    api,
    sender: createSender(await api.app.listen({ host: '127.0.0.1', port: 0 })),
    finished,
    cell: cell?.cell.id ?? '',
    submit,
  };
  places.push(place);
  return place;
}

const accessOf = (keys: 'always' | 'never', requestsPerMinute = 0) => ({
  access: { hosts: [], origins: [], keys, requestsPerMinute },
});

let operations: readonly Operation[];
let free: Place;
let locked: Place;
let limited: Place;
let broken: Place;
let adminKey: string;
beforeAll(async () => {
  free = await open({ queryLimits: { ...DEFAULT_QUERY_LIMITS, timeoutMs: 200 } });
  operations = await readOperations(free.api.app);
  locked = await open(accessOf('always'));
  limited = await open(accessOf('never', 1));
  const liveness = createHealth();
  liveness.add('feeder', () => Promise.reject(new Error('its loop is stuck')));
  broken = await open({ ...accessOf('always'), liveness });
  adminKey = (await broken.api.store.keys.create({ name: 'admin', scopes: ['admin'] })).key;
  keyOfFree = (await free.api.store.keys.create({ name: 'free', scopes: ['read'] })).key;
  await broken.api.proxy.cut();
  await limited.sender.send({ method: 'GET', target: '/' });
});
afterAll(async () => {
  for (const { sender, api } of places) {
    sender.close();
    await api.close();
  }
});

/** What the request that succeeds has besides the ids of its address. */
const RIGHT: Readonly<Record<string, Change>> = {
  submitSweep: { query: 'dryRun=true', body: specOf(1) },
  cloneSweep: { query: 'dryRun=true', body: { name: 'cloned' } },
  extendSweep: { query: 'dryRun=true', body: { axes: { seed: [1] } } },
  deleteSweep: { query: 'dryRun=true' },
  changeSweeps: { query: 'dryRun=true', body: { action: 'cancel', filter: { sweeps: [] } } },
  patchSweep: { body: { name: 'renamed' } },
  retrySweep: { body: {} },
  query: { body: { sql: 'SELECT 1' } },
  queryByLink: { query: 'sql=SELECT%201' },
  createWebhook: { body: { url: 'https://93.184.216.34/' } },
  replayWebhook: { body: {} },
  putProject: { body: { share: 2 } },
  createKey: { body: { name: 'new', scopes: ['read'] } },
  signIn: { body: { key: `rote_${'0'.repeat(12)}_${'0'.repeat(64)}` } },
  listenToEvents: { query: 'types=sweep.ended' },
  listenToSweep: { query: 'types=sweep.ended' },
};

/** What changes a request so that it gets a status which depends on what the operation does. */
const SPECIAL: Readonly<Record<string, Readonly<Record<string, Change | (() => Change)>>>> = {
  submitSweep: {
    201: { query: '' },
    404: { query: 'project=nothing' },
    422: { body: { name: 'nothing else' } },
  },
  cloneSweep: { 201: { query: '' }, 422: { body: { grid: { architecture: ['perceptron'] } } } },
  extendSweep: { 201: { query: '' }, 422: { body: { axes: { weather: ['sunny'] } } } },
  createWebhook: { 201: {}, 404: { body: { url: 'https://93.184.216.34/', sweep: UNKNOWN } } },
  changeSweeps: {
    202: { query: '' },
    412: { query: '', body: { action: 'cancel', filter: { sweeps: [] }, expected: 1 } },
  },
  createKey: { 201: {}, 404: { body: { name: 'new', scopes: ['read'], project: 'nothing' } } },
  putProject: {
    201: { ids: { name: 'new' } },
    412: { ids: { name: 'default' }, headers: [['if-none-match', '*']] },
  },
  deleteProject: { 409: { ids: { name: 'default' } } },
  signIn: { 200: () => ({ body: { key: keyOfFree } }) },
  signOut: { 204: {} },
  deleteWebhook: { 204: {} },
  listSweeps: { 404: { query: `before=${UNKNOWN}` } },
  patchSweep: {
    409: () => ({ ids: { id: free.finished }, body: { priority: 1 } }),
    412: { headers: [['if-match', '"another"']] },
  },
  deleteSweep: {
    200: () => ({ ids: { id: cancelled } }),
    204: () => ({ ids: { id: over }, query: '' }),
    409: {},
  },
  cancelSweep: { 409: () => ({ ids: { id: free.finished } }) },
  pauseSweep: { 409: () => ({ ids: { id: free.finished } }) },
  resumeSweep: { 409: () => ({ ids: { id: free.finished } }) },
  retrySweep: { 409: () => ({ ids: { id: cancelled } }) },
  query: { 422: { body: { sql: TOO_SLOW } } },
  queryByLink: { 422: { query: `sql=${encodeURIComponent(TOO_SLOW)}` } },
  getProblem: { 404: { ids: { code: 'nothing' } } },
};
let cancelled: string;
/** A sweep to delete. */
let over: string;
let keyOfFree: string;

async function idsFor({ path, method }: Operation, { api, finished, cell, submit }: Place) {
  const sweep = method === 'GET' ? finished : await submit();
  if (path.startsWith('/v1/cells')) return { id: cell };
  if (path.startsWith('/problems')) return { code: 'spec-invalid' };
  if (path.startsWith('/v1/projects')) return { name: await makeProject(api) };
  if (path.startsWith('/v1/keys'))
    return { id: (await api.store.keys.create({ name: 'x', scopes: ['read'] })).record.id };
  if (path.startsWith('/v1/bulk-changes')) {
    const begun = await api.store.bulk.begin({ ids: [] }, { action: 'cancel' });
    return { id: begun?.id ?? '' };
  }
  if (path.startsWith('/v1/webhooks')) {
    const webhook = { url: 'https://93.184.216.34/', types: ['sweep.ended'], sweep: null } as const;
    return { id: (await api.store.webhooks.create({ ...webhook, types: [...webhook.types] })).webhook.id };
  }
  return { id: sweep, other: finished, name: 'figure-1a' };
}

/** Returns the name of a new project. */
async function makeProject({ store }: TestApi): Promise<string> {
  const name = `project-${String(seed++)}`;
  await store.projects.put(name, { share: 1, maxQueuedCells: null, slotHours: null }, { mayExist: false });
  return name;
}

/** Returns a request for an operation. */
function requestOf(
  operation: Operation,
  ids: Readonly<Record<string, string>>,
  { query = '', headers = [], body }: Change,
): RawRequest {
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? '');
  return {
    method: operation.method,
    target: query === '' ? path : `${path}?${query}`,
    headers: body === undefined ? headers : [['content-type', 'application/json'], ...headers],
    ...(body !== undefined && { body: Buffer.from(JSON.stringify(body)) }),
  };
}

const NO_IDS = { id: UNKNOWN, other: UNKNOWN, name: 'figure-1a', code: 'spec-invalid' };
const withoutBody = ({ method, target }: RawRequest): RawRequest => ({ method, target });

/** Sends a request that gets a status. */
async function statusFor(operation: Operation, status: string): Promise<number> {
  const right = RIGHT[operation.id] ?? {};
  const send = async (
    { sender }: Place,
    request: RawRequest,
    ...headers: readonly (readonly [string, string])[]
  ) => (await sender.send({ ...request, headers: [...(request.headers ?? []), ...headers] })).status;
  const blind = requestOf(operation, NO_IDS, right);
  switch (status) {
    case '400':
      return await send(free, withoutBody(blind), ['host', 'localhost'], ['host', 'localhost']);
    case '401':
      return await send(locked, blind);
    case '403': {
      if (NEED_OF_OPERATION[operation.id] === 'nothing')
        return await send(locked, blind, ['origin', 'https://evil.example']);
      const scopes = NEED_OF_OPERATION[operation.id] === 'read' ? (['sql'] as const) : (['read'] as const);
      const { key } = await locked.api.store.keys.create({ name: 'x', scopes });
      return await send(locked, blind, ['authorization', `Bearer ${key}`]);
    }
    case '413':
      return await send(free, { ...blind, body: Buffer.alloc(300_000, 32) }, [
        'content-type',
        'application/json',
      ]);
    case '415':
      return await send(free, { ...withoutBody(blind), body: Buffer.from('x') }, [
        'content-type',
        'text/plain',
      ]);
    case '421':
      return await send(free, blind, ['host', 'evil.example']);
    case '429':
      return await send(limited, blind);
    case '503':
      return await send(broken, blind, ['authorization', `Bearer ${adminKey}`]);
  }
  const special = SPECIAL[operation.id]?.[status];
  const change = typeof special === 'function' ? special() : special;
  const request = requestOf(
    operation,
    {
      ...(await idsFor(operation, free)),
      ...(status === '404' && special === undefined && { id: idLike(operation), name: nameLike(operation) }),
      ...change?.ids,
    },
    { ...right, ...change },
  );
  return await send(free, request, ...(status === '304' ? ([['if-none-match', '*']] as const) : []));
}

/** A name that nothing has; a figure's is one of a few. */
const nameLike = ({ path }: Operation): string => (path.startsWith('/v1/projects') ? 'nothing' : 'figure-1a');

/** An id that nothing has. */
function idLike({ path }: Operation): string {
  if (path.startsWith('/v1/cells')) return '0'.repeat(64);
  return path.startsWith('/v1/keys') ? '0'.repeat(12) : UNKNOWN;
}

it('for every status that the document lists, a request gets it', async () => {
  cancelled = await free.submit();
  await free.api.store.sweeps.cancel(cancelled);
  over = await free.submit();
  await free.api.store.sweeps.cancel(over);
  const wrong: string[] = [];
  let requests = 0;
  for (const operation of operations)
    for (const status of Object.keys(operation.answers)) {
      requests++;
      const got = await statusFor(operation, status);
      if (String(got) !== status)
        wrong.push(`${operation.id}: ${status} is documented, but got ${String(got)}`);
    }
  expect(wrong).toEqual([]);
  expect(requests).toBeGreaterThan(400);
}, 120_000);
