import type { Problem } from '@rote/contracts';
import { DEFAULT_QUERY_LIMITS, type Scope } from '@rote/domain';
import { waitFor } from '@rote/testkit';
import { describe, expect, it } from 'vitest';
import { specOf } from './support/specs.js';
import { type TestApi, useApi } from './support/test-api.js';

const HEADERS = {
  accept: 'application/json, text/event-stream',
  'content-type': 'application/json',
} as const;

const message = (method: string, params: object = {}) => ({ jsonrpc: '2.0', id: 1, method, params });
const callOf = (name: string, input: object = {}) => message('tools/call', { name, arguments: input });

interface Reply {
  readonly result: {
    readonly isError?: boolean;
    readonly content: readonly { readonly text: string }[];
    readonly tools: readonly { readonly name: string }[];
  };
}

/** Reads a message, which may be an event of a stream. */
const replyIn = (body: string): Reply => JSON.parse(/^data: (.*)$/m.exec(body)?.[1] ?? body) as Reply;

const accessOf = (keys: 'always' | 'never', requestsPerMinute = 0) => ({
  access: { hosts: [], origins: [], keys, requestsPerMinute },
});

const keyOf = async ({ store }: TestApi, ...scopes: readonly Scope[]) => {
  const { key, record } = await store.keys.create({ name: 'agent', scopes });
  return { id: record.id, headers: { ...HEADERS, authorization: `Bearer ${key}` } };
};

const post = async ({ app }: TestApi, payload: object, headers: Readonly<Record<string, string>> = HEADERS) =>
  await app.inject({ method: 'POST', url: '/mcp', payload, headers });

describe('/mcp', () => {
  it('needs no key where the API needs none, and then has every tool', async () => {
    const api = await useApi();
    const { result } = replyIn((await post(api, message('tools/list'))).body);
    expect(result.tools.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['query', 'submit_sweep', 'cancel_sweep']),
    );
    const submitted = replyIn(
      (await post(api, callOf('submit_sweep', { spec: JSON.stringify(specOf(2)) }))).body,
    );
    expect(JSON.parse(submitted.result.content[0]?.text ?? '')).toMatchObject({ state: 'active' });
  });

  it('is rejected as other addresses are: without a key, for another host, from another site, by another method', async () => {
    const api = await useApi(accessOf('always'));
    const { headers } = await keyOf(api, 'read');
    const list = message('tools/list');
    const codeOf = async (given: Readonly<Record<string, string>>) =>
      (await post(api, list, given)).json<Problem>().code;
    expect(await codeOf(HEADERS)).toBe('unauthorized');
    expect(await codeOf({ ...headers, authorization: 'Bearer rote_0' })).toBe('unauthorized');
    expect(await codeOf({ ...headers, host: 'evil.example' })).toBe('host-not-allowed');
    expect(await codeOf({ ...headers, origin: 'https://evil.example' })).toBe('origin-not-allowed');
    expect(await codeOf({ ...headers, 'content-type': 'text/plain' })).toBe('unsupported-media-type');
    expect((await post(api, list, headers)).statusCode).toBe(200);
    for (const method of ['GET', 'DELETE'] as const) {
      const answer = await api.app.inject({ method, url: '/mcp', headers });
      expect([answer.statusCode, answer.headers.allow]).toEqual([405, 'OPTIONS, POST']);
    }
  });

  it('lets a tool do only what the key may, in its name', async () => {
    const api = await useApi(accessOf('always'));
    const reader = await keyOf(api, 'read');
    const operator = await keyOf(api, 'operate', 'submit');
    const spec = JSON.stringify(specOf(2));
    const submitted = replyIn((await post(api, callOf('submit_sweep', { spec }), operator.headers)).body);
    const { id } = JSON.parse(submitted.result.content[0]?.text ?? '') as { id: string };
    expect((await post(api, callOf('cancel_sweep', { sweep: id }), reader.headers)).body).toContain(
      'cancel_sweep',
    );
    expect(await api.store.sweeps.get(id)).toMatchObject({ state: 'active' });
    await post(api, callOf('cancel_sweep', { sweep: id }), operator.headers);
    const entries = await api.store.audit.list({ limit: 10, object: id });
    expect(entries.map(({ action, actor }) => [action, actor])).toEqual([
      ['sweep.cancel', operator.id],
      ['sweep.submit', operator.id],
    ]);
  });

  it('counts every request that a tool makes', async () => {
    const api = await useApi(accessOf('always', 3));
    const { headers } = await keyOf(api, 'read');
    const listed = replyIn((await post(api, callOf('list_sweeps'), headers)).body);
    expect(listed.result.isError).not.toBe(true);
    const limited = replyIn((await post(api, callOf('list_sweeps'), headers)).body);
    expect(limited.result).toMatchObject({ isError: true });
    expect(limited.result.content[0]?.text).toContain('more than 3 requests');
    expect((await post(api, callOf('list_sweeps'), headers)).statusCode).toBe(429);
  });
});

describe('a tool at /mcp', () => {
  const listening = async (options?: Parameters<typeof useApi>[0]) => {
    const api = await useApi(options);
    return { api, url: `${await api.app.listen({ host: '127.0.0.1', port: 0 })}/mcp` };
  };
  const send = (url: string, body: object, signal?: AbortSignal) =>
    fetch(url, { method: 'POST', headers: HEADERS, body: JSON.stringify(body), ...(signal && { signal }) });

  it('stops its query when the agent has gone', async () => {
    const { api, url } = await listening({ queryLimits: { ...DEFAULT_QUERY_LIMITS, timeoutMs: 600_000 } });
    const leaving = new AbortController();
    const sql = 'SELECT count(*) FROM generate_series(1, 1000000000)';
    const running = async () =>
      (
        await api.sql(
          `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND application_name LIKE 'rote-query%'`,
        )
      ).length;
    const asked = send(url, callOf('query', { sql }), leaving.signal).then((answer) => answer.text());
    asked.catch(() => undefined);
    await waitFor(async () => (await running()) > 0 || undefined, { describe: 'the query to run' });
    leaving.abort();
    await expect(asked).rejects.toThrow();
    await waitFor(async () => (await running()) === 0 || undefined, { describe: 'the query to end' });
  });

  it('stops waiting for a sweep when the server closes', async () => {
    const { api, url } = await listening();
    const payload = specOf(1);
    const { id } = (await api.app.inject({ method: 'POST', url: '/v1/sweeps', payload })).json<{
      id: string;
    }>();
    const began = new Promise((resolve) => api.app.server.once('request', resolve));
    const waited = send(url, callOf('wait_for_sweep', { sweep: id, timeoutSeconds: 600 }));
    await began;
    await api.app.close();
    expect(replyIn(await (await waited).text()).result).toMatchObject({
      isError: true,
      content: [{ text: expect.stringContaining('shutting down') as unknown }],
    });
  });
});
