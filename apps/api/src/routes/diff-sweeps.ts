import { DEFAULT_PAGE, SweepDiff, SweepDiffPath, SweepDiffQuery } from '@rote/contracts';
import { diffDocuments } from '@rote/domain';
import type { App, AppOptions } from '../app-types.js';
import { decodeNumberCursor } from './cursor.js';
import { pageOf } from './page-of.js';
import { problemResponses } from './problem-responses.js';

export function addSweepDiffRoute(app: App, { store }: Pick<AppOptions, 'store'>): void {
  app.get(
    '/v1/sweeps/:id/diff/:other',
    {
      schema: {
        operationId: 'diffSweeps',
        tags: ['sweeps'],
        summary: 'How two sweeps differ: their specs by place, and their cells',
        description:
          'The left sweep is the first in the address. Counts are of all cells; the list has the cells of one part, in pages.',
        params: SweepDiffPath,
        querystring: SweepDiffQuery,
        response: { 200: SweepDiff, ...problemResponses('sweep-not-found') },
      },
    },
    async ({ params: { id, other }, query: { part = 'left', limit = DEFAULT_PAGE, cursor } }, reply) => {
      const after = cursor === undefined ? undefined : decodeNumberCursor(cursor);
      const { left, right, counts, cells } = await store.sweeps.diff(id, other, {
        part,
        limit: limit + 1,
        after,
      });
      const page = pageOf(cells, {
        limit,
        view: (cell) => cell,
        placeOf: ({ position }) => position,
        path: `/v1/sweeps/${id}/diff/${other}`,
        query: { part },
        reply,
      });
      return {
        left: id,
        right: other,
        spec: diffDocuments(left.spec, right.spec).map((difference) => ({ ...difference })),
        cells: counts,
        part,
        ...page,
      };
    },
  );
}
