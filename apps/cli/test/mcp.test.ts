import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import type { CellWhy, QueryAnswer, SubmittedSweep, SweepPlan } from '@rote/contracts';
import {
  architectureName,
  type Cell,
  corruptionName,
  expandSweep,
  parseSweepSpec,
  regularizerName,
  type Scope,
} from '@rote/domain';
import type { ClaimedAttempt } from '@rote/store';
import { openProxiedStore, type ProxiedStore } from '@rote/testkit';
import { epochOf, resultOf } from '@rote/testkit/values';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiProcess, startApi } from './api-process.js';

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const ENGINE = { name: 'wasm', version: '4.22.0', device: 'cpu', deviceName: 'a CPU' } as const;

const SPEC = {
  name: 'known',
  dataset: { name: 'synthetic', train: 20, test: 10 },
  grid: {
    corruption: ['none', 'random-labels'],
    regularizer: ['none', 'weight-decay'],
    architecture: ['mlp-1x8', 'mlp-3x8'],
    seed: [1, 2],
  },
  training: { epochs: 4 },
};

/** What a cell does on the test set, by regularizer, architecture and seed; every cell fits its labels. */
const WITH_TRUE_LABELS: Readonly<Record<string, readonly [number, number]>> = {
  'none mlp-1x8': [0.5, 0.6],
  'none mlp-3x8': [0.7, 0.8],
  'weight-decay mlp-1x8': [0.6, 0.7],
  'weight-decay mlp-3x8': [0.9, 0.8],
};
const WITH_RANDOM_LABELS = [0.12, 0.1] as const;
/** The one that has yet to be trained. */
const LEFT = 'random-labels weight-decay mlp-3x8 2';

function accuracyOf({ corruption, regularizer, architecture, seed }: Cell): number {
  const named = `${regularizerName(regularizer)} ${architectureName(architecture)}`;
  const values = corruption.kind === 'none' ? WITH_TRUE_LABELS[named]! : WITH_RANDOM_LABELS;
  return values[seed - 1]!;
}
const nameOf = ({ corruption, regularizer, architecture, seed }: Cell): string =>
  [corruptionName(corruption), regularizerName(regularizer), architectureName(architecture), seed].join(' ');

let base: ProxiedStore & { close(): Promise<void> };
let api: ApiProcess;
const agents: Client[] = [];
let agent: Client;

/** Submits the sweep, and ends all of its cells but one with known results. */
async function trainKnown(): Promise<void> {
  const { store } = base;
  const spec = parseSweepSpec(SPEC);
  await store.sweeps.submit({ spec, cells: expandSweep(spec) });
  const workerId = randomUUID();
  await store.workers.register({
    id: workerId,
    host: 'here',
    pid: 1,
    slots: 1,
    engine: ENGINE,
    gpuFault: null,
  });
  const claims: ClaimedAttempt[] = [];
  for (;;) {
    const [job] = await store.feed.markQueued(1);
    if (job === undefined) break;
    claims.push((await store.attempts.claim({ ...job, workerId, engine: ENGINE }))!);
  }
  for (const { ref, cell } of claims) {
    if (nameOf(cell) === LEFT) {
      await store.attempts.release(ref);
      continue;
    }
    await store.attempts.recordStart(ref, { step: 0, epoch: 0 });
    const accuracy = accuracyOf(cell);
    const final = epochOf(4, {
      train: { loss: 0.01, accuracy: 1 },
      test: { loss: cell.corruption.kind === 'none' ? 1 : NaN, accuracy },
      bestTestAccuracy: accuracy,
    });
    await store.attempts.finish(ref, resultOf({ epochs: 4, final }), null);
  }
  await store.workers.stop(workerId);
}

/** Starts `rote mcp` as an agent's program does. */
async function startAgent(scopes: readonly Scope[], ...args: readonly string[]): Promise<Client> {
  const { key } = await base.store.keys.create({ name: scopes.join(), scopes });
  const client = new Client({ name: 'a test', version: '1.0.0' });
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [MAIN, 'mcp', ...args],
      env: {
        PATH: process.env['PATH'] ?? '',
        ROTE_API_URL: api.url,
        ROTE_API_KEY: key,
        ROTE_STATE_DIR: '/nonexistent/rote',
      },
    }),
  );
  agents.push(client);
  return client;
}

beforeAll(async () => {
  base = await openProxiedStore();
  // Before the API's feeder queues the cells.
  await trainKnown();
  await base.store.keys.create({ name: 'first', scopes: ['admin'] });
  api = await startApi(base.url);
  agent = await startAgent(['read', 'sql', 'submit']);
}, 120_000);
afterAll(async () => {
  for (const client of agents) await client.close();
  await api.stop();
  await base.close();
});

type Content = readonly { readonly type: string; readonly text?: string; readonly data?: string }[];

/** Calls a tool and returns what it says. */
async function ask(name: string, input: object = {}, client = agent) {
  const answer = await client.callTool({ name, arguments: { ...input } });
  const [content] = answer.content as Content;
  return { isError: answer.isError === true, content, text: content?.text ?? '' };
}

async function askFor<T>(name: string, input: object = {}, client = agent): Promise<T> {
  const { isError, text } = await ask(name, input, client);
  expect(isError, text).toBe(false);
  return JSON.parse(text) as T;
}

/** The first row of a query, as a list. */
const rowOf = async (sql: string, params: object = {}): Promise<readonly unknown[]> =>
  Object.values((await askFor<QueryAnswer>('query', { sql, params })).rows[0] ?? {});

describe('the tools of "rote mcp"', () => {
  it('only read, unless scopes are allowed', async () => {
    const { tools } = await agent.listTools();
    expect(tools.map(({ name }) => name)).not.toContain('submit_sweep');
    expect(tools.every(({ annotations }) => annotations?.readOnlyHint === true)).toBe(true);
    await expect(ask('submit_sweep', { spec: 'name: x' })).rejects.toThrow('submit_sweep');
    const operator = await startAgent(['operate', 'submit'], '--allow', 'submit', 'operate');
    const all = (await operator.listTools()).tools.map(({ name }) => name);
    expect(all).toEqual(
      expect.arrayContaining(['submit_sweep', 'cancel_sweep', 'pause_sweep', 'resume_sweep', 'retry_sweep']),
    );
  });

  it('say what is wrong, and how to correct it', async () => {
    expect((await ask('query', { sql: 'SELECT nothing_of_the_kind' })).text).toContain('nothing_of_the_kind');
    expect((await ask('query', { sql: 'DROP VIEW results' })).isError).toBe(true);
    expect((await ask('get_sweep', { sweep: 'no such sweep' })).text).toContain('no such sweep');
    expect((await ask('plan_sweep', { spec: 'grid: { architecture: [mlp-512] }' })).text).toContain(
      'mlp-1x512',
    );
    expect((await ask('query', { sql: 5 })).isError).toBe(true);
    const reader = await startAgent(['read']);
    expect((await ask('query', { sql: 'SELECT 1' }, reader)).text).toContain('"sql"');
  });

  it('submit once, pause, resume, retry, wait and cancel', async () => {
    const operator = await startAgent(['operate', 'submit', 'read'], '--allow', 'submit', 'operate');
    const spec = JSON.stringify({ ...SPEC, name: 'more', grid: { ...SPEC.grid, seed: [9] } });
    const submit = { spec, idempotencyKey: 'once' };
    const { id } = await askFor<SubmittedSweep>('submit_sweep', submit, operator);
    expect((await askFor<SubmittedSweep>('submit_sweep', submit, operator)).id).toBe(id);
    expect(await askFor('pause_sweep', { sweep: id }, operator)).toMatchObject({ state: 'paused' });
    const { items } = await askFor<{ items: readonly { reason: string; cells: number }[] }>('why', {
      sweep: id,
    });
    expect(items.map(({ reason, cells }) => [reason, cells])).toEqual([['paused', 8]]);
    expect(await askFor('resume_sweep', { sweep: id }, operator)).toMatchObject({ state: 'active' });
    expect(await askFor('wait_for_sweep', { sweep: id, timeoutSeconds: 1 })).toMatchObject({
      state: 'active',
    });
    expect(await askFor('retry_sweep', { sweep: id }, operator)).toMatchObject({ retried: 0 });
    expect(await askFor('cancel_sweep', { sweep: id }, operator)).toMatchObject({ state: 'cancelled' });
    expect(await askFor('wait_for_sweep', { sweep: id })).toMatchObject({ state: 'cancelled' });
  });
});

it('"rote mcp" ends with 0 when the agent closes its input, and with 130 at Ctrl-C', async () => {
  const hello = {
    ...{ jsonrpc: '2.0', id: 1, method: 'initialize' },
    params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'a test', version: '1' } },
  };
  const start = async () => {
    const child = spawn(process.execPath, [MAIN, 'mcp', '--api', api.url], {
      env: { PATH: process.env['PATH'], ROTE_STATE_DIR: '/nonexistent/rote' },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    child.stdin.write(`${JSON.stringify(hello)}\n`);
    await once(child.stdout, 'data');
    return { child, exited: once(child, 'exit') };
  };
  const closed = await start();
  closed.child.stdin.end();
  expect(await closed.exited).toEqual([0, null]);
  const interrupted = await start();
  interrupted.child.kill('SIGINT');
  expect(await interrupted.exited).toEqual([130, null]);
});

describe('a research question', () => {
  const sweep = 'known';
  const KNOWN = `FROM results WHERE sweep = :sweep AND state = 'succeeded'`;

  it.each<[string, () => Promise<unknown>, unknown]>([
    [
      'How many cells has the sweep?',
      () => rowOf('SELECT count(*) FROM results WHERE sweep = :sweep', { sweep }),
      ['16'],
    ],
    ['How many have a result?', () => rowOf(`SELECT count(*) ${KNOWN}`, { sweep }), ['15']],
    [
      'Do all networks fit random labels?',
      () => rowOf(`SELECT bool_and(train_accuracy = 1) ${KNOWN} AND corruption = 'random-labels'`, { sweep }),
      [true],
    ],
    [
      'How well do they generalize with true labels?',
      () =>
        rowOf(`SELECT round(avg(test_accuracy)::numeric, 4)::float8 ${KNOWN} AND corruption = 'none'`, {
          sweep,
        }),
      [0.7],
    ],
    [
      'And with random labels?',
      () => rowOf(`SELECT max(test_accuracy) ${KNOWN} AND corruption = 'random-labels'`, { sweep }),
      [0.12],
    ],
    [
      'Which architecture is best with true labels?',
      () =>
        rowOf(
          `SELECT architecture ${KNOWN} AND corruption = 'none' GROUP BY 1 ORDER BY avg(test_accuracy) DESC LIMIT 1`,
          { sweep },
        ),
      ['mlp-3x8'],
    ],
    [
      'What does weight decay gain?',
      () =>
        rowOf(
          `SELECT round((avg(test_accuracy) FILTER (WHERE regularizer = 'weight-decay') - avg(test_accuracy) FILTER (WHERE regularizer = 'none'))::numeric, 4)::float8 ${KNOWN} AND corruption = 'none'`,
          { sweep },
        ),
      [0.1],
    ],
    [
      'Which cell generalizes best?',
      () =>
        rowOf(`SELECT architecture, regularizer, seed ${KNOWN} ORDER BY test_accuracy DESC LIMIT 1`, {
          sweep,
        }),
      ['mlp-3x8', 'weight-decay', '1'],
    ],
    [
      'How far do seeds differ?',
      () =>
        rowOf(
          `SELECT round(max(d)::numeric, 4)::float8 FROM (SELECT max(test_accuracy) - min(test_accuracy) AS d ${KNOWN} GROUP BY corruption, regularizer, architecture) s`,
          { sweep },
        ),
      [0.1],
    ],
    [
      'How many losses are NaN?',
      () => rowOf(`SELECT count(*) ${KNOWN} AND test_loss = 'NaN'`, { sweep }),
      ['7'],
    ],
    [
      'What is the loss of the first cell?',
      () => rowOf(`SELECT test_loss ${KNOWN} AND corruption = 'random-labels' LIMIT 1`, { sweep }),
      ['NaN'],
    ],
    ['Which engine trained them?', () => rowOf(`SELECT DISTINCT engine ${KNOWN}`, { sweep }), ['wasm']],
    [
      'How many epochs did they take?',
      () => rowOf(`SELECT min(epochs), max(epochs) ${KNOWN}`, { sweep }),
      [4, 4],
    ],
    [
      'What has the curve of a cell?',
      () =>
        rowOf(`SELECT count(DISTINCT cell), max(epoch) FROM learning_curves WHERE sweep = :sweep`, { sweep }),
      ['15', 4],
    ],
    [
      'What is the sweep called?',
      async () => (await askFor<{ name: string }>('get_sweep', { sweep })).name,
      sweep,
    ],
    [
      'What is its state?',
      async () => (await askFor<{ state: string }>('get_sweep', { sweep })).state,
      'active',
    ],
    [
      'Which of its rows comes first?',
      async () =>
        (await askFor<{ items: readonly { seed: number }[] }>('results', { sweep, limit: 1 })).items[0]?.seed,
      1,
    ],
    [
      'Why does the last cell wait?',
      async () => {
        const cell = (
          await rowOf(`SELECT cell FROM results WHERE sweep = :sweep AND outcome IS NULL`, { sweep })
        )[0];
        return (await askFor<CellWhy>('why', { sweep, cell })).reason;
      },
      'no-worker',
    ],
    [
      'What would the same grid with more seeds cost?',
      async () => {
        const spec = JSON.stringify({ ...SPEC, grid: { ...SPEC.grid, seed: [1, 2, 3] } });
        const { cells, cached } = await askFor<SweepPlan>('plan_sweep', { spec });
        return [cells, cached];
      },
      [24, 15],
    ],
    [
      'What is test_accuracy?',
      async () => {
        const { rows } = await askFor<QueryAnswer>('describe_views');
        const results = rows.find(({ view }) => view === 'results') as
          { columns: Record<string, string> } | undefined;
        return results?.columns['test_accuracy']?.startsWith('Share of the test set');
      },
      true,
    ],
  ])('%s', async (_, answer, expected) => {
    expect(await answer()).toEqual(expected);
  });

  it('can have a picture for an answer', async () => {
    const { items } = await askFor<{ items: readonly { name: string }[] }>('list_figures', { sweep });
    const { content } = await ask('figure', { sweep, figure: items[0]?.name });
    expect(content).toMatchObject({ type: 'image', mimeType: 'image/png' });
    expect(
      Buffer.from(content?.data ?? '', 'base64')
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
  });
});
