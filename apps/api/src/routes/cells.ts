import { Readable } from 'node:stream';
import { CellDetail, CellPath, Curve, CurveQuery, DEFAULT_CURVE_PAGE } from '@rote/contracts';
import type { EpochMetrics } from '@rote/domain';
import type { EpochRange } from '@rote/store';
import { Type } from 'typebox';
import type { App, AppOptions } from '../app-types.js';
import { MEDIA_TYPES, rowFormatOf } from '../http/row-format.js';
import { toCellDetail } from '../presenters/cell.js';
import { curveHead, curveJsonLine, curveLine } from '../presenters/curve-rows.js';
import { toEpochMetrics } from '../presenters/curve.js';
import { decodeNumberCursor } from './cursor.js';
import { pageOf } from './page-of.js';
import { problemResponses } from './problem-responses.js';

/** How many epochs are read at a time if all are requested. */
const PIECE = 1000;

const Lines = Type.Unsafe<Readable>({ type: 'string' });

interface CurveLines extends Pick<EpochRange, 'from' | 'to'> {
  readonly head?: string;
  readonly line: (metrics: EpochMetrics) => string;
}

export function addCellRoutes(app: App, { store }: Pick<AppOptions, 'store'>): void {
  /** Yields all epochs of a range as text, read and written piece by piece. */
  async function* linesOf(id: string, { from, to, head = '', line }: CurveLines): AsyncGenerator<string> {
    yield head;
    for (let after = 0; ;) {
      const epochs = await store.cells.curve(id, { from, to, after, limit: PIECE });
      yield epochs.map(line).join('');
      const last = epochs.at(-1);
      if (last === undefined || epochs.length < PIECE) return;
      after = last.epoch;
    }
  }

  app.get(
    '/v1/cells/:id',
    {
      schema: {
        operationId: 'getCell',
        tags: ['cells'],
        summary: 'A cell: its settings, its attempts, its result',
        params: CellPath,
        response: { 200: CellDetail, ...problemResponses('cell-not-found') },
      },
    },
    async ({ params: { id } }) => {
      const record = await store.cells.get(id);
      const [attempts, result, nextAttempt] = await Promise.all([
        store.cells.attempts(id),
        store.cells.result(id),
        store.cells.nextAttempt(id),
      ]);
      return toCellDetail({ record, attempts, result, nextAttempt });
    },
  );

  app.get(
    '/v1/cells/:id/curve',
    {
      schema: {
        operationId: 'getCurve',
        tags: ['cells'],
        summary: 'The learning curve of a cell',
        description:
          'JSON comes in pages. CSV and NDJSON, by Accept header or `format`, have all epochs from `from` to `to` at once, ' +
          'as a stream. JSON has null for a loss that was not finite; CSV has NaN or Infinity.',
        params: CellPath,
        querystring: CurveQuery,
        response: {
          200: {
            description: 'The epochs, in order',
            content: {
              'application/json': { schema: Curve },
              'text/csv': { schema: Lines },
              'application/x-ndjson': { schema: Lines },
            },
          },
          ...problemResponses('cell-not-found'),
        },
      },
    },
    async ({ params: { id }, query, headers }, reply) => {
      const { limit = DEFAULT_CURVE_PAGE, cursor, from, to, format = rowFormatOf(headers.accept) } = query;
      const after = cursor === undefined ? 0 : decodeNumberCursor(cursor);
      void reply.header('vary', 'accept');
      await store.cells.get(id);
      if (format !== 'json') {
        const writing = format === 'csv' ? { head: curveHead(), line: curveLine } : { line: curveJsonLine };
        return await reply
          .type(MEDIA_TYPES[format])
          .send(Readable.from(linesOf(id, { from, to, ...writing })));
      }
      const epochs = await store.cells.curve(id, { from, to, after, limit: limit + 1 });
      const { items, next, nextCursor } = pageOf(epochs, {
        limit,
        view: toEpochMetrics,
        placeOf: ({ epoch }) => epoch,
        path: `/v1/cells/${id}/curve`,
        query: { from, to },
        reply,
      });
      return { cellId: id, epochs: items, next, nextCursor };
    },
  );
}
