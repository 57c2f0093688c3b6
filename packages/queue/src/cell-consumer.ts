import type { DeviceRequirement } from '@rote/domain';
import { RoteError } from '@rote/domain';
import { MetricsTime, WaitingError } from 'bullmq';
import type { CellJob } from './cell-job.js';
import { isCellJob } from './cell-job.js';
import { closeBounded } from './close-bounded.js';
import { withDeadline } from './deadline.js';
import type { BullProcessor, BullWorker, QueueConnection } from './queue-connection.js';
import { openBullBackend } from './queue-connection.js';

/** Rejecting with it returns a job to its place in the queue, for any consumer. */
export class ReturnJobError extends Error {
  override readonly name = 'ReturnJobError';
}

export interface CellConsumerOptions {
  readonly connection: QueueConnection;
  /** Its name in dashboards of the queue. */
  readonly name?: string;
  /** Jobs processed at the same time, unless {@link CellConsumer.limit} lowers it. */
  readonly slots: number;
  /** The devices whose jobs it takes, in turn. Default: only jobs for `any` device. */
  readonly devices?: readonly DeviceRequirement[];
  /**
   * Works on a job. When it settles, either way, the job leaves the queue, because Postgres has the outcome of the cell; but if it
   * rejects with a {@link ReturnJobError}, the job goes back to its place in the queue, for any consumer. `signal` aborts with a RoteError: `attempt-superseded` if the job's lock is lost, because the queue may give
   * the job to another consumer; `aborted` if the consumer closes.
   */
  readonly process: (job: CellJob, signal: AbortSignal) => Promise<void>;
  /** Called with errors of the connection, which recovers by itself, and with what `process` throws. */
  readonly onError: (error: Error) => void;
  /** How long a consumer may be silent before its job goes to another. */
  readonly lockMs?: number;
  /** How long `close` waits for jobs in progress after their signals have aborted. */
  readonly closeTimeoutMs?: number;
}

export interface CellConsumer {
  /**
   * Processes at most this many jobs at the same time from now on, never more than `slots`; those in progress continue.
   *
   * @param ahead how many further jobs it takes from the queue meanwhile. Default: 0.
   */
  readonly limit: (most: number, ahead?: number) => void;
  /** Takes no more jobs; those in progress continue. */
  pause(): Promise<void>;
  /** Aborts the jobs in progress, waits for them within limits, and disconnects. Never hangs. */
  close(): Promise<void>;
  /**
   * Disconnects immediately and takes no more jobs. Those in progress continue, but nothing more is reported to the
   * queue.
   */
  abandon(): Promise<void>;
}

const LOCK_MS = 30_000;
const CLOSE_TIMEOUT_MS = 10_000;
const READY_TIMEOUT_MS = 15_000;
/** BullMQ repeats this as long as the job is processed; once is enough, and the event already reported it. */
const LOST_LOCK = 'could not renew lock for job ';
/** BullMQ's own delay after a lost connection is 15 s. */
const RETRY_DELAY_MS = 1000;
const LONGEST_BACK_OFF_MS = 15_000;

/**
 * Lets a worker take jobs again. If its loop was about to end because of a pause, BullMQ thinks that the loop is still
 * running and does not start another; a moment later it is clear whether it is.
 */
async function resume(worker: BullWorker, onError: (error: Error) => void): Promise<void> {
  await worker.resume();
  setImmediate(() => {
    if (!worker.isPaused() && !worker.isRunning()) worker.run().catch(onError);
  });
}

/**
 * Returns a job to its place in the queue, for any consumer.
 *
 * @throws WaitingError so that BullMQ does not count it as processed
 */
async function returnJob(job: Parameters<BullProcessor>[0], token: string | undefined): Promise<never> {
  await job.moveToWait(token);
  throw new WaitingError();
}

/** The server answered with an error: Redis's own start with its code word, Postgres's have a code. */
const isRefusal = (error: Error): boolean =>
  error.name === 'ReplyError' ||
  /^(ERR|NOAUTH|NOPERM|OOM|READONLY|CROSSSLOT|MOVED|CLUSTERDOWN|MISCONF|NOREPLICAS|WRONGTYPE)\b/.test(
    error.message,
  ) ||
  ('code' in error && typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code));

/**
 * Takes jobs from the queue and has them processed, `slots` at a time.
 *
 * @throws RoteError `service-unavailable` if the server cannot be reached
 */
export async function startCellConsumer({
  connection,
  name,
  slots,
  devices = ['any'],
  process,
  onError,
  lockMs = LOCK_MS,
  closeTimeoutMs = CLOSE_TIMEOUT_MS,
}: CellConsumerOptions): Promise<CellConsumer> {
  const backend = await openBullBackend(connection);
  const processing = new Map<
    AbortController,
    { readonly id: string | undefined; readonly done: Promise<'done' | 'return'> }
  >();
  let takesJobs = true;
  let refusals = 0;
  let backingOff: NodeJS.Timeout | undefined;
  let most = slots;
  const isFull = (): boolean => processing.size >= most;
  /** A BullMQ worker for each device, in the order of whose turn it is. */
  let workers: readonly BullWorker[] = [];

  const pauseAll = async (): Promise<void> => {
    await Promise.all(workers.map((worker) => worker.pause(true)));
  };
  const resumeUnlessFull = (): void => {
    setImmediate(() => {
      if (takesJobs && !isFull() && backingOff === undefined)
        for (const worker of workers) void resume(worker, onError);
    });
  };
  /**
   * A server that rejects one command rejects the next one too, and BullMQ retries immediately. So nothing is fetched
   * for a while, longer each time, until a job has come.
   */
  const backOff = (): void => {
    if (backingOff !== undefined || !takesJobs) return;
    backingOff = setTimeout(
      () => {
        backingOff = undefined;
        resumeUnlessFull();
      },
      Math.min(RETRY_DELAY_MS * 2 ** refusals++, LONGEST_BACK_OFF_MS),
    ).unref();
    pauseAll().catch(onError);
  };
  /**
   * Workers on several queues share the slots: while all are taken, none fetches. When one is free, the others go
   * first. A worker that has all slots to itself knows how many jobs it may process, but notices a higher limit only
   * after a pause.
   */
  const mustPause = (): boolean => isFull() && (workers.length > 1 || most < slots);
  const passTurnAfter = (worker: BullWorker): void => {
    workers = [...workers.filter((other) => other !== worker), worker];
    resumeUnlessFull();
  };

  const processFor =
    (own: () => BullWorker): BullProcessor =>
    async (job, token) => {
      if (!takesJobs || isFull()) {
        // Fetched just as the worker paused.
        await returnJob(job, token);
      }
      refusals = 0;
      if (!isCellJob(job.data)) {
        onError(
          new RoteError(
            'internal',
            `the job ${job.id ?? 'without an id'} names no attempt at a cell, and was dropped: Rote did not queue it so`,
          ),
        );
        return;
      }
      const { cellId, attempt } = job.data;
      const abort = new AbortController();
      const done = process({ cellId, attempt }, abort.signal).then(
        () => 'done' as const,
        (error: unknown) => {
          if (error instanceof ReturnJobError) return 'return';
          onError(new RoteError('internal', `processing cell ${cellId} failed`, { cause: error }));
          return 'done';
        },
      );
      processing.set(abort, { id: job.id, done });
      if (mustPause()) pauseAll().catch(onError);
      try {
        if ((await done) === 'return') await returnJob(job, token);
      } finally {
        processing.delete(abort);
        if (workers.length > 1 || own().isPaused()) passTurnAfter(own());
      }
    };

  const createWorker = (device: DeviceRequirement): BullWorker => {
    const worker: BullWorker = backend.createWorker(
      device,
      processFor(() => worker),
      {
        autorun: false,
        ...(name === undefined ? {} : { name }),
        metrics: { maxDataPoints: MetricsTime.ONE_WEEK },
        concurrency: slots,
        lockDuration: lockMs,
        stalledInterval: lockMs,
        // This saves a job whose consumer died between taking it and claiming its cell.
        maxStalledCount: 1,
        runRetryDelay: RETRY_DELAY_MS,
        removeOnComplete: { count: 0 },
        removeOnFail: { count: 0 },
      },
    );
    worker.on('error', (error) => {
      if (error.message.startsWith(LOST_LOCK)) return;
      onError(error);
      if (isRefusal(error)) backOff();
    });
    worker.on('lockRenewalFailed', (ids) => {
      for (const [abort, { id }] of processing) {
        if (id === undefined || !ids.includes(id) || abort.signal.aborted) continue;
        const lost = new RoteError('attempt-superseded', `the queue's lock on job ${id} is lost`);
        abort.abort(lost);
        onError(lost);
      }
    });
    return worker;
  };
  const closeAll = async (force: boolean): Promise<void> => {
    await Promise.all(workers.map((worker) => closeBounded(worker, force)));
  };

  workers = devices.map(createWorker);
  try {
    await withDeadline(
      Promise.all(workers.map((worker) => worker.waitUntilReady())),
      READY_TIMEOUT_MS,
      'connecting to the queue',
    );
  } catch (error) {
    await closeAll(true);
    throw error;
  }
  for (const worker of workers) worker.run().catch(onError);

  const limit = (count: number, ahead = 0): void => {
    most = Math.min(count, slots) + ahead;
    for (const worker of workers) worker.concurrency = Math.max(1, most);
    if (mustPause()) pauseAll().catch(onError);
    else resumeUnlessFull();
  };
  const pause = async (): Promise<void> => {
    takesJobs = false;
    clearTimeout(backingOff);
    await pauseAll();
  };
  const close = async (): Promise<void> => {
    await pause();
    for (const abort of processing.keys())
      abort.abort(new RoteError('aborted', 'the worker is stopping', { retryable: true }));
    const isIdle = await withDeadline(
      Promise.all([...processing.values()].map(({ done }) => done)),
      closeTimeoutMs,
      'stopping the jobs in progress',
    ).then(
      () => true,
      () => false,
    );
    // Unless forced, BullMQ would still tell the queue that these jobs are done.
    await closeAll(!isIdle);
  };
  let closing: Promise<void> | undefined;
  const abandon = async (): Promise<void> => {
    takesJobs = false;
    clearTimeout(backingOff);
    await closeAll(true);
  };
  return { limit, pause, close: () => (closing ??= close()), abandon };
}
