import type { Problem, Session } from '@rote/contracts';
import { allows, type Scope, SCOPES } from '@rote/domain';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NEED_OF_OPERATION } from '../src/access/route-scopes.js';
import { specOf } from './support/specs.js';
import { startTestApi, type TestApi, useApi } from './support/test-api.js';

const ACCESS = { hosts: ['rote.example'], origins: ['https://board.example'], requestsPerMinute: 0 } as const;

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ access: { ...ACCESS, keys: 'always' }, queueBoard: 'writable' });
});
afterAll(() => api.close());

const makeKey = async (scopes: readonly Scope[], options: object = {}) =>
  await api.store.keys.create({ name: `may ${scopes.join()}`, scopes, ...options });

const ask = async (request: InjectOptions, from = api) => await from.app.inject(request);
const codeOf = (response: LightMyRequestResponse) =>
  response.statusCode < 400 ? response.statusCode : response.json<Problem>().code;

const signIn = (key: unknown, headers: Record<string, string> = {}, from = api) =>
  ask({ method: 'POST', url: '/v1/session', payload: { key }, headers }, from);

/** Returns the Cookie header that a browser sends after an answer. */
const cookieOf = (response: LightMyRequestResponse): string =>
  response.cookies
    .filter(({ value }) => value !== '')
    .map(({ name, value }) => `${name}=${value}`)
    .join('; ');

const sessionOf = async (headers: Record<string, string> = {}, from = api): Promise<Session> => {
  const response = await ask({ url: '/v1/session', headers }, from);
  expect([response.statusCode, response.headers['cache-control']]).toEqual([200, 'no-store']);
  return response.json();
};

describe('POST /v1/session', () => {
  it('sets a cookie with the key, which says who asks from then on', async () => {
    const { key, record } = await makeKey(['submit']);
    const response = await signIn(key);
    expect(response.headers['cache-control']).toBe('no-store');
    const session = {
      requiresKey: true,
      key: { id: record.id, name: 'may submit', scopes: ['submit'], project: null, expiresAt: null },
      scopes: ['read', 'submit'],
    };
    expect(response.json()).toEqual(session);
    const cookie = cookieOf(response);
    expect(cookie).toBe(`rote_key=${key}`);
    expect(response.cookies.find(({ value }) => value !== '')).toEqual({
      name: 'rote_key',
      value: key,
      path: '/',
      httpOnly: true,
      sameSite: 'Strict',
      maxAge: 30 * 86_400,
    });
    expect(await sessionOf({ cookie })).toEqual(session);
    const submit = { method: 'POST', url: '/v1/sweeps', payload: specOf(1) } as const;
    expect(codeOf(await ask({ ...submit, headers: { cookie } }))).toBe(201);
    const [entry] = (await api.store.audit.list({ limit: 1 })) as readonly { readonly actor: string }[];
    expect(entry?.actor).toBe(record.id);
  });

  it.each([
    ['by the origin of the page', { origin: 'https://rote.example', host: 'rote.example' }],
    ['as the proxy says', { 'x-forwarded-proto': 'https' }],
  ])('sets a cookie for HTTPS only if the browser came by it, %s', async (_how, headers) => {
    const { key } = await makeKey(['read']);
    const response = await signIn(key, headers);
    expect(response.cookies.find(({ value }) => value !== '')).toMatchObject({
      name: '__Host-rote_key',
      path: '/',
      secure: true,
      httpOnly: true,
      sameSite: 'Strict',
    });
    expect((await sessionOf({ cookie: cookieOf(response) })).scopes).toEqual(['read']);
    const tossed = `rote_key=${(await makeKey(['admin'])).key}; ${cookieOf(response)}`;
    expect((await sessionOf({ cookie: tossed })).scopes).toEqual(['read']);
  });

  it('sets a cookie that ends with the key', async () => {
    const { key } = await makeKey(['read'], { expiresInDays: 2 });
    const { maxAge } = (await signIn(key)).cookies.find(({ value }) => value !== '')!;
    expect(maxAge).toBeGreaterThan(2 * 86_400 - 60);
    expect(maxAge).toBeLessThanOrEqual(2 * 86_400);
  });

  it('rejects a key that is wrong, expired or revoked, says which, and sets nothing', async () => {
    const expired = await makeKey(['read'], { expiresInDays: 1 });
    await api.sql('UPDATE api_keys SET expires_at = now() WHERE id = $1', [expired.record.id]);
    const revoked = await makeKey(['read']);
    await api.store.keys.revoke(revoked.record.id);
    for (const [key, detail] of [
      [expired.key, 'is expired'],
      [revoked.key, 'is revoked'],
      [expired.key.slice(0, -1), 'not a key of this server'],
      [`rote_${'0'.repeat(12)}_${'0'.repeat(64)}`, 'not a key of this server'],
      ['', 'not a key of this server'],
    ]) {
      const response = await signIn(key);
      expect(response.json<Problem>(), detail).toMatchObject({
        code: 'unauthorized',
        detail: expect.stringContaining(detail ?? '') as unknown,
      });
      expect(response.headers['set-cookie']).toBeUndefined();
      expect(response.headers['www-authenticate']).toEqual(['Bearer realm="rote"']);
    }
    for (const key of [undefined, null, 1, ['x'], 'x'.repeat(201)])
      expect(codeOf(await signIn(key))).toBe('request-invalid');
  });

  it('counts for the rate limit', async () => {
    const limited = await useApi({ access: { ...ACCESS, keys: 'always', requestsPerMinute: 3 } });
    const codes = [];
    for (let sent = 0; sent < 4; sent++) codes.push(codeOf(await signIn('guess', {}, limited)));
    expect(codes).toEqual([...Array<string>(3).fill('unauthorized'), 'too-many-requests']);
  });
});

describe('a page of another site', () => {
  const FOREIGN: readonly Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://localhost:9' },
    { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
    { 'sec-fetch-site': 'same-site', origin: 'https://blog.rote.example' },
    // It may use the API, with a key in a header.
    { origin: 'https://board.example' },
    { 'sec-fetch-site': 'cross-site', origin: 'https://board.example' },
  ];

  it('cannot sign a person in as someone else, or out', async () => {
    const { key } = await makeKey(['read']);
    for (const headers of FOREIGN) {
      for (const response of [
        await signIn(key, headers),
        await ask({ method: 'DELETE', url: '/v1/session', headers }),
      ]) {
        expect(codeOf(response), JSON.stringify(headers)).toBe('origin-not-allowed');
        expect(response.headers['set-cookie']).toBeUndefined();
      }
    }
  });

  it('cannot sign a person in by what a form or a fetch without a preflight can send', async () => {
    const { key } = await makeKey(['read']);
    for (const [type, payload] of [
      ['text/plain', JSON.stringify({ key })],
      ['application/x-www-form-urlencoded', `key=${key}`],
      ['multipart/form-data; boundary=x', `--x\r\ncontent-disposition: form-data; name="key"\r\n\r\n${key}`],
      [undefined, JSON.stringify({ key })],
    ] as const) {
      const headers = type === undefined ? {} : { 'content-type': type };
      const response = await ask({
        method: 'POST',
        url: '/v1/session',
        payload: Buffer.from(payload),
        headers,
      });
      expect([415, 400], `${String(type)} ${response.body}`).toContain(response.statusCode);
      expect(response.headers['set-cookie']).toBeUndefined();
    }
  });

  it('cannot change anything with the cookie', async () => {
    const cookie = cookieOf(await signIn((await makeKey(['admin'])).key));
    const submit = { method: 'POST', url: '/v1/sweeps', payload: specOf(1) } as const;
    for (const headers of FOREIGN.slice(0, 5))
      expect(codeOf(await ask({ ...submit, headers: { ...headers, cookie } }))).toBe('origin-not-allowed');
  });

  it('gets no permission to read with the cookie, even if it may use the API', async () => {
    const cookie = cookieOf(await signIn((await makeKey(['read'])).key));
    const response = await ask({
      url: '/v1/sweeps',
      headers: { cookie, origin: 'https://board.example' },
    });
    expect(response.headers['access-control-allow-origin']).toBe('https://board.example');
    expect(response.headers['access-control-allow-credentials']).toBeUndefined();
  });
});

describe('a session', () => {
  const URLS = {
    read: '/v1/sweeps',
    operate: '/queues/',
    sql: '/v1/query?sql=SELECT%201',
    admin: '/v1/keys',
  };

  it('may do what its key may, for each scope', async () => {
    for (const scope of SCOPES) {
      const cookie = cookieOf(await signIn((await makeKey([scope])).key));
      expect((await sessionOf({ cookie })).scopes).toEqual(SCOPES.filter((each) => allows([scope], each)));
      for (const [need, url] of Object.entries(URLS)) {
        const code = codeOf(await ask({ url, headers: { cookie } }));
        expect(code, `${scope} ${url}`).toBe(allows([scope], need as Scope) ? 200 : 'scope-missing');
      }
    }
    expect(NEED_OF_OPERATION).toMatchObject({ listSweeps: 'read', queryByLink: 'sql', listKeys: 'admin' });
  });

  it('ends at once when its key is revoked, and says so', async () => {
    const { key, record } = await makeKey(['read']);
    const cookie = cookieOf(await signIn(key));
    await api.store.keys.revoke(record.id);
    const response = await ask({ url: '/v1/sweeps', headers: { cookie } });
    expect(response.json<Problem>().detail).toContain('is revoked');
    expect(await sessionOf({ cookie })).toEqual({ requiresKey: true, key: null, scopes: [] });
  });

  it('gives way to a header, whether the key in it works or not', async () => {
    const cookie = cookieOf(await signIn((await makeKey(['read'])).key));
    const sql = await makeKey(['sql']);
    const right = { cookie, authorization: `Bearer ${sql.key}` };
    expect((await sessionOf(right)).key?.id).toBe(sql.record.id);
    expect(codeOf(await ask({ url: '/v1/sweeps', headers: right }))).toBe('scope-missing');
    const wrong = { cookie, authorization: 'Bearer wrong' };
    expect(codeOf(await ask({ url: '/v1/sweeps', headers: wrong }))).toBe('unauthorized');
    expect((await sessionOf(wrong)).key).toBeNull();
  });

  it('is at an end after DELETE /v1/session, also without one', async () => {
    const response = await ask({ method: 'DELETE', url: '/v1/session' });
    expect([response.statusCode, response.headers['cache-control']]).toEqual([204, 'no-store']);
    expect(
      response.cookies.map(({ name, value, path, secure, expires }) => [
        name,
        value,
        path,
        secure,
        Number(expires),
      ]),
    ).toEqual([
      ['__Host-rote_key', '', '/', true, 0],
      ['rote_key', '', '/', undefined, 0],
    ]);
  });

  it('keeps its answers from caches that serve several people', async () => {
    const { key } = await makeKey(['admin']);
    const cookie = cookieOf(await signIn(key));
    for (const url of [
      '/v1/sweeps',
      '/v1/workers',
      '/v1/query?sql=SELECT%201&format=csv',
      '/v1/nothing',
      '/queues/',
    ])
      expect((await ask({ url, headers: { cookie } })).headers['cache-control'], url).toMatch(
        /private|no-store/,
      );
    const byHeader = await ask({ url: '/v1/sweeps', headers: { authorization: `Bearer ${key}` } });
    expect(byHeader.headers['cache-control']).toBe('no-cache');
  });

  it('lets an agent use its tools by the cookie', async () => {
    const cookie = cookieOf(await signIn((await makeKey(['read'])).key));
    const response = await ask({
      method: 'POST',
      url: '/mcp',
      headers: { cookie, accept: 'application/json, text/event-stream' },
      payload: {
        jsonrpc: '2.0',
        id: 1,
        method: 'tools/call',
        params: { name: 'list_sweeps', arguments: {} },
      },
    });
    expect(response.statusCode).toBe(200);
    expect(response.body).not.toContain('requires a key');
  });
});

describe('GET /v1/session', () => {
  it('answers those without a key, and those with one that does not work', async () => {
    const stranger = { requiresKey: true, key: null, scopes: [] };
    for (const headers of [
      {},
      { cookie: 'rote_key=x' },
      { cookie: 'rote_key=%zz; ;=;\u00ff' },
      { authorization: 'Bearer' },
    ])
      expect(await sessionOf(headers)).toEqual(stranger);
  });

  it('says that everyone may do everything where no key is needed', async () => {
    const open = await useApi({ access: { ...ACCESS, keys: 'once-keys-exist' } });
    expect(await sessionOf({}, open)).toEqual({ requiresKey: false, key: null, scopes: [...SCOPES] });
  });
});

it('asks for no login by the browser’s own dialog if a page’s code sent the request', async () => {
  const challengeOf = async (headers: Record<string, string>) =>
    (await ask({ url: '/v1/sweeps', headers })).headers['www-authenticate'];
  for (const mode of ['cors', 'same-origin', 'no-cors', 'websocket'])
    expect(await challengeOf({ 'sec-fetch-mode': mode })).toEqual(['Bearer realm="rote"']);
  for (const headers of [{}, { 'sec-fetch-mode': 'navigate' }] as Record<string, string>[])
    expect(await challengeOf(headers)).toHaveLength(2);
});
