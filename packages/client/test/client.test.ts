import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { useHttpServer } from '@rote/testkit';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type { Sweep, SweepPage } from '../src/index.js';
import { createApiClient, LostAnswerError, RefusedError } from '../src/index.js';
import type { AnswerOf, InputOf, MediaTypeOf, Operation } from '../src/operation.js';

const { signal } = new AbortController();

interface Seen {
  readonly what: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** Starts an API that gives these answers, the last one again and again; returns a client and what it was asked. */
async function useApi(
  answers: readonly { readonly status?: number; readonly type?: string; readonly body: string }[],
  login = '',
) {
  const seen: Seen[] = [];
  const url = await useHttpServer((request, response) => {
    const { status = 200, type = 'application/json', body } = answers[seen.length] ?? answers.at(-1)!;
    seen.push({ what: '', headers: {}, body: '' });
    const at = seen.length - 1;
    void text(request).then((sent) => {
      seen[at] = { what: `${request.method!} ${request.url!}`, headers: request.headers, body: sent };
      response.writeHead(status, { 'content-type': type }).end(body);
    });
  });
  return { seen, api: createApiClient({ url: url.replace('//', `//${login}`), key: 'k', signal }) };
}

const json = (value: unknown): { readonly body: string } => ({ body: JSON.stringify(value) });
const problem = (status: number, fields: object) => ({
  status,
  type: 'application/problem+json; charset=utf-8',
  body: JSON.stringify({ code: 'request-invalid', detail: 'no', retryable: false, ...fields }),
});
const collect = async <T>(source: AsyncIterable<T>): Promise<readonly T[]> => {
  const all: T[] = [];
  for await (const each of source) all.push(each);
  return all;
};

describe('the types', () => {
  it('come from the OpenAPI document', () => {
    expectTypeOf<AnswerOf<Operation<'get', '/v1/sweeps'>>>().toEqualTypeOf<SweepPage>();
    expectTypeOf<AnswerOf<Operation<'get', '/v1/sweeps/{id}'>>>().toEqualTypeOf<Sweep>();
    expectTypeOf<MediaTypeOf<Operation<'get', '/v1/sweeps/{id}/report'>>>().toEqualTypeOf<'text/html'>();
    expectTypeOf<InputOf<Operation<'get', '/v1/sweeps/{id}'>>>().toExtend<{
      path: { readonly id: string };
    }>();
    type Input = InputOf<Operation<'get', '/v1/sweeps/{id}'>>;
    expectTypeOf<{ path: { id: string } }>().toExtend<Input>();
    expectTypeOf<{ path: { id: string }; body: object }>().not.toExtend<Input>();
    expectTypeOf<object>().not.toExtend<Input>();
  });
});

describe('a request', () => {
  it('fills the path, repeats a parameter for each item of a list, and sends the key', async () => {
    const { api, seen } = await useApi([json({ items: [], next: null })]);
    await collect(api.listSweeps({ label: ['a=1', 'b'], state: undefined }));
    await collect(api.listCells('a/b', { tried: false }));
    expect(seen.map(({ what }) => what)).toEqual([
      'GET /v1/sweeps?limit=500&archived=any&label=a%3D1&label=b',
      'GET /v1/sweeps/a%2Fb/cells?limit=500&tried=false',
    ]);
    expect(seen[0]!.headers.authorization).toBe('Bearer k');
  });

  it('sends the login of the URL, in UTF-8', async () => {
    const { api, seen } = await useApi([json({ items: [] })], 'ann:caf%C3%A9@');
    await api.listWorkers();
    expect(seen[0]!.headers.authorization).toBe(`Basic ${Buffer.from('ann:café').toString('base64')}`);
  });

  it('sends a spec as the text that a person wrote', async () => {
    const { api, seen } = await useApi([json({ id: '1' })]);
    await api.submit({ name: 'x' }, 'key', { mediaType: 'application/yaml', text: 'name: x # mine\n' });
    expect(seen[0]).toMatchObject({
      body: 'name: x # mine\n',
      headers: { 'content-type': 'application/yaml', 'idempotency-key': 'key' },
    });
  });
});

describe('an answer', () => {
  it('of several pages is followed to its end', async () => {
    const { api, seen } = await useApi([
      json({ items: [1], next: '/v1/sweeps?cursor=x' }),
      json({ items: [2], next: null }),
    ]);
    expect(await collect(api.listSweeps())).toEqual([1, 2]);
    expect(seen[1]!.what).toBe('GET /v1/sweeps?cursor=x');
  });

  it('to a query keeps all digits of a bigint and a numeric', async () => {
    const columns = [
      { name: 'n', type: 'bigint' },
      { name: 'x', type: 'double precision' },
    ];
    const body = `{"columns":${JSON.stringify(columns)},"rows":[{"n":9007199254740993,"x":1.5}],"truncated":false}`;
    const { api } = await useApi([{ body }]);
    const { rows } = await api.query<{ n: string; x: number }>({ sql: 'SELECT' });
    expect(rows).toEqual([{ n: '9007199254740993', x: 1.5 }]);
  });

  it('that streams arrives in chunks, and events as events', async () => {
    const events = ': hello\n\nevent: cell.finished\ndata: {"a":\ndata: 1}\n\nretry: 5\n\n';
    const { api } = await useApi([
      { type: 'text/csv; charset=utf-8', body: 'a\n1\n' },
      { type: 'text/event-stream', body: events },
    ]);
    const chunks = await collect(await api.streamQuery({ sql: 'SELECT', format: 'csv' }));
    expect(Buffer.concat(chunks).toString()).toBe('a\n1\n');
    expect(await collect(api.listenToSweep('1', signal))).toEqual([
      { type: 'cell.finished', data: '{"a":\n1}' },
    ]);
  });

  it('that never comes to a change is asked for again', async () => {
    const { api, seen } = await useApi([
      problem(503, { code: 'service-unavailable', retryable: true }),
      json({ state: 'paused' }),
    ]);
    expect(await api.pause('1')).toEqual({ state: 'paused' });
    expect(seen).toHaveLength(2);
  });
});

describe('an error', () => {
  it('is the API’s own, with its verdict and its faults', async () => {
    const { api } = await useApi([
      problem(404, { code: 'sweep-not-found', detail: 'no sweep' }),
      problem(400, { code: 'spec-invalid', detail: 'bad:\n  x', errors: [{ pointer: '/x', expected: 'y' }] }),
      problem(401, { code: 'unauthorized' }),
    ]);
    await expect(api.getSweep('1')).rejects.toMatchObject({ code: 'sweep-not-found', retryable: false });
    await expect(api.plan({})).rejects.toMatchObject({ code: 'spec-invalid', message: 'bad:\n  /x: y' });
    await expect(api.listWorkers()).rejects.toThrow(RefusedError);
  });

  it('says that what answers is no Rote API', async () => {
    const { api } = await useApi([{ type: 'text/html', body: '<p>' }]);
    await expect(api.listWorkers()).rejects.toThrow(
      /is not a Rote API: \/v1\/workers answered 200 with text\/html\.$/,
    );
  });

  it('of a connection names no address of a terminal, and is not a lost answer', async () => {
    const api = createApiClient({ url: 'http://127.0.0.1:2', signal });
    const failed = api.pause('1');
    await expect(failed).rejects.toThrow('No API answers at http://127.0.0.1:2.');
    await expect(failed).rejects.not.toThrow(LostAnswerError);
  });
});
