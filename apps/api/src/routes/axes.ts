import { SweepAxes, SweepPath } from '@rote/contracts';
import type { App, AppOptions } from '../app-types.js';
import { shareReads } from '../share-reads.js';
import { problemResponses } from './problem-responses.js';

/** Adds the axes of a sweep. */
export function addAxesRoute(app: App, { store }: Pick<AppOptions, 'store'>): void {
  const readAxes = shareReads((id: string) => store.sweeps.readAxes(id));
  app.get(
    '/v1/sweeps/:id/axes',
    {
      schema: {
        operationId: 'getAxes',
        tags: ['sweeps'],
        summary: 'The axes that vary in a sweep, with their values',
        description:
          'They are columns of the SQL views "results" and "sweep_axes": what a picture of the sweep can have as its axes.',
        params: SweepPath,
        response: { 200: SweepAxes, ...problemResponses('sweep-not-found') },
      },
    },
    async ({ params: { id } }) => {
      const { cells, axes } = await readAxes(id);
      return { cells, axes: axes.map((axis) => ({ ...axis, values: [...axis.values] })) };
    },
  );
}
