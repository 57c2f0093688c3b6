import { text } from 'node:stream/consumers';
import type { CancelledSweep, CellSummary, Sweep } from '@rote/contracts';
import { expandSweep, parseSweepSpec } from '@rote/domain';
import { useHttpServer } from '@rote/testkit';
import { describe, expect, it } from 'vitest';
import { describeFailure } from '../src/sweeps/describe-failure.js';
import { runCommand } from './run-command.js';

const ID = 'aa000000-0000-4000-8000-000000000000';

const SWEEP: Sweep = {
  id: ID,
  name: 'my sweep',
  project: 'default',
  labels: { paper: 'figure-1a' },
  notes: '',
  archivedAt: null,
  revision: 3,
  state: 'paused',
  priority: -5,
  device: 'any',
  keepWeights: true,
  timeLimitSeconds: 5400,
  createdAt: '2026-01-01T00:00:00.000Z',
  pausedAt: '2026-01-02T00:00:00.000Z',
  endedAt: null,
  cells: 4,
  cached: 0,
  counts: { pending: 3, queued: 0, running: 0, succeeded: 0, diverged: 0, failed: 1, cancelled: 0 },
  slotSeconds: 5400,
  imagesPerSecond: null,
  waitingForGpu: 0,
  remainingSeconds: null,
  remainingInterval: null,
  etaInterval: null,
  eta: null,
  spec: { name: 'my sweep', dataset: 'synthetic', grid: { architecture: ['mlp-1x8'] }, keepWeights: true },
};

/** Runs a command against an API that has the sweep, and records the requests. */
async function ask(
  args: readonly string[],
  waiting: readonly Partial<CellSummary>[] = [],
  sweep: Partial<CancelledSweep> = {},
) {
  const asked: unknown[] = [];
  const url = await useHttpServer((request, response) => {
    void text(request).then((body) => {
      asked.push([request.method, request.url, ...(body === '' ? [] : [JSON.parse(body) as unknown])]);
      const path = request.url ?? '';
      const answer = path.endsWith('/retry')
        ? { retried: 2, sweep: SWEEP }
        : path.includes('/cells?')
          ? { items: waiting, next: null }
          : { ...SWEEP, ...sweep };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
  });
  return { ...(await runCommand([...args, '--api', url])), asked };
}

describe('rote', () => {
  it.each([
    ['pause', 'active', `Paused sweep ${ID} "my sweep".`],
    ['pause', 'paused', `Sweep ${ID} "my sweep" is already paused.`],
    ['resume', 'paused', `Resumed sweep ${ID} "my sweep".`],
    ['resume', 'active', `Sweep ${ID} "my sweep" was not paused.`],
  ] as const)('%s changes an %s sweep, and shows its progress', async (command, state, words) => {
    const { asked, text, exitCode } = await ask([command, ID], [], { state });
    expect(asked).toEqual([
      ['GET', `/v1/sweeps/${ID}`],
      ['POST', `/v1/sweeps/${ID}/${command}`],
    ]);
    const outlook = state === 'paused' ? 'paused' : 'ETA unknown';
    expect(text).toBe(
      `${words}\n[xxxxx---------------] 0/4 done, 0 running, 1 failed, 3 waiting, ${outlook}\n`,
    );
    expect(exitCode).toBe(0);
  });

  const OTHER = { sweep: 'bb000000-0000-4000-8000-000000000000', paused: false, cells: 3 };

  it.each([
    [[OTHER], '3 continue because sweep bb000000 wants them'],
    [[OTHER, OTHER], '3 continue because sweep bb000000 and 1 other want them'],
    [[{ ...OTHER, paused: true }], '3 wait for paused sweep bb000000'],
    [[], '3 are still being cancelled'],
  ])('cancel says which sweeps want the remaining cells: %j', async (wantedBy, rest) => {
    const { text } = await ask(['cancel', ID], [], { state: 'cancelled', wantedBy });
    expect(text).toBe(
      `Cancelled sweep ${ID} "my sweep": 0 cells cancelled, 0 have their results, ${rest}.\n`,
    );
  });

  it.each(['7', '-5', '+0'])('sets priority %s', async (priority) => {
    const { asked, text } = await ask(['priority', ID, priority]);
    expect(asked).toEqual([['PATCH', `/v1/sweeps/${ID}`, { priority: Number(priority) }]]);
    expect(text).toBe(`Sweep ${ID} "my sweep" has priority -5.\n`);
  });

  it.each([
    [[], {}],
    [['--class', 'crash', 'data'], { failureClass: ['crash', 'data'] }],
    [['--class', 'crash', '--class', 'data'], { failureClass: ['crash', 'data'] }],
    [
      ['--architecture', 'mlp-1x8', '--corruption', 'none', '--regularizer', 'weight-decay'],
      { architecture: ['mlp-1x8'], corruption: ['none'], regularizer: ['weight-decay'] },
    ],
    [['--seed', '1', '2', '--cell', 'a'.repeat(64)], { seed: [1, 2], cells: ['a'.repeat(64)] }],
  ])('retries the cells that match %j', async (options, filter) => {
    const { asked, text } = await ask(['retry', ID, ...options]);
    expect(asked).toEqual([['POST', `/v1/sweeps/${ID}/retry`, filter]]);
    expect(text).toBe(`Retrying 2 cells of sweep ${ID} "my sweep"; 1 remain failed.\n`);
  });

  it('status shows that a sweep is paused, and what it keeps', async () => {
    const { text } = await ask(['status', ID]);
    expect(text).toContain('state     paused\n');
    expect(text).toContain('weights   kept\n');
    expect(text).toContain('limit     1 h 30 min for an attempt\n');
    expect(text).toContain(`paused    ${SWEEP.pausedAt ?? ''}\n`);
    expect(text).not.toContain('eta');
  });

  it('status shows why cells wait for a retry', async () => {
    const error = { class: 'data', message: 'no folder imagenet' } as const;
    const dueAt = '2026-01-01T00:00:00.000Z';
    const { text, asked } = await ask(
      ['status', ID],
      [
        { id: 'ab'.repeat(32), error, nextAttempt: { failures: 1, mostFailures: 3, dueAt } },
        // Returned, not failed.
        { id: 'cd'.repeat(32), error: null, nextAttempt: null },
      ],
    );
    expect(text).toContain(
      'waiting   abababababab after data: no folder imagenet (failure 1 of 3, next attempt is due)\n',
    );
    expect(text).not.toContain('cdcdcd');
    expect(asked.at(-1)).toEqual(['GET', `/v1/sweeps/${ID}/cells?limit=500&state=pending&tried=true`]);
  });
});

it.each([
  [null, 'crash: killed'],
  ['2026-01-01T00:00:03.200Z', 'crash: killed (failure 2 of 3, next attempt in 4 s)'],
  ['2025-12-31T23:59:00.000Z', 'crash: killed (failure 2 of 3, next attempt is due)'],
])('describes a failed cell that is due at %s', (dueAt, words) => {
  const nextAttempt = dueAt === null ? null : { failures: 2, mostFailures: 3, dueAt };
  const cell = { error: { class: 'crash', message: 'killed' }, nextAttempt } as const;
  expect(describeFailure(cell, new Date('2026-01-01T00:00:00.000Z'))).toBe(words);
});

/** Returns what a command prints to a pipe when the API gives these answers. */
async function show(args: readonly string[], answerTo: (path: string) => object): Promise<string> {
  const url = await useHttpServer((request, response) => {
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify(answerTo(request.url ?? '')));
  });
  return (await runCommand([...args, '--api', url])).text;
}

const CELL = [...expandSweep(parseSweepSpec(SWEEP.spec))].map(({ cell }) => cell)[0];

it('status prints whole seconds for programs', async () => {
  const page = { items: [{ ...SWEEP, remainingSeconds: 274.5078368260735 }], next: null };
  expect(await show(['status', '--format', 'csv'], () => page)).toContain(',275,2026-01-01T');
});

it('cells says how many of how many it lists', async () => {
  const cell = { id: 'ab'.repeat(32), cell: CELL, error: null, nextAttempt: null };
  const answerTo = (path: string): object =>
    path.includes('/cells?') ? { items: [cell, cell, cell], next: null } : { ...SWEEP, cells: 38 };
  expect(await show(['cells', ID, '--limit', '2'], answerTo)).toMatch(/^2 of 38 cells: /);
  expect(await show(['cells', ID], answerTo)).toMatch(/^3 cells: /);
});

it('cell rounds losses, and omits the output of a trainer that wrote nothing', async () => {
  const score = { loss: 0.123456789, accuracy: 0.5 };
  const detail = {
    cell: CELL,
    nextAttempt: null,
    result: {
      outcome: 'succeeded',
      stopReason: 'epochs',
      epochs: 1,
      final: { train: score, test: score },
      epochsToFit: null,
      seconds: 1,
    },
    attempts: ['', 'Killed\n'].map((stderr, index) => ({
      number: index + 1,
      outcome: 'failed',
      engine: { name: 'wasm', device: 'cpu' },
      error: { class: 'time-limit', message: 'it took too long' },
      stderr,
    })),
  };
  const text = await show(['cell', 'ab'.repeat(32)], () => detail);
  expect(text).toContain('loss          train 0.1235, test 0.1235\n');
  expect(text.match(/\|.*/g)).toEqual(['| Killed']);
});
