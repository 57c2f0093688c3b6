import { Readable } from 'node:stream';
import { DEFAULT_PAGE, ReportTables, ResultPage, ResultQuery, SweepPath } from '@rote/contracts';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import type { App, AppOptions } from '../app-types.js';
import { MEDIA_TYPES, rowFormatOf } from '../http/row-format.js';
import { linesOf, readResultChunks } from '../results/result-lines.js';
import { toReportTables } from '../presenters/report-tables.js';
import { decodeNumberCursor } from './cursor.js';
import { pageOf } from './page-of.js';
import { problemResponses } from './problem-responses.js';

/** Text that is sent while it is being read. */
const Stream = Type.Unsafe<Readable>({ type: 'string' });
/** A page that is already text. */
const WrittenPage = Type.Unsafe<string>(ResultPage);

export function addResultRoutes(app: App, { store }: Pick<AppOptions, 'store'>): void {
  /** Writes a page as text: its rows are JSON as Postgres wrote it, with every digit. */
  const writePage = async (
    id: string,
    { limit = DEFAULT_PAGE, state, after }: ResultQuery,
    reply: FastifyReply,
  ): Promise<string> => {
    const rows = await store.sweeps.listResults(id, {
      limit: limit + 1,
      ...(state !== undefined && { state }),
      ...(after !== undefined && { after }),
    });
    const { items, next, nextCursor } = pageOf(rows, {
      limit,
      view: ({ json }) => json,
      placeOf: ({ position }) => position,
      path: `/v1/sweeps/${id}/results`,
      query: { state },
      reply,
    });
    return `{"items":[${items.join(',')}],"next":${JSON.stringify(next)},"nextCursor":${JSON.stringify(nextCursor)}}`;
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
          'As JSON they come in pages; as CSV (text/csv) or NDJSON (application/x-ndjson) all at once, as a stream. ' +
          'In CSV, text that a spreadsheet would run as a formula is preceded by an apostrophe.',
        params: SweepPath,
        querystring: ResultQuery,
        response: {
          200: {
            description: 'The rows',
            content: {
              'application/json': { schema: WrittenPage },
              'text/csv': { schema: Stream },
              'application/x-ndjson': { schema: Stream },
            },
          },
          ...problemResponses('sweep-not-found'),
        },
      },
    },
    async ({ params: { id }, query, headers: { accept } }, reply) => {
      const { format = rowFormatOf(accept), cursor, ...rest } = query;
      const page = cursor === undefined ? rest : { ...rest, after: decodeNumberCursor(cursor) };
      void reply.header('vary', 'accept');
      if (format === 'json')
        return await reply.type('application/json; charset=utf-8').send(await writePage(id, page, reply));
      const chunks = readResultChunks(store, id, page);
      const first = await chunks.next();
      const lines = linesOf(format, first.done === true ? [] : first.value, chunks);
      return await reply.type(MEDIA_TYPES[format]).send(Readable.from(lines));
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
        response: { 200: ReportTables, ...problemResponses('sweep-not-found') },
      },
    },
    async ({ params: { id } }) => toReportTables(await store.reports.readTables(id)),
  );
}
