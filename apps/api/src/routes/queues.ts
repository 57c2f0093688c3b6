import { QueueStatus } from '@rote/contracts';
import type { CellCounts } from '@rote/contracts';
import { CELL_STATES } from '@rote/domain';
import type { Store } from '@rote/store';
import type { App, AppOptions } from '../app-types.js';
import { problemResponses } from './problem-responses.js';

/** All cells by state; every state is there. */
async function countCells(store: Store): Promise<CellCounts> {
  const { rows } = await store.readOnlyQuery('SELECT state, count(*) FROM cells GROUP BY state');
  const counts = new Map(rows.map(([state, count]) => [String(state), Number(count)]));
  return Object.fromEntries(CELL_STATES.map((state) => [state, counts.get(state) ?? 0])) as CellCounts;
}

export function addQueueRoutes(app: App, { store, queue }: Pick<AppOptions, 'store' | 'queue'>): void {
  app.get(
    '/v1/queues',
    {
      schema: {
        operationId: 'getQueues',
        tags: ['fleet'],
        summary: 'Jobs in the queue, and all cells by state',
        response: { 200: QueueStatus, ...problemResponses },
      },
    },
    async () => {
      const [jobs, cells] = await Promise.all([queue.counts(), countCells(store)]);
      return { ...jobs, cells };
    },
  );
}
