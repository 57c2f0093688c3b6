import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { createApiClient } from '@rote/client';
import { useHttpServer, useTempDir } from '@rote/testkit';
import { freePort } from '@rote/testkit/system';
import { expect, it } from 'vitest';
import { runCommand } from './run-command.js';

const ID = 'aa000000-0000-4000-8000-000000000000';
const SWEEP = {
  id: ID,
  name: 'x',
  state: 'active',
  cells: 2,
  cached: 0,
  endedAt: null,
  counts: { pending: 2, queued: 0, running: 0, succeeded: 0, diverged: 0, failed: 0, cancelled: 0 },
  warnings: ['seed 1 is there twice'],
};
const { signal } = new AbortController();

it('submit uses a fresh key each time, and prints warnings beside the answer, as text or JSON', async () => {
  const keys: unknown[] = [];
  const api = await useHttpServer((request, response) => {
    keys.push(request.headers['idempotency-key']);
    response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify(SWEEP));
  });
  const { text: written, exitCode } = await runCommand(['submit', '-', '--api', api]);
  expect(exitCode).toBe(0);
  expect(written).toContain('Warning: seed 1 is there twice\n');
  expect(written).toContain('Follow it with "npx rote watch aa000000".');
  const json = await runCommand(['submit', '-', '--json', '--api', api]);
  expect(JSON.parse(json.text.replace(/^Warning.*\n/, ''))).toEqual(SWEEP);
  await runCommand(['submit', '-', '--api', api, '--idempotency-key', 'mine']);
  expect(keys).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/), expect.any(String), 'mine']);
  expect(keys[0]).not.toBe(keys[1]);
});

it('a submission whose answer was lost is repeated with the same key and body', async () => {
  const asked: unknown[] = [];
  const api = await useHttpServer((request, response) => {
    void text(request).then((body) => {
      asked.push([request.headers['idempotency-key'], body]);
      // The first is cut off when its work is done; the second arrives while the database restarts.
      if (asked.length === 1) request.socket.destroy();
      else if (asked.length === 2)
        response
          .writeHead(503, { 'content-type': 'application/problem+json' })
          .end(
            JSON.stringify({ code: 'service-unavailable', detail: 'the database is away', retryable: true }),
          );
      else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(SWEEP));
    });
  });
  const { exitCode, text: written } = await runCommand(['submit', '-', '--api', api]);
  expect(exitCode).toBe(0);
  expect(written).toContain(`Submitted sweep ${ID}`);
  expect(asked).toHaveLength(3);
  expect(new Set(asked.map((each) => JSON.stringify(each))).size).toBe(1);
});

it('a cancellation whose answer was lost does not count as a failure', async () => {
  const asked: string[] = [];
  const url = await useHttpServer((request, response) => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
    if (asked.length === 1) request.socket.destroy();
    else if (request.method === 'POST')
      response
        .writeHead(409, { 'content-type': 'application/problem+json' })
        .end(JSON.stringify({ code: 'sweep-ended', detail: 'it is cancelled already', retryable: false }));
    else
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ ...SWEEP, state: 'cancelled' }));
  });
  await expect(createApiClient({ url, signal }).cancel(ID)).resolves.toMatchObject({ state: 'cancelled' });
  expect(asked).toEqual([
    `POST /v1/sweeps/${ID}/cancel`,
    `POST /v1/sweeps/${ID}/cancel`,
    `GET /v1/sweeps/${ID}`,
  ]);
});

it('a submission that never reached an API fails at once', async () => {
  const port = await freePort();
  const { exitCode, error } = await runCommand(['submit', '-', '--api', `http://127.0.0.1:${String(port)}`]);
  expect(exitCode).toBe(1);
  expect(error).toMatchObject({ message: expect.stringContaining('No API answers') as unknown });
});

it('a plan estimates its time, and says from how many cells and without which', async () => {
  const demo = fileURLToPath(new URL('../../../examples/demo.yaml', import.meta.url));
  const estimate = {
    seconds: 330,
    secondsAtMost: 7200,
    secondsInterval: { low: 240, high: 500 },
    slotSeconds: 600,
    slotSecondsInterval: { low: 500, high: 720 },
    recordedSweeps: 5,
    gpuMemoryMb: null as number | null,
    slots: 2,
    recordedCells: 34,
    cellsWithout: 3,
  };
  const planWith = async (answer: object) => {
    const api = await useHttpServer((_request, response) => {
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ cells: 9, cached: 2, known: 0, fresh: 7, warnings: [], ...answer }));
    });
    return (await runCommand(['plan', demo, '--api', api])).text;
  };
  expect(await planWith({ estimate })).toContain(
    [
      '  about 5 min 30 s on 2 slots if they are free, 2 h if no cell stops early, from 34 recorded cells',
      '  in 80 of 100 cases 4 min to 8 min 20 s, learned from 5 sweeps: done at ',
    ].join('\n'),
  );
  expect(await planWith({ estimate })).toContain(
    [
      '  10 min of one slot, in 80 of 100 cases 8 min 20 s to 12 min',
      '  peak memory unknown: only trainers on GPUs are measured',
      '  without 3 cells of architectures without any recorded cell',
    ].join('\n'),
  );
  expect(await planWith({ estimate: { ...estimate, gpuMemoryMb: 4321 } })).toContain(
    '  at most 4,321 MiB of GPU memory for a trainer',
  );
  expect(
    await planWith({ estimate: { ...estimate, secondsAtMost: 330, slots: 0, cellsWithout: 0 } }),
  ).toMatch(/about 5 min 30 s on one slot \(no worker is live\), from 34 recorded cells\n/);
  expect(await planWith({ estimate: null })).toContain('no estimate of the time: no cell');
  expect(await planWith({ estimate: null, fresh: 0 })).not.toContain('estimate');
});

it('submits the text of a file with its comments, also with another priority, and JSON as JSON', async () => {
  const bodies: unknown[] = [];
  const api = await useHttpServer((request, response) => {
    void text(request).then((body) => {
      bodies.push([request.headers['content-type'], body]);
      response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify(SWEEP));
    });
  });
  const folder = await useTempDir();
  const submitFile = async (name: string, content: string, ...options: readonly string[]) => {
    const file = path.join(folder, name);
    await writeFile(file, content);
    expect((await runCommand(['submit', file, '--api', api, ...options])).exitCode).toBe(0);
    return bodies.pop();
  };
  const yaml = '# Why.\nname: x # what\ngrid: { seed: [1] }\npriority: 1 # later\n';
  expect(await submitFile('x.yaml', yaml)).toEqual(['application/yaml', yaml]);
  expect(await submitFile('x.yaml', yaml, '--priority', '7')).toEqual([
    'application/yaml',
    yaml.replace('priority: 1', 'priority: 7'),
  ]);
  expect(await submitFile('x.yaml', '# Why.\nname: x', '--priority', '7')).toEqual([
    'application/yaml',
    '# Why.\nname: x\npriority: 7\n',
  ]);
  expect(await submitFile('x.yaml', '{ name: x } # in braces', '--priority', '7')).toEqual([
    'application/json',
    '{"name":"x","priority":7}',
  ]);
  const json = '{ "name":   "x" }';
  expect(await submitFile('x.json', json)).toEqual(['application/json', json]);
  expect(await submitFile('x.json', json, '--priority', '7')).toEqual([
    'application/json',
    '{"name":"x","priority":7}',
  ]);
});

it('source prints the text that the API keeps', async () => {
  const kept = '# Why.\nname: x\n';
  const api = await useHttpServer((request, response) => {
    const isSource = request.url === `/v1/sweeps/${ID}/source`;
    response
      .writeHead(200, { 'content-type': isSource ? 'application/yaml; charset=utf-8' : 'application/json' })
      .end(isSource ? kept : JSON.stringify({ items: [SWEEP], next: null }));
  });
  expect((await runCommand(['source', 'latest', '--api', api])).text).toBe(kept);
});
