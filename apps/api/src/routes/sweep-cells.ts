import { CellPage, CellPageQuery, DEFAULT_PAGE, SweepPath } from '@rote/contracts';
import type { App, AppOptions } from '../app-types.js';
import { toCellSummary } from '../presenters/cell.js';
import { decodeNumberCursor } from './cursor.js';
import { pageOf } from './page-of.js';
import { problemResponses } from './problem-responses.js';

export function addSweepCellRoutes(app: App, { store }: Pick<AppOptions, 'store'>): void {
  app.get(
    '/v1/sweeps/:id/cells',
    {
      schema: {
        operationId: 'listSweepCells',
        tags: ['sweeps'],
        summary: 'List the cells of a sweep, in its order of expansion',
        params: SweepPath,
        querystring: CellPageQuery,
        response: { 200: CellPage, ...problemResponses('sweep-not-found') },
      },
    },
    async ({ params: { id }, query: { limit = DEFAULT_PAGE, state, tried, cursor, after } }, reply) => {
      const place = cursor === undefined ? after : decodeNumberCursor(cursor);
      const cells = await store.sweeps.listCells(id, {
        limit: limit + 1,
        ...(state !== undefined && { state }),
        ...(tried !== undefined && { tried }),
        ...(place !== undefined && { after: place }),
      });
      return pageOf(cells, {
        limit,
        view: toCellSummary,
        placeOf: ({ position }) => position,
        path: `/v1/sweeps/${id}/cells`,
        query: { state, tried },
        reply,
      });
    },
  );
}
