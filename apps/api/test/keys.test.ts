import { Writable } from 'node:stream';
import type { ApiKey, ApiKeyList, AuditEntry, AuditPage, CreatedApiKey, Problem } from '@rote/contracts';
import { allows, type Scope, SCOPES } from '@rote/domain';
import { createLogger } from '@rote/runtime';
import { waitFor } from '@rote/testkit';
import Fastify, { type InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NEED_OF_OPERATION, requireScopes } from '../src/access/route-scopes.js';
import type { App } from '../src/app-types.js';
import { specOf } from './support/specs.js';
import { startTestApi, type TestApi, useApi } from './support/test-api.js';

const REQUIRED = { access: { hosts: [], origins: [], keys: 'always', requestsPerMinute: 0 } } as const;

let api: TestApi;
const keys = new Map<Scope, string>();
beforeAll(async () => {
  api = await startTestApi(REQUIRED);
  for (const scope of SCOPES) keys.set(scope, await keyWith(scope));
});
afterAll(() => api.close());

const keyWith = async (...scopes: readonly Scope[]): Promise<string> =>
  (await api.store.keys.create({ name: `may ${scopes.join()}`, scopes })).key;

const bearer = (key = '') => ({ authorization: `Bearer ${key}` });
const basic = (login: string) => ({ authorization: `Basic ${Buffer.from(login).toString('base64')}` });

const ask = async (request: InjectOptions | string, from = api) => {
  const response = await from.app.inject(request);
  const { code, detail } =
    response.statusCode < 400 ? { code: undefined, detail: '' } : response.json<Problem>();
  return { code: code ?? response.statusCode, detail, response };
};

interface Operation {
  readonly operationId: string;
  readonly 'x-scope'?: string;
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
}

/** Every operation of the document, with a request for it. */
async function operations() {
  const document = (await api.app.inject('/openapi.json')).json<{
    paths: Record<string, Record<string, Operation>>;
  }>();
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...operation,
      request: {
        method: method.toUpperCase() as 'GET',
        // A stream of events would not end: no event has this type.
        url: `${path.replaceAll('{id}', 'f'.repeat(12)).replace(/\{\w+\}/g, 'x')}${path.endsWith('/events') ? '?types=none' : ''}`,
      },
    })),
  );
}

describe('every operation', () => {
  it('says in the document what it needs, and gets it from the one table', async () => {
    const all = await operations();
    expect(all.map(({ operationId }) => operationId).sort()).toEqual(Object.keys(NEED_OF_OPERATION).sort());
    for (const { operationId, security, 'x-scope': scope } of all) {
      const need = NEED_OF_OPERATION[operationId] ?? '';
      expect(security, operationId).toEqual(need === 'nothing' ? [] : [{ key: [] }, {}]);
      expect(scope, operationId).toBe(need === 'nothing' ? undefined : need);
    }
  });

  it('answers keys with its scope, or one that includes it, and no others', async () => {
    for (const { operationId, request } of await operations()) {
      const need = NEED_OF_OPERATION[operationId] as Scope | 'nothing';
      const bare = await ask(request);
      if (need === 'nothing') {
        expect(bare.code, operationId).not.toBe('unauthorized');
        continue;
      }
      expect(bare.code, operationId).toBe('unauthorized');
      for (const scope of SCOPES) {
        const { code, detail, response } = await ask({ ...request, headers: bearer(keys.get(scope)) });
        expect(code, `${operationId} ${scope}`).not.toBe('unauthorized');
        expect(code !== 'scope-missing', `${operationId} ${scope}`).toBe(allows([scope], need));
        if (code !== 'scope-missing') continue;
        expect(detail).toContain(`the scope "${need}"`);
        expect(response.headers['www-authenticate']).toBe(
          `Bearer realm="rote", error="insufficient_scope", scope="${need}"`,
        );
      }
    }
  });

  it('is rejected when it is added, unless the table has it', () => {
    const app = Fastify() as unknown as App;
    requireScopes(app);
    expect(() => app.get('/x', { schema: { operationId: 'getX' } }, () => '')).toThrow(
      /what getX \(\/x\) needs/,
    );
  });
});

describe('a key', () => {
  it('is accepted as a bearer token, and as the password that a browser asks for', async () => {
    const key = keys.get('submit') ?? '';
    for (const headers of [
      bearer(key),
      { authorization: `bearer  ${key}` },
      basic(`me:${key}`),
      basic(`:${key}`),
    ]) {
      expect((await ask({ url: '/v1/queues', headers })).code).toBe(200);
      const submit = { method: 'POST', url: '/v1/sweeps?dryRun=true', payload: specOf(1), headers } as const;
      expect((await ask(submit)).code).toBe(200);
    }
  });

  it('is rejected if it is missing, cut off, made up, or has another secret', async () => {
    const key = keys.get('admin') ?? '';
    const other = keys.get('read') ?? '';
    for (const headers of [
      {},
      bearer(),
      { authorization: key },
      bearer(key.slice(0, -1)),
      bearer(`${key}0`),
      bearer(key.toUpperCase()),
      bearer(`rote_${'0'.repeat(12)}_${'0'.repeat(64)}`),
      bearer(`${key.slice(0, 18)}${other.slice(18)}`),
      basic(`${key}:`),
      basic('me:'),
    ])
      for (const url of ['/v1/queues', '/v1/sweeps', '/v1/workers/', '/v1/nothing', '/nothing']) {
        const { code, response } = await ask({ url, headers });
        expect(code, JSON.stringify(headers)).toBe('unauthorized');
        expect(response.headers['www-authenticate']).toEqual([
          'Bearer realm="rote"',
          expect.stringMatching(/^Basic realm=/) as unknown,
        ]);
        expect(response.body).not.toContain(key.slice(18));
      }
  });

  it('is rejected from the moment it is revoked or has expired, with the reason', async () => {
    const { key, record } = await api.store.keys.create({
      name: 'guest',
      scopes: ['read'],
      expiresInDays: 1,
    });
    const request = { url: '/v1/queues', headers: bearer(key) };
    expect((await ask(request)).code).toBe(200);
    await api.sql(`UPDATE api_keys SET expires_at = now() WHERE id = $1`, [record.id]);
    expect(await ask(request)).toMatchObject({
      code: 'unauthorized',
      detail: expect.stringContaining(`${record.id} ("guest") is expired`) as unknown,
    });
    await api.store.keys.revoke(record.id);
    expect((await ask(request)).detail).toContain('is revoked');
  });

  it('has the time of its last use, written at most once a minute', async () => {
    const { key, record } = await api.store.keys.create({ name: 'seldom', scopes: ['read'] });
    const lastUse = async () => (await api.store.keys.find(key))?.lastUsedAt ?? undefined;
    expect(await lastUse()).toBeUndefined();
    const request = { url: '/v1/queues', headers: bearer(key) };
    await ask(request);
    const first = await waitFor(lastUse, { describe: 'the first use' });
    await ask(request);
    await api.store.keys.recordUse(record.id);
    expect(await lastUse()).toEqual(first);
    await api.sql(`UPDATE api_keys SET last_used_at = now() - interval '61 seconds' WHERE id = $1`, [
      record.id,
    ]);
    await ask(request);
    await waitFor(async () => Number(await lastUse()) >= Number(first), { describe: 'the next use' });
  });

  it('is needed for no address that is about the service itself', async () => {
    for (const url of [
      '/healthz',
      '/readyz',
      '/',
      '/docs',
      '/openapi.json',
      '/schemas/sweep.json',
      '/v1/schema/sweep',
    ])
      expect((await ask(url)).code, url).toBe(200);
    expect((await ask({ method: 'POST', url: '/healthz' })).code).toBe('method-not-allowed');
  });

  it.each(['//v1/queues', '/docs/../v1/queues', '/docs/%2e%2e/v1/queues', '/healthz/../v1/queues'])(
    'is not bypassed by %s',
    async (url) => {
      expect((await ask(url)).code).toMatch(/^(unauthorized|route-not-found|forbidden|request-invalid)$/);
    },
  );
});

describe('/v1/keys', () => {
  const as = (key: string | undefined, request: InjectOptions) => ask({ ...request, headers: bearer(key) });
  const admin = (request: InjectOptions) => as(keys.get('admin'), request);

  it('makes a key, shows it once, lists it without its secret, and revokes it, also twice', async () => {
    const { response } = await admin({
      method: 'POST',
      url: '/v1/keys',
      payload: { name: 'ada', scopes: ['submit', 'operate'], expiresInDays: 30 },
    });
    expect([response.statusCode, response.headers['cache-control']]).toEqual([201, 'no-store']);
    const { key, ...made } = response.json<CreatedApiKey>();
    expect(key).toMatch(/^rote_[0-9a-f]{12}_[0-9a-f]{64}$/);
    expect(made).toMatchObject({
      name: 'ada',
      scopes: ['submit', 'operate'],
      state: 'active',
      lastUsedAt: null,
    });
    expect(Date.parse(made.expiresAt ?? '') - Date.parse(made.createdAt)).toBe(30 * 86_400_000);
    expect((await as(key, { url: '/v1/sweeps' })).code).toBe(200);

    const list = async () => (await admin({ url: '/v1/keys' })).response;
    expect((await list()).json<ApiKeyList>().items.find(({ id }) => id === made.id)).toMatchObject({
      name: 'ada',
    });
    const secret = key.slice(18);
    expect((await list()).body).not.toContain(secret);
    const [stored] = await api.sql('SELECT * FROM api_keys WHERE id = $1', [made.id]);
    expect(JSON.stringify(stored)).not.toContain(secret);

    const revoke = async () => (await admin({ method: 'DELETE', url: `/v1/keys/${made.id}` })).response;
    const revoked = (await revoke()).json<ApiKey>();
    expect(revoked.state).toBe('revoked');
    expect((await revoke()).json<ApiKey>().revokedAt).toBe(revoked.revokedAt);
    expect((await as(key, { url: '/v1/sweeps' })).code).toBe('unauthorized');
  });

  it('rejects what is no key to make, and an unknown key', async () => {
    for (const payload of [
      {},
      { name: '', scopes: ['read'] },
      { name: 'a\nb', scopes: ['read'] },
      { name: 'x', scopes: [] },
      { name: 'x', scopes: ['root'] },
      { name: 'x', scopes: ['read', 'read'] },
      { name: 'x', scopes: ['read'], expiresInDays: 0 },
      { name: 'x', scopes: ['read'], key: 'mine' },
    ])
      expect((await admin({ method: 'POST', url: '/v1/keys', payload })).code, JSON.stringify(payload)).toBe(
        'request-invalid',
      );
    expect((await admin({ method: 'DELETE', url: '/v1/keys/000000000000' })).code).toBe('key-not-found');
    expect((await admin({ method: 'DELETE', url: '/v1/keys/x' })).code).toBe('request-invalid');
  });
});

describe('GET /v1/audit', () => {
  it('lists who changed what, in pages, by the request that asked for it', async () => {
    const headers = bearer(keys.get('admin'));
    const id = (keys.get('admin') ?? '').slice(5, 17);
    const submitted = await ask({ method: 'POST', url: '/v1/sweeps', payload: specOf(1), headers });
    const sweep = submitted.response.json<{ id: string }>().id;
    const planned = { method: 'POST', url: '/v1/sweeps?dryRun=true', payload: specOf(1), headers } as const;
    expect((await ask(planned)).code).toBe(200);
    const change = async (method: 'POST' | 'PATCH', address: string, payload?: object) =>
      (await ask({ method, url: `/v1/sweeps/${sweep}${address}`, headers, ...(payload && { payload }) }))
        .response;
    const answers = [
      submitted.response,
      await change('POST', '/pause'),
      await change('POST', '/resume'),
      await change('PATCH', '', { priority: 3 }),
      await change('POST', '/cancel'),
    ];
    const entries: AuditEntry[] = [];
    for (let url: string | null = `/v1/audit?limit=2&object=${sweep}`; url !== null;) {
      const page: AuditPage = (await ask({ url, headers })).response.json();
      entries.push(...page.items);
      url = page.next;
    }
    const actions = ['submit', 'pause', 'resume', 'prioritize', 'cancel'];
    expect(entries.reverse()).toMatchObject(
      answers.map((answer, index) => ({
        action: `sweep.${actions[index] ?? ''}`,
        actor: id,
        keyName: 'may admin',
        object: sweep,
        requestId: answer.headers['x-request-id'],
      })),
    );
    expect((await ask({ url: '/v1/audit?cursor=eA', headers })).code).toBe('request-invalid');
  });
});

describe('the rate limit', () => {
  it('counts by key, and by address without one that works; it says when to try again', async () => {
    const limited = await useApi({ access: { ...REQUIRED.access, requestsPerMinute: 3 } });
    const make = async () => (await limited.store.keys.create({ name: 'x', scopes: ['read'] })).key;
    const [one, other] = [await make(), await make()];
    const codesOf = async (headers: Record<string, string>, url = '/v1/queues') => {
      const codes: unknown[] = [];
      for (let sent = 0; sent < 4; sent++) codes.push((await ask({ url, headers }, limited)).code);
      return codes;
    };
    expect(await codesOf(bearer(one))).toEqual([200, 200, 200, 'too-many-requests']);
    expect(await codesOf(bearer(other))).toEqual([200, 200, 200, 'too-many-requests']);
    expect(await codesOf(bearer('wrong'))).toEqual([
      ...Array<string>(3).fill('unauthorized'),
      'too-many-requests',
    ]);
    expect(await codesOf({}, '/')).toEqual(Array(4).fill('too-many-requests'));
    expect(await codesOf({}, '/healthz')).toEqual(Array(4).fill(200));
    const { response } = await ask({ url: '/v1/queues', headers: bearer(one) }, limited);
    expect(response.headers).toMatchObject({ 'ratelimit-limit': '3', 'ratelimit-remaining': '0' });
    expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(response.headers['retry-after'])).toBeLessThanOrEqual(60);
    expect(response.json<Problem>()).toMatchObject({ status: 429, retryable: true });
  });
});

it('closes an API that needed no key when the first one is made, for good', async () => {
  const open = await useApi({
    access: { hosts: [], origins: [], keys: 'once-keys-exist', requestsPerMinute: 0 },
  });
  expect((await ask('/v1/queues', open)).code).toBe(200);
  const { response } = await ask(
    { method: 'POST', url: '/v1/keys', payload: { name: 'first', scopes: ['admin'] } },
    open,
  );
  const { id, key } = response.json<CreatedApiKey>();
  const closed = async () => (await ask('/v1/queues', open)).code === 'unauthorized';
  await waitFor(closed, { describe: 'the closed API' });
  const headers = bearer(key);
  expect((await ask({ url: '/v1/keys', headers }, open)).code).toBe(200);
  await ask({ method: 'DELETE', url: `/v1/keys/${id}`, headers }, open);
  expect(await closed()).toBe(true);
});

it('writes no key to the log, whatever happens', async () => {
  const key = keys.get('read') ?? '';
  const lines: string[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  const logger = createLogger({ name: 'api', level: 'trace', pretty: false, stream });
  const logged = await useApi({ ...REQUIRED, logger });
  const { key: admin } = await logged.store.keys.create({ name: 'admin', scopes: ['admin'] });
  for (const headers of [bearer(key), bearer(admin), basic(`me:${admin}`)])
    for (const url of ['/v1/queues', `/v1/sweeps?key=${admin}`, `/${admin}`, '/v1/keys'])
      await ask({ url, headers }, logged);
  const { response } = await ask(
    { method: 'POST', url: '/v1/keys', payload: { name: 'x', scopes: ['read'] }, headers: bearer(admin) },
    logged,
  );
  logger.error({ err: new Error(`failed for ${admin}`), headers: bearer(admin) }, `It is ${admin}`);
  logger.error({ body: `\n${admin} \t${admin}`, url: `/x?name=%27${admin}` }, `x${admin}`);
  const written = lines.join('');
  expect(lines.length).toBeGreaterThan(10);
  expect(written).toContain(`rote_${admin.slice(5, 17)}_***`);
  for (const each of [key, admin, response.json<CreatedApiKey>().key])
    expect(written).not.toContain(each.slice(18));
});
