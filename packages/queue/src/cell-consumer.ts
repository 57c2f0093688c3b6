import type { DeviceDemand } from '@rote/domain';
import { RoteError } from '@rote/domain';
import { MetricsTime, WaitingError } from 'bullmq';
import type { CellJob } from './cell-job.js';
import { closeBounded } from './close-bounded.js';
import { withDeadline } from './deadline.js';
import type { BullProcessor, BullWorker, QueueConnection } from './queue-connection.js';
import { openBullBackend } from './queue-connection.js';

export interface CellConsumerOptions {
  readonly connection: QueueConnection;
  /** What dashboards of the queue call it. */
  readonly name?: string;
  /** Jobs processed at the same time, until {@link CellConsumer.limit} says less. */
  readonly slots: number;
  /** Which jobs it takes, in turn; those for `any` device alone when left out. */
  readonly devices?: readonly DeviceDemand[];
  /**
   * Works on a job. When it settles, in whichever way, the job is gone from the queue: what became of the cell is
   * written in Postgres. `signal` aborts with a RoteError: `attempt-superseded` when the job's lock is lost, so that
   * the queue may give the job to another consumer; `aborted` when the consumer closes.
   */
  readonly process: (job: CellJob, signal: AbortSignal) => Promise<void>;
  /** Called with errors of the connection, which mends itself, and with what `process` throws. */
  readonly onError: (error: Error) => void;
  /** How long a job may go without a sign of life of its consumer before another gets it. */
  readonly lockMs?: number;
  /** How long `close` waits for what is being processed, once its signals have aborted. */
  readonly closeTimeoutMs?: number;
}

export interface CellConsumer {
  /** Processes at most so many jobs at the same time from now on, never more than `slots`; those in hand go on. */
  readonly limit: (most: number) => void;
  /** Takes no more jobs; those being processed go on. */
  pause(): Promise<void>;
  /** Aborts what is being processed, waits for it within limits, and disconnects. Never hangs. */
  close(): Promise<void>;
  /** Disconnects at once and takes no more jobs. What is being processed goes on, and the queue hears no more of it. */
  abandon(): Promise<void>;
}

const LOCK_MS = 30_000;
const CLOSE_TIMEOUT_MS = 10_000;
const READY_TIMEOUT_MS = 15_000;
/** BullMQ says so of a job for as long as it is processed; once is enough, and the event has said it. */
const LOST_LOCK = 'could not renew lock for job ';
/** BullMQ's own wait after a lost connection is 15 s. */
const RETRY_DELAY_MS = 1000;
const LONGEST_BACK_OFF_MS = 15_000;

/**
 * Lets a worker take jobs again. Where it was about to end its loop because it was paused, BullMQ takes the loop for
 * running and starts none: a moment later it shows.
 */
async function resume(worker: BullWorker, onError: (error: Error) => void): Promise<void> {
  await worker.resume();
  setImmediate(() => {
    if (!worker.isPaused() && !worker.isRunning()) worker.run().catch(onError);
  });
}

/** The server answered, with an error: Redis's own have its words for it in front, Postgres's a code. */
const isRefusal = (error: Error): boolean =>
  error.name === 'ReplyError' ||
  /^(ERR|NOAUTH|NOPERM|OOM|READONLY|CROSSSLOT|MOVED|CLUSTERDOWN|MISCONF|NOREPLICAS|WRONGTYPE)\b/.test(
    error.message,
  ) ||
  ('code' in error && typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code));

/**
 * Takes jobs from the queue and has them processed, `slots` at a time.
 *
 * @throws RoteError `service-unavailable` where the server cannot be reached
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
    { readonly id: string | undefined; readonly done: Promise<void> }
  >();
  let takesJobs = true;
  let refusals = 0;
  let backingOff: NodeJS.Timeout | undefined;
  let most = slots;
  const isFull = (): boolean => processing.size >= most;
  /** A BullMQ worker for each device, whose turn it is first. */
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
   * A server that refuses a command refuses the next one too, and BullMQ asks again at once: nothing is fetched for a
   * while, longer each time, until a job has come.
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
   * Workers on several queues share the slots: while all are taken, none fetches. Then the others go first. One alone
   * knows how many it may process, but notices only in a pause that it may process more than before.
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
        // Fetched in the moment of pausing: back into the queue, for somebody else.
        await job.moveToWait(token);
        throw new WaitingError();
      }
      refusals = 0;
      const { cellId, attempt } = job.data;
      const abort = new AbortController();
      const done = process({ cellId, attempt }, abort.signal).catch((error: unknown) => {
        onError(new RoteError('internal', `processing cell ${cellId} failed`, { cause: error }));
      });
      processing.set(abort, { id: job.id, done });
      if (mustPause()) pauseAll().catch(onError);
      try {
        await done;
      } finally {
        processing.delete(abort);
        if (workers.length > 1 || own().isPaused()) passTurnAfter(own());
      }
    };

  const createWorker = (device: DeviceDemand): BullWorker => {
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
        // Of use to a job whose consumer died between taking it and claiming its cell.
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

  const limit = (count: number): void => {
    most = Math.min(count, slots);
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
      abort.abort(new RoteError('aborted', 'the worker stops', { retryable: true }));
    const isIdle = await withDeadline(
      Promise.all([...processing.values()].map(({ done }) => done)),
      closeTimeoutMs,
      'stopping what is processed',
    ).then(
      () => true,
      () => false,
    );
    // Unless forced, BullMQ still tells the queue that these jobs are done.
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
