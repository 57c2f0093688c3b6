import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { ProblemList } from '@rote/contracts';
import { HealthStatus, LinkIndex, Problem, PROBLEM_CODES } from '@rote/contracts';
import { findFaults } from '@rote/domain';
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { specOf } from './support/specs.js';
import type { App } from '../src/app-types.js';
import { startTestApi, type TestApi, useApi } from './support/test-api.js';

let api: TestApi;
let app: App;
beforeAll(async () => {
  api = await startTestApi();
  ({ app } = api);
});
afterAll(() => api.close());

function expectProblem(response: LightMyRequestResponse, status: number, code: Problem['code']): Problem {
  expect(response.headers['content-type']).toMatch(/^application\/problem\+json(;|$)/);
  const problem = response.json<Problem>();
  expect(findFaults(Problem, problem)).toEqual([]);
  expect([response.statusCode, problem.status, problem.code]).toEqual([status, status, code]);
  return problem;
}

describe('answers a faulty request with a problem', () => {
  it('an unknown address', async () => {
    for (const url of ['/v2/sweeps', '/docs/none.js', '/wp-login.php?x=1'])
      expectProblem(await app.inject(url), 404, 'route-not-found');
  });

  it('an unknown address in a browser, with the page', async () => {
    const headers = { accept: 'text/html' };
    const page = await app.inject({ url: '/sweep/1', headers });
    expect([page.statusCode, page.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expectProblem(await app.inject({ url: '/v1/none', headers }), 404, 'route-not-found');
  });

  it('an invalid address', async () => {
    expectProblem(await app.inject('/v1/%zz'), 400, 'request-invalid');
  });

  it('an unsupported method', async () => {
    const collection = await app.inject({ method: 'DELETE', url: '/v1/sweeps' });
    expectProblem(collection, 405, 'method-not-allowed');
    expect(collection.headers.allow).toBe('GET, HEAD, OPTIONS, POST');
    const action = await app.inject({ method: 'GET', url: '/v1/sweeps/x/cancel' });
    expectProblem(action, 405, 'method-not-allowed');
    expect(action.headers.allow).toBe('OPTIONS, POST');
  });

  it.each(['TRACE', 'PROPFIND', 'PUT', 'LOCK', 'DELETE', 'SEARCH'])(
    'the method %s, with a body of any type',
    async (method) => {
      const request = {
        method: method as 'PUT',
        url: '/v1/sweeps',
        payload: 'x',
        headers: { 'content-type': 'a/b' },
      };
      expectProblem(await app.inject(request), 405, 'method-not-allowed');
    },
  );

  it.each([
    ['/docs/static/../../package.json', 403, 'forbidden'],
    ['/docs/static/%2e%2e/%2e%2e/package.json', 403, 'forbidden'],
    ['/docs/static/%00', 400, 'request-invalid'],
  ] as const)('a forbidden file: %s', async (url, status, code) => {
    const response = await app.inject(url);
    expect([404, status]).toContain(response.statusCode);
    expectProblem(response, response.statusCode, response.statusCode === 404 ? 'route-not-found' : code);
  });

  it.each([
    [{ range: 'bytes=9999999-' }, 416, 'range-not-satisfiable'],
    [{ 'if-match': '"x"' }, 412, 'precondition-failed'],
  ] as const)('a missing part of a file: %o', async (headers, status, code) => {
    expectProblem(await app.inject({ url: '/docs/static/index.css', headers }), status, code);
  });

  it('a body that is compressed or in another encoding', async () => {
    const send = (headers: Record<string, string>) =>
      app.inject({
        method: 'POST',
        url: '/v1/sweeps?dryRun=true',
        payload: JSON.stringify(specOf(1)),
        headers: { 'content-type': 'application/json', ...headers },
      });
    const compressed = await send({ 'content-encoding': 'gzip' });
    expectProblem(compressed, 415, 'unsupported-media-type');
    expect(compressed.headers['accept-encoding']).toBe('identity');
    expectProblem(
      await send({ 'content-type': 'application/json; charset=utf-16' }),
      415,
      'unsupported-media-type',
    );
    for (const headers of [
      { 'content-encoding': 'identity' },
      { 'content-type': 'application/json; charset="UTF-8"' },
    ])
      expect((await send(headers as Record<string, string>)).statusCode).toBe(200);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml'])(
    'a body of type %s',
    async (type) => {
      const request = {
        method: 'POST',
        url: '/v1/sweeps',
        payload: 'name=x',
        headers: { 'content-type': type },
      } as const;
      const response = await app.inject(request);
      const { detail } = expectProblem(response, 415, 'unsupported-media-type');
      expect(detail).toMatch(/application\/yaml.*application\/json/);
      expect(response.headers['accept-post']).toBe('application/json, application/yaml, text/yaml');
    },
  );

  it.each([
    ['application/json', '{\n "name": }', { line: 2, column: 10, expected: 'a value' }],
    ['application/yaml', 'name: x\ngrid: ]', { line: 2, column: 7 }],
  ])('an invalid body of type %s', async (type, payload, fault) => {
    const request = {
      method: 'POST',
      url: '/v1/sweeps',
      payload,
      headers: { 'content-type': type },
    } as const;
    const problem = expectProblem(await app.inject(request), 400, 'request-invalid');
    expect(problem.errors?.[0]).toMatchObject(fault);
  });

  it('a body that is too large', async () => {
    const payload = { ...specOf(1), name: 'x'.repeat(300_000) };
    const response = await app.inject({ method: 'POST', url: '/v1/sweeps', payload });
    expect(expectProblem(response, 413, 'body-too-large').detail).toContain('256 KiB');
  });

  it.each(['__proto__', 'constructor', 'toString'])('a spec with a field %s', async (field) => {
    const text = JSON.stringify(specOf(1)).replace('{', `{"${field}": {"polluted": true}, `);
    const request = {
      method: 'POST',
      url: '/v1/sweeps',
      payload: text,
      headers: { 'content-type': 'application/json' },
    } as const;
    expectProblem(await app.inject(request), 422, 'spec-invalid');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe('when the database is down', () => {
  it('routes that need it answer 503 and when to retry, and recover once it is back', async () => {
    const { app, proxy } = await useApi();
    await proxy.cut();
    const requests = [
      { method: 'POST', url: '/v1/sweeps', payload: specOf(1) },
      { method: 'GET', url: '/v1/sweeps' },
      { method: 'GET', url: `/v1/cells/${'0'.repeat(64)}` },
      { method: 'GET', url: '/v1/queues' },
      { method: 'GET', url: '/v1/workers' },
      { method: 'GET', url: '/readyz' },
    ] as const;
    for (const request of requests) {
      const response = await app.inject(request);
      expect(expectProblem(response, 503, 'service-unavailable').retryable).toBe(true);
      expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
    }
    expect((await app.inject('/readyz')).json<Problem>().detail).toMatch(/^store: /);
    expect((await app.inject('/healthz')).statusCode).toBe(200);
    await proxy.restore();
    expect((await app.inject({ method: 'POST', url: '/v1/sweeps', payload: specOf(1) })).statusCode).toBe(
      201,
    );
    expect((await app.inject('/readyz')).statusCode).toBe(200);
  });
});

describe('health', () => {
  it('is good if everything is available', async () => {
    const ready = await app.inject('/readyz');
    expect(ready.statusCode).toBe(200);
    expect(findFaults(HealthStatus, ready.json())).toEqual([]);
    expect(ready.json<HealthStatus>().checks.map(({ name }) => name)).toEqual(['store', 'queue']);
    expect((await app.inject('/healthz')).statusCode).toBe(200);
  });
});

describe('OPTIONS', () => {
  it.each([
    ['/v1/sweeps', 'GET, HEAD, OPTIONS, POST'],
    ['/v1/sweeps/00000000-0000-4000-8000-000000000000/cancel', 'OPTIONS, POST'],
    ['/healthz', 'GET, HEAD, OPTIONS'],
  ])('of %s lists the methods', async (url, allow) => {
    const response = await app.inject({ method: 'OPTIONS', url });
    expect([response.statusCode, response.headers.allow, response.body]).toEqual([204, allow, '']);
  });

  it('of an unknown address is a problem', async () => {
    expectProblem(await app.inject({ method: 'OPTIONS', url: '/nothing' }), 404, 'route-not-found');
  });
});

describe('every answer', () => {
  it('has the id of its request, even if it is a problem, and in the body too if the server is at fault', async () => {
    const ids = new Set<unknown>();
    for (const url of ['/', '/nothing', '/v1/sweeps', '/docs', '/v1/sweeps/x'])
      ids.add((await app.inject(url)).headers['x-request-id']);
    expect([...ids].every((id) => typeof id === 'string' && id.length > 8)).toBe(true);
    expect(ids.size).toBe(5);
  });

  it('has a tag with which a client learns that nothing has changed', async () => {
    const first = await app.inject('/v1/workers');
    expect(first.headers['cache-control']).toBe('no-cache');
    const headers = { 'if-none-match': first.headers.etag?.toString() ?? '' };
    for (const method of ['GET', 'HEAD'] as const) {
      const second = await app.inject({ method, url: '/v1/workers', headers });
      expect([second.statusCode, second.body, second.headers.etag]).toEqual([304, '', first.headers.etag]);
    }
    expect((await app.inject({ url: '/v1/queues', headers })).statusCode).toBe(200);
  });

  it.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ] as const)(
    'is compressed with %s if it is large and the client accepts that, under a different tag',
    async (encoding, decode) => {
      const plain = await app.inject('/openapi.json');
      const packed = await app.inject({ url: '/openapi.json', headers: { 'accept-encoding': encoding } });
      expect(packed.headers['content-encoding']).toBe(encoding);
      expect(packed.rawPayload.length).toBeLessThan(plain.rawPayload.length / 4);
      expect(JSON.parse(decode(packed.rawPayload).toString())).toEqual(plain.json());
      expect(packed.headers.etag).not.toBe(plain.headers.etag);
      const again = await app.inject({
        url: '/openapi.json',
        headers: { 'accept-encoding': encoding, 'if-none-match': packed.headers.etag?.toString() ?? '' },
      });
      expect([again.statusCode, again.body]).toEqual([304, '']);
    },
  );
});

describe('pages for people', () => {
  it.each(['/', '/problems/spec-invalid'])(
    '%s is a page for browsers, and JSON for programs',
    async (url) => {
      const page = await app.inject({
        url,
        headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' },
      });
      expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
      expect(page.body).toContain('href="/docs"');
      expect(page.body).toContain(
        url === '/' ? '<title>Rote</title>' : '<title>Invalid sweep spec – Rote</title>',
      );
      for (const headers of [{}, { accept: '*/*' }, { accept: 'application/json' }])
        expect((await app.inject({ url, headers })).headers['content-type']).toMatch(/^application\/json/);
    },
  );

  it.each(['/', '/docs', '/docs/static/index.html', '/openapi.json', '/problems/internal'])(
    '%s is shown in no frame, and taken for no other type',
    async (url) => {
      const { headers } = await app.inject({ url, headers: { accept: 'text/html' } });
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' });
      if (url !== '/openapi.json')
        expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    },
  );

  it('every kind of problem is explained at its address', async () => {
    const { items } = (await app.inject('/problems')).json<ProblemList>();
    expect(items.map(({ code }) => code)).toEqual(PROBLEM_CODES);
    for (const kind of items) expect((await app.inject(kind.type)).json()).toEqual(kind);
    const problem = (await app.inject('/nothing')).json<Problem>();
    expect((await app.inject(problem.type)).json()).toMatchObject({
      code: problem.code,
      title: problem.title,
    });
    const unknown = await app.inject('/problems/foo');
    expect(unknown.statusCode).toBe(404);
    expect(unknown.json<Problem>().detail).toContain('"foo"; GET /problems lists them');
  });

  it('/docs has its own title, and no foreign logo', async () => {
    const { body } = await app.inject('/docs');
    expect(body).toContain('<title>Rote API</title>');
    expect((await app.inject('/docs/static/swagger-initializer.js')).body).not.toContain('fastify');
  });
});

describe('GET /', () => {
  it('links to existing pages', async () => {
    const index = (await app.inject('/')).json<LinkIndex>();
    expect(findFaults(LinkIndex, index)).toEqual([]);
    for (const link of Object.values(index.links))
      expect((await app.inject(link)).statusCode, link).toBeLessThan(400);
  });
});
