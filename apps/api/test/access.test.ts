import type { Problem } from '@rote/contracts';
import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAccessRules } from '../src/access/access-rules.js';
import { specOf } from './support/specs.js';
import { startTestApi, type TestApi } from './support/test-api.js';

const PAGE = 'https://dashboard.example';
const submit = { method: 'POST', url: '/v1/sweeps?dryRun=true', payload: specOf(1) } as const;

let open: TestApi;
let closed: TestApi;
let bearer: { readonly authorization: string };
beforeAll(async () => {
  open = await startTestApi();
  closed = await startTestApi({
    access: { hosts: ['0.0.0.0', 'Rote.example'], origins: [PAGE], keys: 'always', requestsPerMinute: 0 },
  });
  const { key } = await closed.store.keys.create({ name: 'page', scopes: ['submit', 'sql'] });
  bearer = { authorization: `Bearer ${key}` };
});
afterAll(async () => {
  await open.close();
  await closed.close();
});

const codeOf = async (api: TestApi, request: InjectOptions | string) => {
  const response = await api.app.inject(request);
  return response.statusCode < 400 ? response.statusCode : response.json<Problem>().code;
};

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

  it('runs no query, except by a link that a person follows', async () => {
    const query = (headers: Record<string, string>) =>
      codeOf(open, { url: '/v1/query?sql=SELECT%201', headers });
    const cross = { 'sec-fetch-site': 'cross-site' };
    const link = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
    for (const headers of [
      { ...cross, 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' },
      { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors' },
      { ...cross, ...link, 'sec-fetch-dest': 'iframe' },
      { origin: 'https://evil.example' },
    ])
      expect(await query(headers), JSON.stringify(headers)).toBe('origin-not-allowed');
    for (const headers of [{}, { 'sec-fetch-site': 'none' }, { ...cross, ...link }])
      expect(await query(headers), JSON.stringify(headers)).toBe(200);
    const headers = { ...cross, ...bearer, origin: PAGE };
    expect(await codeOf(closed, { url: '/v1/query?sql=SELECT%201', headers })).toBe(200);
    expect(await codeOf(open, { url: '/v1/queues', headers: cross })).toBe(200);
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

it('tells a browser to take no answer for a script, a frame or a page of another site', async () => {
  for (const url of ['/v1/queues', '/', '/docs', '/nothing', '/openapi.json']) {
    const { headers } = await open.app.inject(url);
    expect(headers, url).toMatchObject({
      'content-security-policy': expect.stringMatching(
        /default-src 'none'.*frame-ancestors 'none'/,
      ) as unknown,
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(headers).not.toHaveProperty('strict-transport-security');
  }
});

describe('readAccessRules', () => {
  it.each([
    ['127.0.0.1', 'auto', 'once-keys-exist'],
    ['127.9.9.9', 'auto', 'once-keys-exist'],
    ['localhost', 'auto', 'once-keys-exist'],
    ['::1', 'auto', 'once-keys-exist'],
    ['localhost', 'required', 'always'],
    ['0.0.0.0', 'auto', 'always'],
    ['::', 'auto', 'always'],
    ['192.168.1.5', 'auto', 'always'],
    ['127.example', 'auto', 'always'],
    ['1127.0.0.1', 'required', 'always'],
    ['0.0.0.0', 'off', 'never'],
  ] as const)('on %s with ROTE_API_AUTH=%s asks for keys %s', (ROTE_HOST, ROTE_API_AUTH, keys) => {
    expect(readAccessRules({ ROTE_HOST, ROTE_API_AUTH, ROTE_RATE_LIMIT: 9 })).toEqual({
      hosts: [ROTE_HOST],
      origins: [],
      keys,
      requestsPerMinute: 9,
    });
  });

  it('reads lists, and rejects an invalid origin', () => {
    const config = {
      ROTE_HOST: 'localhost',
      ROTE_API_AUTH: 'auto' as const,
      ROTE_RATE_LIMIT: 0,
      ROTE_ALLOWED_HOSTS: ' a , b,',
      ROTE_CORS_ORIGINS: 'http://c:1,https://d',
    };
    expect(readAccessRules(config)).toMatchObject({
      hosts: ['localhost', 'a', 'b'],
      origins: ['http://c:1', 'https://d'],
    });
    for (const wrong of ['*', 'http://c/', 'c', 'http://c,*'])
      expect(() => readAccessRules({ ...config, ROTE_CORS_ORIGINS: wrong })).toThrow(/ROTE_CORS_ORIGINS/);
  });
});
