import { WorkerList } from '@rote/contracts';
import type { App, AppOptions } from '../app-types.js';
import { toWorkerStatus } from '../presenters/worker.js';
import { problemResponses } from './problem-responses.js';

export function addWorkerRoutes(app: App, { store, leaseMs }: Pick<AppOptions, 'store' | 'leaseMs'>): void {
  app.get(
    '/v1/workers',
    {
      schema: {
        operationId: 'listWorkers',
        tags: ['fleet'],
        summary: 'List workers',
        response: { 200: WorkerList, ...problemResponses() },
      },
    },
    async () => ({ items: (await store.workers.list({ leaseMs })).map(toWorkerStatus) }),
  );
}
