import { setTimeout as delay } from 'node:timers/promises';
import { WrittenSweepSpec, FIGURE_NAMES, PRESETS } from '@rote/domain';
import { Type } from 'typebox';
import { resolveCell } from '@rote/client';
import { closed, Nothing, readSpecText, specFields, sweepFields, sweepId, SweepInput } from './inputs.js';
import { defineTool, type Tool } from './tool.js';

const MAX_ROWS = 1000;
const POLL_MS = 1000;
const MAX_WAIT_SECONDS = 600;

const Rows = Type.Optional(
  Type.Integer({ minimum: 1, maximum: MAX_ROWS, default: 100, description: 'the most rows to return' }),
);

/** Takes the first items of a list, and says whether there are more. */
async function firstOf<T>(
  items: AsyncIterable<T>,
  limit: number,
): Promise<{ items: T[]; truncated: boolean }> {
  const taken: T[] = [];
  for await (const item of items) {
    if (taken.length === limit) return { items: taken, truncated: true };
    taken.push(item);
  }
  return { items: taken, truncated: false };
}

async function* flatten<T>(pages: AsyncIterable<readonly T[]>): AsyncGenerator<T> {
  for await (const page of pages) yield* page;
}

/** The columns of every view that a query may read, with what each is. */
const VIEWS = `SELECT c.relname AS view, obj_description(c.oid, 'pg_class') AS meaning,
  jsonb_object_agg(a.attname, coalesce(col_description(c.oid, a.attnum), '')) AS columns
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relkind = 'v' AND c.relnamespace = current_schema()::regnamespace AND has_table_privilege(c.oid, 'SELECT')
GROUP BY c.oid, c.relname ORDER BY c.relname`;

/** Tools that change nothing. */
export const READING_TOOLS: readonly Tool[] = [
  defineTool({
    name: 'list_sweeps',
    title: 'List sweeps',
    description: 'The sweeps, newest first: id, name, state, and how many cells are in each state.',
    scope: 'read',
    input: Type.Object({ limit: Rows }, closed),
    run: async ({ limit = 100 }, { api }) => ({ data: await firstOf(api.listSweeps(), limit) }),
  }),
  defineTool({
    name: 'get_sweep',
    title: 'Get a sweep',
    description: 'One sweep: its spec, progress, and when it will probably end.',
    scope: 'read',
    input: SweepInput,
    run: async (input, { api }) => ({ data: await api.getSweep(await sweepId(api, input)) }),
  }),
  defineTool({
    name: 'wait_for_sweep',
    title: 'Wait for a sweep',
    description:
      'Waits until a sweep is no longer active, or the time is over (over HTTP, at most 50 seconds), and returns it. Call it again if it is still active.',
    scope: 'read',
    input: Type.Object(
      {
        ...sweepFields,
        timeoutSeconds: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_WAIT_SECONDS, default: 60 })),
      },
      closed,
    ),
    run: async ({ timeoutSeconds = 60, ...input }, { api, signal, maxWaitSeconds }) => {
      const id = await sweepId(api, input);
      const endAt = performance.now() + Math.min(timeoutSeconds, maxWaitSeconds) * 1000;
      for (;;) {
        const sweep = await api.getSweep(id);
        if (sweep.state !== 'active' || performance.now() + POLL_MS > endAt) return { data: sweep };
        await delay(POLL_MS, undefined, { signal });
      }
    },
  }),
  defineTool({
    name: 'plan_sweep',
    title: 'Plan a sweep',
    description:
      'Checks a sweep file and says what it would cost: cells in all, cached and new, and how long they take. Submits nothing, but needs a key that may.',
    scope: 'submit',
    input: Type.Object(specFields, closed),
    run: async ({ spec }, { api }) => ({ data: await api.plan(readSpecText(spec)) }),
  }),
  defineTool({
    name: 'sweep_schema',
    title: 'Schema of sweep files',
    description: 'The JSON Schema of sweep files, and the presets that they can name.',
    scope: 'read',
    input: Nothing,
    run: () => Promise.resolve({ data: { schema: WrittenSweepSpec, presets: PRESETS } }),
  }),
  defineTool({
    name: 'why',
    title: 'Why a cell waits',
    description:
      'Why a cell is not being trained, in a sentence with its facts; without a cell, why the cells of a sweep are not, by reason.',
    scope: 'read',
    input: Type.Object(
      {
        ...sweepFields,
        cell: Type.Optional(Type.String({ minLength: 1, description: 'the id of a cell, or its beginning' })),
      },
      closed,
    ),
    run: async ({ cell, sweep = 'latest' }, { api }) => ({
      data:
        cell === undefined
          ? await api.explainSweep(await sweepId(api, { sweep }))
          : await api.explainCell(await resolveCell(api, cell, sweep)),
    }),
  }),
  defineTool({
    name: 'results',
    title: 'Results of a sweep',
    description: 'Rows of the view "results", one for each cell, in the order of the sweep’s axes.',
    scope: 'read',
    input: Type.Object({ ...sweepFields, limit: Rows }, closed),
    run: async ({ limit = 100, ...input }, { api }) => ({
      data: await firstOf(flatten(api.listResults(await sweepId(api, input))), limit),
    }),
  }),
  defineTool({
    name: 'describe_views',
    title: 'Views to query',
    description:
      'Every view that the tool query can read: what it has, and what each column is, with its unit.',
    scope: 'sql',
    input: Nothing,
    run: async (_input, { api }) => ({ data: await api.query({ sql: VIEWS }) }),
  }),
  defineTool({
    name: 'query',
    title: 'Query results with SQL',
    description:
      'Runs one SELECT over the documented views in PostgreSQL, read-only and within limits. Names of parameters are written :name. NaN and infinity arrive as text.',
    scope: 'sql',
    input: Type.Object(
      {
        sql: Type.String({ minLength: 1 }),
        params: Type.Optional(
          Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()])),
        ),
        limit: Rows,
      },
      closed,
    ),
    run: async ({ sql, params = {}, limit = 100 }, { api }) => ({
      data: await api.query({ sql, params, limit }),
    }),
  }),
  defineTool({
    name: 'list_figures',
    title: 'Figures of a sweep',
    description: 'The figures of the paper that a sweep has rows for.',
    scope: 'read',
    input: SweepInput,
    run: async (input, { api }) => ({ data: await api.listFigures(await sweepId(api, input)) }),
  }),
  defineTool({
    name: 'figure',
    title: 'Draw a figure',
    description: 'A figure of a sweep beside the paper’s numbers, as a picture.',
    scope: 'read',
    input: Type.Object({ ...sweepFields, figure: Type.Enum([...FIGURE_NAMES]) }, closed),
    run: async ({ figure, ...input }, { api }) => ({
      png: await api.getFigure(await sweepId(api, input), figure, 'png'),
    }),
  }),
  defineTool({
    name: 'workers',
    title: 'Workers and queues',
    description: 'The workers, what each trains and on which engine, and how many jobs wait.',
    scope: 'read',
    input: Nothing,
    run: async (_input, { api }) => ({
      data: { workers: await api.listWorkers(), queues: await api.getQueues() },
    }),
  }),
];
