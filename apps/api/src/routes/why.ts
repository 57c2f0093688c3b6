import { CellPath, CellWhy, SweepPath, SweepWhy } from '@rote/contracts';
import type { Wait, Waits } from '@rote/store';
import type { App, AppOptions } from '../app-types.js';
import { type Explanation, explainWait } from '../why/explain-wait.js';
import { shareReads } from '../share-reads.js';
import { problemResponses } from './problem-responses.js';

type Explained = Explanation & Pick<Wait, 'state' | 'cells' | 'example'>;

/** Adds up the cells of explanations that say the same. */
function mergeSame(explained: readonly Explained[]): SweepWhy['items'] {
  const merged = new Map<string, SweepWhy['items'][number]>();
  for (const { reason, waiting, sentence, facts, cells, example } of explained) {
    const key = JSON.stringify([sentence, facts]);
    const same = merged.get(key);
    merged.set(
      key,
      same === undefined
        ? { reason, waiting, sentence, facts, cells, example }
        : { ...same, cells: same.cells + cells },
    );
  }
  return [...merged.values()].sort((a, b) => b.cells - a.cells);
}

export function addWhyRoutes(
  app: App,
  { store, queue, leaseMs }: Pick<AppOptions, 'store' | 'queue' | 'leaseMs'>,
): void {
  const explain = async ({ groups, fleet, projects }: Waits): Promise<Explained[]> => {
    const isPaused = await queue.isPaused();
    const explained: Explained[] = [];
    for (const group of groups) {
      const { state, cells, example, attempt, device } = group;
      const job = attempt === null ? undefined : await queue.find({ cellId: example, attempt, device });
      explained.push({
        ...explainWait(group, { fleet, projects, queue: { isPaused, job } }),
        state,
        cells,
        example,
      });
    }
    return explained;
  };
  const explainSweep = shareReads(async (id: string) =>
    mergeSame(await explain(await store.waits.ofSweep(id, { leaseMs }))),
  );

  app.get(
    '/v1/cells/:id/why',
    {
      schema: {
        operationId: 'explainCell',
        tags: ['cells'],
        summary: 'Why a cell waits',
        description:
          'One sentence for people and a reason for programs, with the facts that it rests on: a paused sweep, a back-off after a failure, a quota, no worker, no GPU, a higher priority, busy slots, or its place on the way to a worker. A cell that has ended or is being trained says that.',
        params: CellPath,
        response: { 200: CellWhy, ...problemResponses('cell-not-found') },
      },
    },
    async ({ params: { id } }) => {
      const [only] = await explain(await store.waits.ofCell(id, { leaseMs }));
      if (only === undefined) throw new TypeError('a cell is in one situation');
      const { state, reason, waiting, sentence, facts } = only;
      return { id, state, reason, waiting, sentence, facts };
    },
  );

  app.get(
    '/v1/sweeps/:id/why',
    {
      schema: {
        operationId: 'explainSweep',
        tags: ['sweeps'],
        summary: 'Why the cells of a sweep wait, by reason',
        description:
          'All cells of the sweep, those that have ended included: the counts add up to its cells.',
        params: SweepPath,
        response: { 200: SweepWhy, ...problemResponses('sweep-not-found') },
      },
    },
    async ({ params: { id } }) => ({ id, items: await explainSweep(id) }),
  );
}
