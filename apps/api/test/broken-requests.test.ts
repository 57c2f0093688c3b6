import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { Problem } from '@rote/contracts';
import { findFaults } from '@rote/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApi, type TestApi, useApi } from './support/test-api.js';

let api: TestApi;
let port: number;
beforeAll(async () => {
  api = await startTestApi({ limits: { requestMs: 400, checkMs: 50 } });
  port = Number(new URL(await api.app.listen({ host: '127.0.0.1', port: 0 })).port);
});
afterAll(() => api.close());

/** Returns everything that the server answers to some bytes, until it closes the connection. */
async function answerTo(bytes: string): Promise<{ status: number; head: string; problem: Problem }> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write(bytes);
  const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
  return { status: Number(head.split(' ')[1]), head, problem: JSON.parse(body) as Problem };
}

const HOST = 'Host: localhost\r\n';

describe('answers broken and unfinished requests with a problem', () => {
  it.each([
    ['text that is not HTTP', 'hello\r\n\r\n', 400, 'request-invalid'],
    ['an invalid header', `GET / HTTP/1.1\r\n${HOST}b a d\r\n\r\n`, 400, 'request-invalid'],
    [
      'two lengths',
      `POST /v1/sweeps HTTP/1.1\r\n${HOST}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}`,
      400,
      'request-invalid',
    ],
    [
      'endless headers',
      `GET / HTTP/1.1\r\n${HOST}X: ${'x'.repeat(17_000)}\r\n\r\n`,
      431,
      'headers-too-large',
    ],
    ['an expectation', `GET / HTTP/1.1\r\n${HOST}Expect: miracles\r\n\r\n`, 417, 'expectation-failed'],
    [
      'a body that never arrives completely',
      `POST /v1/sweeps HTTP/1.1\r\n${HOST}Content-Type: application/json\r\nContent-Length: 9\r\n\r\n{`,
      408,
      'request-timeout',
    ],
    ['headers that never arrive completely', `GET / HTTP/1.1\r\n${HOST}`, 408, 'request-timeout'],
  ])('%s', async (_, bytes, status, code) => {
    const answer = await answerTo(bytes);
    expect([answer.status, answer.problem.status, answer.problem.code]).toEqual([status, status, code]);
    expect(answer.head).toMatch(/content-type: application\/problem\+json/i);
    expect(answer.head).toMatch(/x-request-id: \S+/i);
    expect(findFaults(Problem, answer.problem)).toEqual([]);
  });

  it('two Host headers', async () => {
    const answer = await answerTo(`GET / HTTP/1.1\r\n${HOST}Host: evil.example\r\nConnection: close\r\n\r\n`);
    expect([answer.status, answer.problem.code]).toEqual([400, 'request-invalid']);
  });
});

it.each(['/v1/sweeps/%', `/v1/sweeps/${'x'.repeat(500)}`])(
  'an address that cannot be read gets the headers of every answer: %s',
  async (url) => {
    const { statusCode, headers } = await api.app.inject(url);
    expect([statusCode, headers['x-content-type-options']]).toEqual([400, 'nosniff']);
    expect(headers['x-request-id']).toMatch(/\S/);
  },
);

it('the form of a body that is not read does not matter', async () => {
  const headers = { 'content-encoding': 'gzip', 'content-type': 'text/csv; charset=latin1' };
  expect((await api.app.inject({ url: '/v1/workers', headers })).statusCode).toBe(200);
  expect((await api.app.inject({ method: 'POST', url: '/v1/sweeps', headers })).statusCode).toBe(415);
});

it('only a request in progress delays closing, and it is answered', async () => {
  const { app } = await useApi();
  const at = Number(new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port);
  const [silent, halting, asking] = [0, 1, 2].map(() => connect(at, '127.0.0.1'));
  if (silent === undefined || halting === undefined || asking === undefined) throw new Error('three sockets');
  await Promise.all([silent, halting, asking].map((socket) => once(socket, 'connect')));
  const began = once(app.server, 'request');
  halting.write(`GET / HTTP/1.1\r\n${HOST}`);
  asking.write(
    `POST /v1/sweeps HTTP/1.1\r\n${HOST}Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{`,
  );
  await began;
  const answer = text(asking);
  const closed = app.close();
  expect(await Promise.all([silent, halting].map((socket) => text(socket)))).toEqual(['', '']);
  asking.write('}');
  expect(await answer).toMatch(/^HTTP\/1.1 422 /);
  await closed;
});
