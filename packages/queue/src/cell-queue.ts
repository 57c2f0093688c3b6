import type { DeviceRequirement } from '@rote/domain';
import { DEVICE_REQUIREMENTS, RoteError } from '@rote/domain';
import type { CellJob, PrioritizedCellJob, RoutedCellJob } from './cell-job.js';
import { bullPriority, jobId } from './cell-job.js';
import { closeBounded } from './close-bounded.js';
import { withDeadline } from './deadline.js';
import type { BullQueue, QueueConnection } from './queue-connection.js';
import { openBullBackend } from './queue-connection.js';

export interface CellQueueOptions {
  readonly connection: QueueConnection;
  /** Called with errors of the connection, which recovers by itself. */
  readonly onError?: (error: Error) => void;
}

/** Jobs in the queue: waiting, or with a consumer. */
interface JobCounts {
  readonly waiting: number;
  readonly active: number;
}

/**
 * The producer's side of the queue. Each call takes at most a few seconds. While the server is away it rejects with
 * `service-unavailable`, retryable, although it may have taken effect or may do so later. All calls can be repeated.
 */
export interface CellQueue {
  /** Adds jobs in bulk; one that is already there stays as it is. */
  add(jobs: readonly PrioritizedCellJob[]): Promise<void>;
  /** Returns those of the jobs that are still in the queue of their device, waiting or with a consumer. */
  present<Job extends RoutedCellJob>(jobs: readonly Job[]): Promise<readonly Job[]>;
  /**
   * Returns where a job is: `waiting` for a consumer, or `active` with one; undefined if it is not in the queue of its
   * device.
   */
  find(job: RoutedCellJob): Promise<'waiting' | 'active' | undefined>;
  /** @param device counts only jobs for it */
  counts(device?: DeviceRequirement): Promise<JobCounts>;
  /**
   * Jobs for a device that a free consumer would get now: none while the queue is paused, or at the rate limit or
   * global concurrency that an operator set in BullMQ. Delayed jobs do not count.
   */
  ready(device: DeviceRequirement): Promise<number>;
  /** Whether an operator paused any part of the queue in BullMQ. */
  isPaused(): Promise<boolean>;
  /** Removes all jobs except those that a consumer has. */
  clear(): Promise<void>;
  /** BullMQ's own queues, for a tool that shows them to people. What it changes there loses no cell. */
  readonly bullQueues: readonly BullQueue[];
  /** Resolves if the server answers and accepts writes. */
  ping(): Promise<void>;
  /** Never hangs, whatever the server does. */
  close(): Promise<void>;
}

const ADD_CHUNK = 500;
const LOOK_UP_CHUNK = 100;
const READY_TIMEOUT_MS = 15_000;
const COMMAND_TIMEOUT_MS = 10_000;
const PING_TIMEOUT_MS = 2000;

const LIVE_STATES: ReadonlySet<string> = new Set(['waiting', 'paused', 'active', 'delayed', 'prioritized']);

function* chunks<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}

async function addAll(queue: BullQueue, jobs: readonly PrioritizedCellJob[]): Promise<void> {
  for (const chunk of chunks(jobs, ADD_CHUNK))
    await queue.addBulk(
      chunk.map((job) => ({
        name: job.title ?? 'cell',
        data: { cellId: job.cellId, attempt: job.attempt },
        opts: { jobId: jobId(job), priority: bullPriority(job) },
      })),
    );
}

async function findPresent<Job extends CellJob>(
  queue: BullQueue,
  jobs: readonly Job[],
): Promise<readonly Job[]> {
  const present: Job[] = [];
  for (const chunk of chunks(jobs, LOOK_UP_CHUNK)) {
    const states = await Promise.all(chunk.map((job) => queue.getJobState(jobId(job))));
    present.push(...chunk.filter((_, index) => LIVE_STATES.has(states[index] ?? 'unknown')));
  }
  return present;
}

/** In a paused queue on Postgres, waiting jobs count as `paused` instead of `waiting`. */
const JOB_STATES = ['waiting', 'paused', 'prioritized', 'delayed', 'active'] as const;

async function countJobs(queue: BullQueue): Promise<JobCounts> {
  const found = await queue.getJobCounts(...JOB_STATES);
  const count = (...states: (typeof JOB_STATES)[number][]): number =>
    states.reduce((sum, state) => sum + (found[state] ?? 0), 0);
  return { waiting: count('waiting', 'paused', 'prioritized', 'delayed'), active: count('active') };
}

async function countReady(queue: BullQueue): Promise<number> {
  const [isPaused, isMaxed, rateLimitMs] = await Promise.all([
    queue.isPaused(),
    queue.isMaxed(),
    queue.getRateLimitTtl(),
  ]);
  if (isPaused || isMaxed || rateLimitMs > 0) return 0;
  const found = await queue.getJobCounts('waiting', 'prioritized');
  return (found['waiting'] ?? 0) + (found['prioritized'] ?? 0);
}

/**
 * Opens the producer's side of the queue.
 *
 * @throws RoteError `service-unavailable` if the server cannot be reached
 */
export async function openCellQueue({
  connection,
  onError = () => undefined,
}: CellQueueOptions): Promise<CellQueue> {
  const backend = await openBullBackend(connection);
  const openQueue = (device: DeviceRequirement): BullQueue => {
    const queue = backend.createQueue(device, {
      defaultJobOptions: { attempts: 1, removeOnComplete: true, removeOnFail: true },
      // Nothing reads BullMQ's event stream, so almost none of it is kept.
      streams: { events: { maxLen: 100 } },
    });
    queue.on('error', onError);
    return queue;
  };
  const queues = { any: openQueue('any'), gpu: openQueue('gpu') } satisfies Record<
    DeviceRequirement,
    BullQueue
  >;
  const all = Object.values(queues);
  /** Applies the same call to each queue, with the jobs that belong there. */
  const route = <Job extends RoutedCellJob, T>(
    jobs: readonly Job[],
    action: (queue: BullQueue, own: readonly Job[]) => Promise<T>,
  ): Promise<T[]> =>
    Promise.all(
      DEVICE_REQUIREMENTS.map((device) =>
        action(
          queues[device],
          jobs.filter((job) => job.device === device),
        ),
      ),
    );
  const bounded = async <T>(
    what: string,
    promise: Promise<T>,
    timeoutMs = COMMAND_TIMEOUT_MS,
  ): Promise<T> => {
    try {
      return await withDeadline(promise, timeoutMs, what);
    } catch (error) {
      if (error instanceof RoteError) throw error;
      throw new RoteError('service-unavailable', `${what} failed`, { retryable: true, cause: error });
    }
  };

  const closeAll = async (): Promise<void> => {
    backend.close();
    await Promise.all(all.map((queue) => closeBounded(queue)));
  };
  try {
    await bounded(
      'connecting to the queue',
      Promise.all(all.map((queue) => queue.waitUntilReady())),
      READY_TIMEOUT_MS,
    );
  } catch (error) {
    await closeAll();
    throw error;
  }

  let closing: Promise<void> | undefined;
  return {
    async add(jobs) {
      await bounded('adding jobs to the queue', route(jobs, addAll));
    },
    async present(jobs) {
      const present = await bounded('looking up jobs in the queue', route(jobs, findPresent));
      return present.flat();
    },
    async find(job) {
      const state = await bounded(
        'looking up a job in the queue',
        queues[job.device].getJobState(jobId(job)),
      );
      if (!LIVE_STATES.has(state)) return undefined;
      return state === 'active' ? 'active' : 'waiting';
    },
    async counts(device) {
      const asked = device === undefined ? all : [queues[device]];
      const counts = await bounded('counting the jobs in the queue', Promise.all(asked.map(countJobs)));
      return {
        waiting: counts.reduce((sum, { waiting }) => sum + waiting, 0),
        active: counts.reduce((sum, { active }) => sum + active, 0),
      };
    },
    ready: (device) => bounded('counting the jobs in the queue', countReady(queues[device])),
    async isPaused() {
      const paused = await bounded(
        'checking if the queue is paused',
        Promise.all(all.map((queue) => queue.isPaused())),
      );
      return paused.includes(true);
    },
    bullQueues: all,
    async clear() {
      await bounded('removing jobs from the queue', Promise.all(all.map((queue) => queue.drain())));
    },
    async ping() {
      await bounded('pinging the queue', backend.ping(queues.any), PING_TIMEOUT_MS);
    },
    close: () => (closing ??= closeAll()),
  };
}
