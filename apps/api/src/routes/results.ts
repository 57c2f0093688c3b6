import { Readable } from 'node:stream';
import {
  DEFAULT_PAGE,
  QUERY_FORMATS,
  type QueryFormat,
  ReportTables,
  ReportTablesQuery,
  RESULT_COLUMNS,
  ResultPage,
  ResultPartPage,
  ResultQuery,
  SweepPath,
} from '@rote/contracts';
import { type OpenRows, REPORT_TABLE_NAMES, type ReportTableName, type ResultSelection } from '@rote/store';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import type { App, AppOptions } from '../app-types.js';
import { clientGone } from '../http/client-gone.js';
import type { EncodingThread } from '../query/encoding-thread.js';
import { formatOf, MEDIA_TYPES } from '../http/row-formats.js';
import { encodeRows } from '../query/encode-rows.js';
import { linesOf, readResultChunks } from '../results/result-lines.js';
import { toReportTables } from '../presenters/report-tables.js';
import { shareReads } from '../share-reads.js';
import { parseNames, parsePositions } from '../sweeps/cell-selection.js';
import { decodeNumberCursor } from './cursor.js';
import { pageOf } from './page-of.js';
import { problemResponses } from './problem-responses.js';

/** Text that is sent while it is being read. */
const Stream = Type.Unsafe<Readable>({ type: 'string' });
const Bytes = Type.Unsafe<Readable>({ type: 'string', format: 'binary' });
/** A page that is already text. */
const WrittenPage = Type.Unsafe<string>(Type.Union([ResultPage, ResultPartPage]));

/** Columns of text in which hardly any value repeats. */
const DISTINCT_TEXTS: readonly string[] = ['cell', 'labels_sha256', 'images_sha256', 'weights'];

/** Says which columns repeat few values. Only Arrow's writer uses it. */
const withRepetition = ({ columns, wire, ...opened }: OpenRows): OpenRows => ({
  ...opened,
  columns,
  wire: wire.map((column, index) => ({
    ...column,
    isRepeated: !DISTINCT_TEXTS.includes(columns[index]?.name ?? ''),
  })),
});

/** What a query selects. */
interface Selected extends Omit<ResultSelection, 'limit'> {
  readonly limit?: number;
}

/** @throws InvalidInputError `request-invalid` if it names no column or range that can be */
function selectionOf({
  columns,
  positions,
  limit,
  state,
  after,
  cursor,
}: Omit<ResultQuery, 'format'>): Selected {
  const from = cursor === undefined ? after : decodeNumberCursor(cursor);
  return {
    ...(columns !== undefined && { columns: parseNames('columns', columns, RESULT_COLUMNS) }),
    ...(positions !== undefined && { positions: parsePositions(positions) }),
    ...(limit !== undefined && { limit }),
    ...(state !== undefined && { state }),
    ...(from !== undefined && { after: from }),
  };
}

export function addResultRoutes(
  app: App,
  { store, thread }: Pick<AppOptions, 'store'> & { readonly thread: EncodingThread },
): void {
  const readTables = shareReads(
    async ({ id, tables }: { readonly id: string; readonly tables: readonly ReportTableName[] }) =>
      toReportTables(await store.reports.readTables(id, tables)),
    { joinsRunning: true },
  );

  /** Writes a page as text: its rows are JSON as Postgres wrote it, with every digit. */
  const writePage = async (
    id: string,
    { limit = DEFAULT_PAGE, ...selection }: Selected,
    query: Pick<ResultQuery, 'state' | 'columns' | 'positions'>,
    reply: FastifyReply,
  ): Promise<string> => {
    const rows = await store.sweeps.listResults(id, { ...selection, limit: limit + 1 });
    const { items, next, nextCursor } = pageOf(rows, {
      limit,
      view: ({ json }) => json,
      placeOf: ({ position }) => position,
      path: `/v1/sweeps/${id}/results`,
      query: { state: query.state, columns: query.columns, positions: query.positions },
      reply,
    });
    return `{"items":[${items.join(',')}],"next":${JSON.stringify(next)},"nextCursor":${JSON.stringify(nextCursor)}}`;
  };

  /** Opens the rows in a binary format, which are written while they are read. */
  const openRows = async (
    id: string,
    selection: Selected,
    format: Extract<QueryFormat, 'arrow' | 'parquet'>,
    reply: FastifyReply,
  ): Promise<Readable> => {
    const isForPages = format === 'arrow';
    const opened = await store.openResults(id, selection, {
      hasDoubles: isForPages,
      signal: clientGone(reply),
    });
    return await encodeRows(isForPages ? withRepetition(opened) : opened, format, { thread, reply });
  };

  app.get(
    '/v1/sweeps/:id/results',
    {
      schema: {
        operationId: 'listResults',
        tags: ['sweeps'],
        summary: 'The results of a sweep: one row per cell, with every axis, its state and its metrics',
        description:
          'Rows are those of the SQL view "results", with its column names, in the sweep’s order of expansion; a cell without a result has its axes and its state. ' +
          'As JSON they come in pages; as CSV, NDJSON, Arrow (an IPC stream) or Parquet all at once, as a stream. ' +
          'In Arrow, bigint is float64, so that JavaScript reads numbers, and text that repeats has a dictionary. In CSV, text that a spreadsheet would run as a formula is preceded by an apostrophe.',
        params: SweepPath,
        querystring: ResultQuery,
        response: {
          200: {
            description: 'The rows',
            content: {
              'application/json': { schema: WrittenPage },
              'text/csv': { schema: Stream },
              'application/x-ndjson': { schema: Stream },
              'application/vnd.apache.arrow.stream': { schema: Bytes },
              'application/vnd.apache.parquet': { schema: Bytes },
            },
          },
          ...problemResponses('sweep-not-found', 'too-many-queries'),
        },
      },
    },
    async ({ params: { id }, query, headers: { accept } }, reply) => {
      const { format = formatOf(accept, QUERY_FORMATS), ...rest } = query;
      const selection = selectionOf(rest);
      void reply.header('vary', 'accept').type(MEDIA_TYPES[format]);
      if (format === 'json') return await reply.send(await writePage(id, selection, rest, reply));
      if (format === 'arrow' || format === 'parquet')
        return await reply.send(await openRows(id, selection, format, reply));
      const chunks = readResultChunks(store, id, selection);
      const first = await chunks.next();
      const { columns = RESULT_COLUMNS } = selection;
      const lines = linesOf(format, columns, first.done === true ? [] : first.value, chunks);
      return await reply.send(Readable.from(lines));
    },
  );

  app.get(
    '/v1/sweeps/:id/report/tables',
    {
      schema: {
        operationId: 'listReportTables',
        tags: ['sweeps'],
        summary: 'The rows behind the tables and figures of a sweep’s report',
        params: SweepPath,
        querystring: ReportTablesQuery,
        response: { 200: ReportTables, ...problemResponses('sweep-not-found') },
      },
    },
    async ({ params: { id }, query: { tables } }) =>
      await readTables({
        id,
        tables: tables === undefined ? REPORT_TABLE_NAMES : parseNames('tables', tables, REPORT_TABLE_NAMES),
      }),
  );
}
