import { HealthStatus, LinkIndex, Problem } from '@rote/contracts';
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

describe('what is wrong with a request is a problem', () => {
  it('an address that there is not', async () => {
    for (const url of ['/v2/sweeps', '/docs/none.js', '/wp-login.php?x=1'])
      expectProblem(await app.inject(url), 404, 'route-not-found');
  });

  it('an address that is none', async () => {
    expectProblem(await app.inject('/v1/%zz'), 400, 'request-invalid');
  });

  it('a method that an address does not take', async () => {
    const collection = await app.inject({ method: 'DELETE', url: '/v1/sweeps' });
    expectProblem(collection, 405, 'method-not-allowed');
    expect(collection.headers.allow?.toString().split(', ').sort()).toEqual(['GET', 'HEAD', 'POST']);
    const action = await app.inject({ method: 'GET', url: '/v1/sweeps/x/cancel' });
    expectProblem(action, 405, 'method-not-allowed');
    expect(action.headers.allow).toBe('POST');
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
      expectProblem(await app.inject(request), 415, 'unsupported-media-type');
    },
  );

  it.each([
    ['application/json', '{\n "name": }', 'line 2, column 10: a value'],
    ['application/yaml', 'name: x\ngrid: ]', 'line 2, column 7: '],
  ])('a body of type %s that is none', async (type, payload, where) => {
    const request = {
      method: 'POST',
      url: '/v1/sweeps',
      payload,
      headers: { 'content-type': type },
    } as const;
    const problem = expectProblem(await app.inject(request), 400, 'request-invalid');
    expect(problem.errors?.[0]?.expected).toContain(where);
  });

  it('a body that is too large', async () => {
    const payload = { ...specOf(1), name: 'x'.repeat(300_000) };
    expectProblem(await app.inject({ method: 'POST', url: '/v1/sweeps', payload }), 413, 'body-too-large');
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

describe('when the database is away', () => {
  it('what needs it answers 503 and when to come back, and all is well once it is back', async () => {
    const { app, databaseLine } = await useApi();
    await databaseLine.cut();
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
    await databaseLine.restore();
    expect((await app.inject({ method: 'POST', url: '/v1/sweeps', payload: specOf(1) })).statusCode).toBe(
      201,
    );
    expect((await app.inject('/readyz')).statusCode).toBe(200);
  });
});

describe('health', () => {
  it('is good where everything is there', async () => {
    const ready = await app.inject('/readyz');
    expect(ready.statusCode).toBe(200);
    expect(findFaults(HealthStatus, ready.json())).toEqual([]);
    expect(ready.json<HealthStatus>().checks.map(({ name }) => name)).toEqual(['store', 'queue']);
    expect((await app.inject('/healthz')).statusCode).toBe(200);
  });
});

describe('GET /', () => {
  it('links to pages that are there', async () => {
    const index = (await app.inject('/')).json<LinkIndex>();
    expect(findFaults(LinkIndex, index)).toEqual([]);
    for (const link of Object.values(index.links))
      expect((await app.inject(link)).statusCode, link).toBeLessThan(400);
  });
});
