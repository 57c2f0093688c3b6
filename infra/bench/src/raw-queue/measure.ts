import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';
import { Queue } from 'bullmq';
import { startProgram } from '../usage.js';
import { connectionOf } from './connection.js';

const WORKER = fileURLToPath(new URL('worker.js', import.meta.url));
const POLL_MS = 10;
/** As Rote adds them. */
const ADD_CHUNK = 500;

export interface RawQueue {
  /** Adds jobs in bulk and returns how many a second were processed, from the first command to the end of the last job. */
  measure(jobs: number): Promise<number>;
  stop(): Promise<void>;
}

/** Starts BullMQ by itself: `workers` processes, each with `concurrency` jobs at once, on a Redis. */
export async function startRawQueue(
  redisUrl: string,
  { workers, concurrency }: { readonly workers: number; readonly concurrency: number },
): Promise<RawQueue> {
  const name = 'raw';
  const queue = new Queue(name, {
    connection: connectionOf(redisUrl),
    defaultJobOptions: { attempts: 1, removeOnComplete: true, removeOnFail: true },
  });
  const programs = await Promise.all(
    Array.from({ length: workers }, () =>
      startProgram(WORKER, { PATH: process.env['PATH'] }, [name, redisUrl, String(concurrency)]),
    ),
  );
  const left = async (): Promise<number> =>
    Object.values(await queue.getJobCounts('waiting', 'active')).reduce((sum, count) => sum + count, 0);
  return {
    async measure(jobs) {
      const startedAt = performance.now();
      for (let first = 0; first < jobs; first += ADD_CHUNK)
        await queue.addBulk(
          Array.from({ length: Math.min(ADD_CHUNK, jobs - first) }, (_, index) => ({
            name: 'cell',
            data: { number: first + index },
          })),
        );
      while ((await left()) > 0) await delay(POLL_MS);
      return (1000 * jobs) / (performance.now() - startedAt);
    },
    async stop() {
      await Promise.all(programs.map((program) => program.stop()));
      await queue.close();
    },
  };
}
