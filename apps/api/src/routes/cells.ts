import { CellDetail, CellPath, Curve } from '@rote/contracts';
import type { App, AppOptions } from '../app-types.js';
import { toCellDetail } from '../views/cell-view.js';
import { toEpochMetrics } from '../views/curve-view.js';
import { problemResponses } from './problem-responses.js';

export function addCellRoutes(app: App, { store }: Pick<AppOptions, 'store'>): void {
  app.get(
    '/v1/cells/:id',
    {
      schema: {
        operationId: 'getCell',
        tags: ['cells'],
        summary: 'A cell: what it is, its attempts, its result',
        params: CellPath,
        response: { 200: CellDetail, ...problemResponses },
      },
    },
    async ({ params: { id } }) => {
      const record = await store.cells.get(id);
      const [attempts, result] = await Promise.all([store.cells.attempts(id), store.cells.result(id)]);
      return toCellDetail({ record, attempts, result });
    },
  );

  app.get(
    '/v1/cells/:id/curve',
    {
      schema: {
        operationId: 'getCurve',
        tags: ['cells'],
        summary: 'The learning curve of a cell',
        params: CellPath,
        response: { 200: Curve, ...problemResponses },
      },
    },
    async ({ params: { id } }) => {
      await store.cells.get(id);
      return { cellId: id, epochs: (await store.cells.curve(id)).map(toEpochMetrics) };
    },
  );
}
