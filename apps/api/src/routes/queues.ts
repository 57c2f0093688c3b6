import { QueueStatus } from '@rote/contracts';
import type { App, AppOptions } from '../app-types.js';
import { problemResponses } from './problem-responses.js';

export function addQueueRoutes(app: App, { store, queue }: Pick<AppOptions, 'store' | 'queue'>): void {
  app.get(
    '/v1/queues',
    {
      schema: {
        operationId: 'getQueues',
        tags: ['fleet'],
        summary: 'Jobs in the queue, and all cells by state',
        response: { 200: QueueStatus, ...problemResponses() },
      },
    },
    async () => {
      const [jobs, paused, cells] = await Promise.all([
        queue.counts(),
        queue.isPaused(),
        store.cells.countByState(),
      ]);
      // The queue keeps the job of a dead worker until another worker looks; by then its cell is no longer running.
      return { ...jobs, active: Math.min(jobs.active, cells.running), paused, cells };
    },
  );
}
