import {
  DEFAULT_HISTORY_MINUTES,
  MAX_BUCKETS,
  QueueHistory,
  QueueHistoryQuery,
  QueueStatus,
} from '@rote/contracts';
import type { App, AppOptions } from '../app-types.js';
import { problemResponses } from './problem-responses.js';

/** Lengths of a bucket that people can read, in seconds. */
const LENGTHS = [5, 10, 15, 30, 60, 120, 300, 600] as const;
const LONGEST = 900;

/** Returns the shortest length with which a history has few enough buckets. */
const bucketOf = (minutes: number): number =>
  LENGTHS.find((seconds) => (minutes * 60) / seconds <= MAX_BUCKETS) ?? LONGEST;

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
      const [jobs, paused, cells, oldestQueuedSeconds] = await Promise.all([
        queue.counts(),
        queue.isPaused(),
        store.cells.countByState(),
        store.cells.oldestQueued(),
      ]);
      // The queue keeps the job of a dead worker until another worker looks; by then its cell is no longer running.
      return { ...jobs, active: Math.min(jobs.active, cells.running), paused, oldestQueuedSeconds, cells };
    },
  );

  app.get(
    '/v1/queues/history',
    {
      schema: {
        operationId: 'getQueueHistory',
        tags: ['fleet'],
        summary: 'How many attempts began and ended lately, and how long cells waited and ran',
        description: `Stretches of equal length, at most ${String(MAX_BUCKETS)}, each with the median and the 95th percentile of the times.`,
        querystring: QueueHistoryQuery,
        response: { 200: QueueHistory, ...problemResponses() },
      },
    },
    async ({ query: { minutes = DEFAULT_HISTORY_MINUTES } }) => {
      const bucketSeconds = bucketOf(minutes);
      const count = Math.ceil((minutes * 60) / bucketSeconds);
      const buckets = await store.attempts.readHistory({ count, seconds: bucketSeconds });
      return {
        bucketSeconds,
        buckets: buckets.map(({ from, wait, run, ...counts }) => ({
          from: from.toISOString(),
          ...counts,
          waitSeconds: wait,
          runSeconds: run,
        })),
      };
    },
  );
}
