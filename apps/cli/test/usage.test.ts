import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { readConfig } from '@rote/runtime';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CliConfig } from '../src/cli-config.js';
import { exitCodeOf } from '../src/exit-code.js';
import { buildProgram } from '../src/program.js';

async function run(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  let text = '';
  const output = {
    write: (part: string): void => {
      text += part;
    },
  };
  const program = buildProgram({
    config: readConfig(CliConfig, { ROTE_STATE_DIR: '/nonexistent/rote', ...env }),
    env: {},
    stdin: Readable.from(['name: x\n']),
    stdout: output,
    stderr: output,
    signal: new AbortController().signal,
  });
  const error: unknown = await program.parseAsync(args, { from: 'user' }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return { text, error, exitCode: error === undefined ? 0 : exitCodeOf(error) };
}

async function serve(status: number, mediaType: string, body: string): Promise<string> {
  const server = createServer((_, response) => {
    response.writeHead(status, { 'content-type': mediaType }).end(body);
  }).listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

describe('usage', () => {
  it.each([
    '',
    'up',
    'demo',
    'submit',
    'status',
    'watch',
    'cells',
    'results',
    'sql',
    'cancel',
    'engine install',
    'engine doctor',
  ])('"rote %s --help" shows examples, and is no failure', async (command) => {
    const { text, exitCode } = await run([...command.split(' ').filter(Boolean), '--help']);
    expect(text).toContain('Examples:');
    expect(exitCode).toBe(0);
  });

  it.each([
    ['no-such-command'],
    ['submit'],
    ['submit', '-', '--priority', '1001'],
    ['cells', '--state', 'done'],
    ['sql', 'x', '--format', 'xml'],
    ['engine', 'doctor', '--engine', 'abacus'],
  ])('wrong usage (%s) exits with 2', async (...args) => {
    const { text, exitCode } = await run(args);
    expect(text).toContain('error:');
    expect(exitCode).toBe(2);
  });
});

describe('the API', () => {
  it('is not there: the message says how to start it', async () => {
    const { error, exitCode } = await run(['status', '--api', 'http://127.0.0.1:9']);
    expect(error).toMatchObject({
      code: 'service-unavailable',
      message: expect.stringMatching(/npm start.*--api/) as unknown,
    });
    expect(exitCode).toBe(1);
  });

  it('finds faults: each is named with its place', async () => {
    const errors = [
      { pointer: '/dataset', expected: 'required: a data set' },
      { pointer: '/grid', expected: 'required: a grid' },
    ];
    const problem = {
      code: 'spec-invalid',
      detail: 'this is not a sweep spec:\n  /dataset: …',
      retryable: false,
      errors,
    };
    const api = await serve(400, 'application/problem+json; charset=utf-8', JSON.stringify(problem));
    const { error } = await run(['submit', '-', '--api', api]);
    expect(error).toMatchObject({
      code: 'spec-invalid',
      message: 'this is not a sweep spec:\n  /dataset: required: a data set\n  /grid: required: a grid',
    });
  });

  it('has a problem: its code and its detail come through', async () => {
    const problem = { code: 'service-unavailable', detail: 'the database is away', retryable: true };
    const api = await serve(503, 'application/problem+json', JSON.stringify(problem));
    expect((await run(['cancel', 'latest', '--api', api])).error).toMatchObject({
      code: 'service-unavailable',
      message: 'the database is away',
      retryable: true,
    });
  });

  it('is something else: the message says so', async () => {
    const api = await serve(200, 'text/html', '<html></html>');
    expect((await run(['status'], { ROTE_API_URL: api })).error).toMatchObject({
      message: expect.stringContaining('is no Rote API') as unknown,
    });
  });
});
