import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
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

/** How an agent reaches Rote: by `rote mcp`, or at `/mcp` of the API. */
const WAYS = ['stdio', 'http'] as const;
type Way = (typeof WAYS)[number];
const readers = new Map<Way, Client>();

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

/** Connects an agent as its program does. */
async function startAgent(way: Way, scopes: readonly Scope[], ...args: readonly string[]): Promise<Client> {
  const { key } = await base.store.keys.create({ name: scopes.join(), scopes });
  const client = new Client({ name: 'a test', version: '1.0.0' });
  await client.connect(
    way === 'http'
      ? new StreamableHTTPClientTransport(new URL('/mcp', api.url), {
          requestInit: { headers: { authorization: `Bearer ${key}` } },
        })
      : new StdioClientTransport({
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
  for (const way of WAYS) readers.set(way, await startAgent(way, ['read', 'sql', 'submit']));
}, 120_000);
afterAll(async () => {
  for (const client of agents) await client.close();
  await api.stop();
  await base.close();
});

type Content = readonly { readonly type: string; readonly text?: string; readonly data?: string }[];

/** Calls a tool and returns what it says. */
async function ask(client: Client, name: string, input: object = {}) {
  const answer = await client.callTool({ name, arguments: { ...input } });
  const [content] = answer.content as Content;
  return { isError: answer.isError === true, content, text: content?.text ?? '' };
}

async function askFor<T>(client: Client, name: string, input: object = {}): Promise<T> {
  const { isError, text } = await ask(client, name, input);
  expect(isError, text).toBe(false);
  return JSON.parse(text) as T;
}

describe.each(WAYS)('the tools over %s', (way) => {
  const reader = (): Client => readers.get(way)!;

  it('say what is wrong, and how to correct it', async () => {
    const textOf = async (name: string, input: object) => (await ask(reader(), name, input)).text;
    expect(await textOf('query', { sql: 'SELECT nothing_of_the_kind' })).toContain('nothing_of_the_kind');
    expect((await ask(reader(), 'query', { sql: 'DROP VIEW results' })).isError).toBe(true);
    expect(await textOf('get_sweep', { sweep: 'no such sweep' })).toContain('no such sweep');
    expect(await textOf('plan_sweep', { spec: 'grid: { architecture: [mlp-512] }' })).toContain('mlp-1x512');
    expect((await ask(reader(), 'query', { sql: 5 })).isError).toBe(true);
  });

  it('submit once, pause, resume, retry, wait and cancel', async () => {
    const operator = await startAgent(way, ['operate', 'submit', 'read'], '--allow', 'submit', 'operate');
    const seed = way === 'http' ? 8 : 9;
    const spec = JSON.stringify({ ...SPEC, name: 'more', grid: { ...SPEC.grid, seed: [seed] } });
    const submit = { spec, idempotencyKey: `once over ${way}` };
    const { id } = await askFor<SubmittedSweep>(operator, 'submit_sweep', submit);
    expect((await askFor<SubmittedSweep>(operator, 'submit_sweep', submit)).id).toBe(id);
    expect(await askFor(operator, 'pause_sweep', { sweep: id })).toMatchObject({ state: 'paused' });
    const { items } = await askFor<{ items: readonly { reason: string; cells: number }[] }>(reader(), 'why', {
      sweep: id,
    });
    expect(items.map(({ reason, cells }) => [reason, cells])).toEqual([['paused', 8]]);
    expect(await askFor(operator, 'resume_sweep', { sweep: id })).toMatchObject({ state: 'active' });
    const wait = { sweep: id, timeoutSeconds: 1 };
    expect(await askFor(reader(), 'wait_for_sweep', wait)).toMatchObject({ state: 'active' });
    expect(await askFor(operator, 'retry_sweep', { sweep: id })).toMatchObject({ retried: 0 });
    expect(await askFor(operator, 'cancel_sweep', { sweep: id })).toMatchObject({ state: 'cancelled' });
    expect(await askFor(reader(), 'wait_for_sweep', { sweep: id })).toMatchObject({ state: 'cancelled' });
    const author = (await base.store.audit.list({ limit: 1, object: id }))[0];
    expect(author).toMatchObject({
      action: 'sweep.cancel',
      actor: expect.stringMatching(/^[0-9a-f]{12}$/) as unknown,
    });
  });
});

const WRITING = ['submit_sweep', 'cancel_sweep', 'pause_sweep', 'resume_sweep', 'retry_sweep'];

describe('the tools that are there', () => {
  const namesFor = async (client: Client) => (await client.listTools()).tools.map(({ name }) => name);

  it('of "rote mcp" only read, unless scopes are allowed', async () => {
    const agent = readers.get('stdio')!;
    const { tools } = await agent.listTools();
    expect(tools.map(({ name }) => name)).not.toContain('submit_sweep');
    expect(tools.every(({ annotations }) => annotations?.readOnlyHint === true)).toBe(true);
    await expect(ask(agent, 'submit_sweep', { spec: 'name: x' })).rejects.toThrow('submit_sweep');
    const operator = await startAgent('stdio', ['operate', 'submit'], '--allow', 'submit', 'operate');
    expect(await namesFor(operator)).toEqual(expect.arrayContaining(WRITING));
    const reader = await startAgent('stdio', ['read']);
    expect((await ask(reader, 'query', { sql: 'SELECT 1' })).text).toContain('"sql"');
  });

  it('at /mcp are those that the key allows', async () => {
    const read = await namesFor(await startAgent('http', ['read']));
    expect(read).toContain('results');
    for (const name of ['query', 'describe_views', 'plan_sweep', ...WRITING])
      expect(read).not.toContain(name);
    expect(await namesFor(await startAgent('http', ['sql']))).toEqual(['describe_views', 'query']);
    const submit = await namesFor(await startAgent('http', ['submit']));
    expect(submit).toEqual(expect.arrayContaining(['results', 'plan_sweep', 'submit_sweep']));
    expect(submit).not.toContain('cancel_sweep');
    expect(await namesFor(await startAgent('http', ['admin']))).toEqual(
      expect.arrayContaining(['query', ...WRITING]),
    );
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

describe.each(WAYS)('a research question over %s', (way) => {
  const agent = (): Client => readers.get(way)!;
  /** The first row of a query, as a list. */
  const rowOf = async (sql: string, params: object = {}): Promise<readonly unknown[]> =>
    Object.values((await askFor<QueryAnswer>(agent(), 'query', { sql, params })).rows[0] ?? {});
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
      async () => (await askFor<{ name: string }>(agent(), 'get_sweep', { sweep })).name,
      sweep,
    ],
    [
      'What is its state?',
      async () => (await askFor<{ state: string }>(agent(), 'get_sweep', { sweep })).state,
      'active',
    ],
    [
      'Which of its rows comes first?',
      async () =>
        (await askFor<{ items: readonly { seed: number }[] }>(agent(), 'results', { sweep, limit: 1 }))
          .items[0]?.seed,
      1,
    ],
    [
      'Why does the last cell wait?',
      async () => {
        const cell = (
          await rowOf(`SELECT cell FROM results WHERE sweep = :sweep AND outcome IS NULL`, { sweep })
        )[0];
        return (await askFor<CellWhy>(agent(), 'why', { sweep, cell })).reason;
      },
      'no-worker',
    ],
    [
      'What would the same grid with more seeds cost?',
      async () => {
        const spec = JSON.stringify({ ...SPEC, grid: { ...SPEC.grid, seed: [1, 2, 3] } });
        const { cells, cached } = await askFor<SweepPlan>(agent(), 'plan_sweep', { spec });
        return [cells, cached];
      },
      [24, 15],
    ],
    [
      'What is test_accuracy?',
      async () => {
        const { rows } = await askFor<QueryAnswer>(agent(), 'describe_views');
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
    const { items } = await askFor<{ items: readonly { name: string }[] }>(agent(), 'list_figures', {
      sweep,
    });
    const { content } = await ask(agent(), 'figure', { sweep, figure: items[0]?.name });
    expect(content).toMatchObject({ type: 'image', mimeType: 'image/png' });
    expect(
      Buffer.from(content?.data ?? '', 'base64')
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
  });
});
