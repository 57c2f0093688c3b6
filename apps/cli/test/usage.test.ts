import { useHttpServer } from '@rote/testkit';
import { describe, expect, it } from 'vitest';
import { openClient } from '../src/open-client.js';
import { runCommand as run } from './run-command.js';

/** Starts an API that gives this answer to everything. */
const answer = (status: number, mediaType: string, body: string): Promise<string> =>
  useHttpServer((_, response) => {
    response.writeHead(status, { 'content-type': mediaType }).end(body);
  });

describe('usage', () => {
  it.each([
    '',
    'up',
    'demo',
    'submit',
    'status',
    'watch',
    'cells',
    'plan',
    'init',
    'presets',
    'source',
    'cell',
    'why',
    'curve',
    'queues',
    'clone',
    'extend',
    'diff',
    'sweeps',
    'label',
    'archive',
    'unarchive',
    'delete',
    'workers',
    'results',
    'report',
    'export',
    'import',
    'sql',
    'psql',
    'grant',
    'pause',
    'resume',
    'priority',
    'retry',
    'cancel',
    'keys',
    'keys create',
    'keys list',
    'keys revoke',
    'projects',
    'projects create',
    'projects delete',
    'projects list',
    'projects set',
    'webhooks',
    'webhooks create',
    'webhooks deliveries',
    'webhooks delete',
    'webhooks list',
    'webhooks replay',
    'engine install',
    'engine doctor',
  ])('"rote %s --help" shows examples, and succeeds', async (command) => {
    const { text, exitCode } = await run([...command.split(' ').filter(Boolean), '--help']);
    expect(text).toContain('Examples:');
    expect(exitCode).toBe(0);
  });

  it.each([
    ['no-such-command'],
    ['submit'],
    ['submit', '-', '--priority', '1001'],
    ['cells', '--state', 'done'],
    ['pause'],
    ['report'],
    ['priority', 'latest'],
    ['extend', 'latest'],
    ['extend', 'latest', 'seed'],
    ['clone', 'latest', 'training.epochs'],
    ['diff', 'latest'],
    ['label', 'latest', 'no label'],
    ['label', 'latest', '=x'],
    ['archive'],
    ['delete'],
    ['sweeps', '--archived', 'maybe'],
    ['priority', 'latest', '1001'],
    ['retry', 'latest', '--class', 'flu'],
    ['retry', 'latest', '--seed', '-1'],
    ['retry', 'latest', '--seed'],
    ['sql', 'x', '--format', 'xml'],
    ['sql'],
    ['sql', 'select 1', 'select 2'],
    ['sql', 'select 1', '--file', 'x.sql'],
    ['sql', '--jsn', 'select 1'],
    ['no-such-command', '--help'],
    ['help', 'no-such-command'],
    ['status', '--format', 'yaml'],
    ['keys', 'create', '--name', 'x'],
    ['keys', 'create', '--name', 'x', '--scope', 'root'],
    ['keys', 'revoke'],
    ['engine', 'doctor', '--engine', 'abacus'],
  ])('exits with 2 on wrong usage (%s)', async (...args) => {
    const { text, exitCode } = await run(args);
    expect(text).toContain('error:');
    expect(exitCode).toBe(2);
  });
});

describe('the API', () => {
  it('is not running: the message says how to start it', async () => {
    const { error, exitCode } = await run(['status', '--api', 'http://127.0.0.1:2']);
    expect(error).toMatchObject({
      code: 'service-unavailable',
      message: expect.stringMatching(/npm start.*--api/) as unknown,
    });
    expect(exitCode).toBe(1);
  });

  it('does not answer in time: the message says so, and not that it is down', async () => {
    const url = await useHttpServer(() => undefined);
    const { signal } = new AbortController();
    const api = openClient({ url, signal, requestTimeoutMs: 50 });
    await expect(api.ready()).rejects.toMatchObject({
      code: 'service-unavailable',
      message: expect.stringMatching(/has not answered \/readyz within 0\.05 s/) as unknown,
      retryable: true,
    });
  });

  it('finds faults: each is reported with its place', async () => {
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
    const api = await answer(400, 'application/problem+json; charset=utf-8', JSON.stringify(problem));
    const { error } = await run(['submit', '-', '--api', api]);
    expect(error).toMatchObject({
      code: 'spec-invalid',
      message:
        'standard input: this is not a sweep spec:\n  /dataset (line 1, column 1): required: a data set\n  /grid (line 1, column 1): required: a grid',
    });
    expect((await run(['plan', '-'])).error).toMatchObject({
      message: expect.stringContaining('\n  /dataset (line 1, column 1): expected ') as unknown,
    });
  });

  it('has an invalid address', async () => {
    for (const address of ['nonsense', 'ftp://host:1', 'http://host:port'])
      expect((await run(['status', '--api', address])).error).toMatchObject({
        code: 'config-invalid',
        message: '--api is not a valid URL: expected http://host:port.',
      });
    expect((await run(['status', '--api', 'http://user:a#b@host'])).error).toMatchObject({
      message: expect.stringMatching(/expected http:\/\/host:port\. Percent-encode/) as unknown,
    });
    const { error } = await run(['status', '--api', 'http://127.0.0.1:1']);
    expect(error).toMatchObject({
      code: 'config-invalid',
      message: expect.stringMatching(/fetch blocks port 1,/) as unknown,
    });
    expect(error).not.toHaveProperty('cause');
  });

  it('reports a problem: its code and its detail come through', async () => {
    const problem = { code: 'service-unavailable', detail: 'the database is away', retryable: true };
    const api = await answer(503, 'application/problem+json', JSON.stringify(problem));
    expect((await run(['cancel', 'latest', '--api', api])).error).toMatchObject({
      code: 'service-unavailable',
      message: 'the database is away',
      retryable: true,
    });
  });

  it('is something else: the message says so', async () => {
    const api = await answer(200, 'text/html', '<html></html>');
    expect((await run(['status'], { ROTE_API_URL: api })).error).toMatchObject({
      message: expect.stringContaining('is not a Rote API') as unknown,
    });
  });
});
