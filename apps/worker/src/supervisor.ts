import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { describeError, RoteError } from '@rote/domain';
import type { Engine } from '@rote/engines';
import type { CellJob, QueueConnection } from '@rote/queue';
import { startCellConsumer } from '@rote/queue';
import type { Logger, ShutdownStep } from '@rote/runtime';
import type { Store } from '@rote/store';
import { runAttempt } from './attempt.js';
import { createAttemptWatch } from './attempt-watch.js';
import type { StartTrainerInSlot } from './find-engine.js';
import type { GpuMemory } from './gpu-memory.js';
import { startHeartbeat } from './heartbeat.js';
import type { Slot } from './slot-plan.js';
import { createTrainerPool } from './trainer-pool.js';
import type { TrainerProcess } from './trainer-process.js';

export interface SupervisorOptions {
  readonly store: Store;
  readonly queue: QueueConnection;
  readonly slots: readonly Slot[];
  /** The trainer of the first slot. Its engine is the worker's. */
  readonly first: TrainerProcess;
  /** Why the engine is on the CPU although there are GPUs; `null` where that is not so. */
  readonly gpuFault: string | null;
  readonly gpuMemory: GpuMemory;
  readonly start: StartTrainerInSlot;
  readonly heartbeatMs: number;
  readonly logger: Logger;
}

/** A worker at work: it takes jobs from the queue and has its trainers train their cells. It never trains itself. */
export interface Supervisor {
  readonly workerId: string;
  readonly engine: Engine;
  readonly slots: number;
  /** Takes no more jobs, stops the trainers, hands the attempts back, and signs off. */
  drain(step: ShutdownStep): Promise<void>;
}

/** A trainer has 5 s to stop a cell; then its attempt is handed back. */
const LAST_WRITES_MS = 10_000;
const CLOSE_TIMEOUT_MS = 15_000;
/** Jobs are taken for trainers that have started. One that ends just then must not keep a job from other workers. */
const TRAINER_WITHIN_MS = 60_000;

const isSame = (one: Engine, other: Engine): boolean =>
  one.name === other.name && one.version === other.version && one.device === other.device;

/** Starts trainers, but takes only those with the worker's engine: a GPU can get lost, and a result must not. */
const withEngine =
  (engine: Engine, start: StartTrainerInSlot): StartTrainerInSlot =>
  async (slot, signal) => {
    const trainer = await start(slot, signal);
    if (isSame(trainer.engine, engine)) return trainer;
    await trainer.stop();
    const describe = ({ name, version, device }: Engine): string => `${name} (${version}) on the ${device}`;
    throw new RoteError(
      'engine-unavailable',
      `a trainer found ${describe(trainer.engine)}, but this worker has ${describe(engine)}: start it again`,
    );
  };

/**
 * Starts a worker: its row in Postgres first, then the queue.
 *
 * @throws RoteError `service-unavailable`; the trainers are ended then
 */
export async function startSupervisor(options: SupervisorOptions): Promise<Supervisor> {
  const { store, queue, slots, first, gpuFault, gpuMemory, start, heartbeatMs, logger } = options;
  const { engine } = first;
  const workerId = randomUUID();
  const warn = (what: string) => (error: unknown) => {
    logger.warn({ err: error }, what);
  };

  /** Once there is a queue to take jobs from. */
  let limitJobs: (most: number) => void = () => undefined;
  let lastFailedStart: string | undefined;
  const pool = createTrainerPool({
    slots,
    first,
    start: withEngine(engine, start),
    onError(error) {
      // A GPU may be full for hours.
      const reason = describeError(error);
      const level = reason === lastFailedStart ? 'debug' : 'warn';
      lastFailedStart = reason;
      logger[level]({ err: error }, 'A trainer did not start, trying again');
    },
    onReady(ready) {
      limitJobs(ready);
    },
  });
  const watch = createAttemptWatch({
    superseded: (refs) => store.attempts.superseded(refs),
    onError: warn('Looking for superseded attempts did not work'),
  });
  const drain = new AbortController();
  const patience = new AbortController();
  const deps = {
    attempts: store.attempts,
    cells: store.cells,
    watch,
    ...(engine.device === 'gpu' ? { gpuMemory } : {}),
    workerId,
    drain: drain.signal,
    patience: patience.signal,
    logger,
  };

  /** In hand. A queue that lost its locks may bring a second job for a cell. */
  const cells = new Set<string>();
  const processJob = async (job: CellJob, lock: AbortSignal): Promise<void> => {
    if (cells.has(job.cellId)) return;
    cells.add(job.cellId);
    // Whose the cell is, Postgres says and not the queue: an attempt that still counts goes on without its lock.
    lock.addEventListener('abort', () => void watch.look(), { once: true });
    try {
      await pool.use((trainer) => runAttempt(job, trainer, deps), {
        signal: drain.signal,
        timeoutMs: TRAINER_WITHIN_MS,
      });
    } catch (error) {
      // The job ends here. The feeder finds that the cell is queued without one, and makes another for any worker.
      logger.warn({ err: error, cell: job.cellId }, 'A job could not be done');
    } finally {
      cells.delete(job.cellId);
    }
  };
  const register = (): Promise<void> =>
    store.workers.register({
      id: workerId,
      host: hostname(),
      pid: process.pid,
      slots: slots.length,
      engine,
      gpuFault,
    });
  const begin = async () => {
    await register();
    return await startCellConsumer({
      connection: queue,
      slots: slots.length,
      devices: engine.device === 'gpu' ? ['gpu', 'any'] : ['any'],
      process: processJob,
      closeTimeoutMs: CLOSE_TIMEOUT_MS,
      onError: warn('The queue has trouble'),
    });
  };
  const consumer = await begin().catch(async (error: unknown) => {
    await Promise.all([pool.close(), watch.close()]);
    throw error;
  });
  limitJobs = consumer.limit;
  limitJobs(pool.ready);
  const heartbeat = startHeartbeat({
    beat: () => store.workers.heartbeat(workerId),
    register,
    intervalMs: heartbeatMs,
    onError: warn('A heartbeat did not reach Postgres'),
  });

  return {
    workerId,
    engine,
    slots: slots.length,
    async drain(step) {
      await step('leaving the queue', () => consumer.pause());
      drain.abort(new RoteError('aborted', 'the worker stops', { retryable: true }));
      const lastCall = setTimeout(() => {
        patience.abort();
      }, LAST_WRITES_MS);
      await step('handing attempts back', () => consumer.close());
      clearTimeout(lastCall);
      patience.abort();
      await step('ending trainers', () => pool.close());
      await step('signing off', async () => {
        await Promise.all([heartbeat.close(), watch.close()]);
        await store.workers.stop(workerId).catch(warn('Signing off did not reach Postgres'));
      });
    },
  };
}
