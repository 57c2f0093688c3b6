import { CellPage, CellPageQuery, SweepPath } from '@rote/contracts';
import type { App, AppOptions } from '../app-types.js';
import { toCellSummary } from '../views/cell-view.js';
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
        response: { 200: CellPage, ...problemResponses },
      },
    },
    async ({ params: { id }, query: { limit, state, after } }) => {
      const cells = await store.sweeps.listCells(id, {
        limit: limit + 1,
        ...(state !== undefined && { state }),
        ...(after !== undefined && { after }),
      });
      return pageOf(cells, {
        limit,
        view: toCellSummary,
        address: (last) => [`/v1/sweeps/${id}/cells`, { after: last.position, limit, state }],
      });
    },
  );
}
