import type { Problem } from '@rote/contracts';
import { RoteError } from '@rote/domain';
import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAccessRules } from '../src/http/access-rules.js';
import { specOf } from './support/specs.js';
import { startTestApi, type TestApi } from './support/test-api.js';

const TOKEN = 'a secret of no one else'.replaceAll(' ', '-');
const PAGE = 'https://dashboard.example';
const submit = { method: 'POST', url: '/v1/sweeps?dryRun=true', payload: specOf(1) } as const;

let open: TestApi;
let closed: TestApi;
beforeAll(async () => {
  open = await startTestApi();
  const access = { hosts: ['0.0.0.0', 'Rote.example'], origins: [PAGE], token: TOKEN };
  closed = await startTestApi({ access });
});
afterAll(async () => {
  await open.close();
  await closed.close();
});

const codeOf = async (api: TestApi, request: InjectOptions | string) => {
  const response = await api.app.inject(request);
  return response.statusCode < 400 ? response.statusCode : response.json<Problem>().code;
};
const bearer = { authorization: `Bearer ${TOKEN}` };

describe('the host', () => {
  it.each(['localhost', 'LOCALHOST:3000', '127.0.0.1:3000', '127.1.2.3', '[::1]:3000'])(
    'may be %s',
    async (host) => {
      expect(await codeOf(open, { url: '/v1/queues', headers: { host } })).toBe(200);
    },
  );

  it.each([
    'evil.example',
    'evil.example:3000',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'evil.example@localhost',
    'localhost:3000:3000',
    'rote.example',
    '::1',
    '10.0.0.1',
    ' ',
  ])('may not be %j', async (host) => {
    for (const url of ['/v1/queues', '/', '/docs', '/healthz', '/nothing'])
      expect(await codeOf(open, { url, headers: { host } })).toBe('host-not-allowed');
    expect(await codeOf(open, { ...submit, headers: { host } })).toBe('host-not-allowed');
  });

  it('may be a configured name', async () => {
    expect(
      await codeOf(closed, { url: '/v1/queues', headers: { host: 'rote.example:3000', ...bearer } }),
    ).toBe(200);
  });
});

describe('a page of another site', () => {
  it.each([
    { origin: 'https://evil.example' },
    { origin: 'http://localhost:8080' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    { origin: PAGE },
  ])('changes nothing: %o', async (headers) => {
    const { id } = (await open.app.inject({ ...submit, url: '/v1/sweeps' })).json<{ id: string }>();
    for (const action of ['pause', 'resume', 'cancel', 'retry'])
      expect(await codeOf(open, { method: 'POST', url: `/v1/sweeps/${id}/${action}`, headers })).toBe(
        'origin-not-allowed',
      );
    expect(await codeOf(open, { ...submit, headers })).toBe('origin-not-allowed');
    expect(
      await codeOf(open, { method: 'PATCH', url: `/v1/sweeps/${id}`, payload: { priority: 1 }, headers }),
    ).toBe('origin-not-allowed');
  });

  it.each([
    { origin: 'http://localhost:80' },
    { origin: 'http://localhost' },
    { 'sec-fetch-site': 'same-origin' },
    { 'sec-fetch-site': 'none' },
  ])('is not what sends %o', async (headers) => {
    expect(await codeOf(open, { ...submit, headers: { host: 'localhost:80', ...headers } })).toBe(200);
  });

  it('may change things if its origin is listed, and learns so in advance', async () => {
    const headers = { origin: PAGE, 'sec-fetch-site': 'cross-site' };
    const asked = await closed.app.inject({
      method: 'OPTIONS',
      url: '/v1/sweeps',
      headers: {
        ...headers,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization',
      },
    });
    expect(asked.statusCode).toBe(204);
    expect(asked.headers['access-control-allow-origin']).toBe(PAGE);
    const sent = await closed.app.inject({ ...submit, headers: { ...headers, ...bearer } });
    expect([sent.statusCode, sent.headers['access-control-allow-origin']]).toEqual([200, PAGE]);
    const other = await closed.app.inject({
      url: '/v1/queues',
      headers: { origin: 'https://evil.example', ...bearer },
    });
    expect(other.headers['access-control-allow-origin']).toBeUndefined();
  });

  it('sees no allowed origin if none is listed', async () => {
    const response = await open.app.inject({ url: '/v1/queues', headers: { origin: PAGE } });
    expect(response.headers['access-control-allow-origin']).toBeUndefined();
  });
});

describe('the token', () => {
  const basic = (login: string) => ({ authorization: `Basic ${Buffer.from(login).toString('base64')}` });

  it.each([bearer, { authorization: `bearer  ${TOKEN}` }, basic(`me:${TOKEN}`), basic(`:${TOKEN}`)])(
    'admits a request that presents it: %o',
    async (headers) => {
      expect(await codeOf(closed, { url: '/v1/queues', headers })).toBe(200);
      expect(await codeOf(closed, { ...submit, headers })).toBe(200);
    },
  );

  it.each([
    {},
    { authorization: TOKEN },
    { authorization: 'Bearer' },
    { authorization: `Bearer ${TOKEN}x` },
    { authorization: `Bearer ${TOKEN.slice(1)}` },
    basic(`${TOKEN}:`),
    basic('me:'),
  ])('rejects a request that does not: %o', async (headers) => {
    for (const url of ['/v1/queues', '/v1/sweeps', '/v1/workers/', '/v1/nothing', '/nothing'])
      expect(await codeOf(closed, { url, headers })).toBe('unauthorized');
    expect(await codeOf(closed, { ...submit, headers })).toBe('unauthorized');
    const response = await closed.app.inject({ url: '/v1/queues', headers });
    expect(response.headers['www-authenticate']).toEqual([
      'Bearer realm="rote"',
      expect.stringMatching(/^Basic realm=/) as unknown,
    ]);
    expect(response.body).not.toContain(TOKEN);
  });

  it.each([
    '/healthz',
    '/readyz',
    '/',
    '/docs',
    '/openapi.json',
    '/schemas/sweep.json',
    '/problems/unauthorized',
  ])('is not needed for %s', async (url) => {
    expect(await codeOf(closed, url)).toBe(200);
  });

  it.each(['//v1/queues', '/docs/../v1/queues', '/docs/%2e%2e/v1/queues', '/healthz/../v1/queues'])(
    'cannot be bypassed by %s',
    async (url) => {
      expect(await codeOf(closed, url)).toMatch(/^(unauthorized|route-not-found|forbidden|request-invalid)$/);
    },
  );
});

describe('readAccessRules', () => {
  it.each(['127.0.0.1', '127.9.9.9', 'localhost', '::1'])('requires no token on %s', (ROTE_HOST) => {
    expect(readAccessRules({ ROTE_HOST })).toEqual({ hosts: [ROTE_HOST], origins: [], token: undefined });
  });

  it.each(['0.0.0.0', '::', '192.168.1.5', 'gpu-box', '127.example', '1127.0.0.1'])(
    'requires one on %s, and says which variable to set and how to make one',
    (ROTE_HOST) => {
      expect(() => readAccessRules({ ROTE_HOST })).toThrow(RoteError);
      expect(() => readAccessRules({ ROTE_HOST })).toThrow(/ROTE_API_TOKEN.*openssl rand -hex 32/);
      expect(readAccessRules({ ROTE_HOST, ROTE_API_TOKEN: 'x' }).token).toBe('x');
    },
  );

  it('reads lists, and rejects an invalid origin', () => {
    const config = {
      ROTE_HOST: 'localhost',
      ROTE_ALLOWED_HOSTS: ' a , b,',
      ROTE_CORS_ORIGINS: 'http://c:1,https://d',
    };
    expect(readAccessRules(config)).toMatchObject({
      hosts: ['localhost', 'a', 'b'],
      origins: ['http://c:1', 'https://d'],
    });
    for (const wrong of ['*', 'http://c/', 'c', 'http://c,*'])
      expect(() => readAccessRules({ ROTE_HOST: 'localhost', ROTE_CORS_ORIGINS: wrong })).toThrow(
        /ROTE_CORS_ORIGINS/,
      );
  });
});
