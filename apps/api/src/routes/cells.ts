import { Readable } from 'node:stream';
import {
  CellDetail,
  CellImages,
  CellPath,
  Curve,
  CurveQuery,
  DEFAULT_CURVE_PAGE,
  RESULT_FORMATS,
} from '@rote/contracts';
import { type EpochMetrics, RoteError } from '@rote/domain';
import type { EpochRange, StoredResult } from '@rote/store';
import { Type } from 'typebox';
import type { App, AppOptions } from '../app-types.js';
import { formatOf, MEDIA_TYPES } from '../http/row-formats.js';
import { toCellDetail } from '../presenters/cell.js';
import { toCellImages } from '../presenters/cell-images.js';
import { curveHead, curveJsonLine, curveLine } from '../presenters/curve-rows.js';
import { toEpochMetrics } from '../presenters/curve.js';
import { thinCurve } from '../thin-curve.js';
import { decodeNumberCursor } from './cursor.js';
import { pageOf } from './page-of.js';
import { problemResponses } from './problem-responses.js';

/** How many epochs are read at a time if all are requested. */
const PIECE = 1000;

const Lines = Type.Unsafe<Readable>({ type: 'string' });

interface CurveLines extends Pick<EpochRange, 'from' | 'to' | 'only'> {
  readonly head?: string;
  readonly line: (metrics: EpochMetrics) => string;
}

/** The train set that a cell was trained on; undefined if it has no result. */
const imagesOf = (result: StoredResult | undefined): string | undefined =>
  result?.result.corruption.imagesSha256;

export function addCellRoutes(app: App, { store }: Pick<AppOptions, 'store'>): void {
  /** Yields all epochs of a range as text, read and written piece by piece. */
  async function* linesOf(
    id: string,
    { from, to, only, head = '', line }: CurveLines,
  ): AsyncGenerator<string> {
    yield head;
    for (let after = 0; ;) {
      const epochs = await store.cells.curve(id, { from, to, only, after, limit: PIECE });
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
      const hasImages = await store.images.has(record.cell, imagesOf(result));
      return toCellDetail({ record, attempts, result, hasImages, nextAttempt });
    },
  );

  app.get(
    '/v1/cells/:id/images',
    {
      schema: {
        operationId: 'getImages',
        tags: ['cells'],
        summary: 'Some train images of a cell, as its network sees them',
        description:
          'About a dozen, evenly spread over the train set, each with its label for training and its true one.',
        params: CellPath,
        response: { 200: CellImages, ...problemResponses('cell-not-found', 'images-not-found') },
      },
    },
    async ({ params: { id } }) => {
      const record = await store.cells.get(id);
      const result = await store.cells.result(id);
      const kept = await store.images.find(record.cell, imagesOf(result));
      if (kept === undefined)
        throw new RoteError(
          'images-not-found',
          result === undefined
            ? `no cell with the train set of cell ${id} has been trained, so there are no images of it`
            : `cell ${id} was trained before Rote kept images, a hundred other seeds have theirs, or they could not be written`,
        );
      return toCellImages(record, kept);
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
      const {
        limit = DEFAULT_CURVE_PAGE,
        cursor,
        from,
        to,
        points,
        format = formatOf(headers.accept, RESULT_FORMATS),
      } = query;
      const after = cursor === undefined ? 0 : decodeNumberCursor(cursor);
      void reply.header('vary', 'accept');
      await store.cells.get(id);
      if (points !== undefined && cursor !== undefined)
        throw new RoteError(
          'request-invalid',
          'points selects epochs of the whole curve, which has no pages: leave out cursor, or points',
        );
      const only =
        points === undefined ? undefined : thinCurve(await store.cells.curveShape(id, { from, to }), points);
      if (format !== 'json') {
        const writing = format === 'csv' ? { head: curveHead(), line: curveLine } : { line: curveJsonLine };
        return await reply
          .type(MEDIA_TYPES[format])
          .send(Readable.from(linesOf(id, { from, to, only, ...writing })));
      }
      if (only !== undefined) {
        const epochs = await store.cells.curve(id, { only });
        return { cellId: id, epochs: epochs.map(toEpochMetrics), next: null, nextCursor: null };
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
