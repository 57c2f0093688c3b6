import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { describeError, RoteError } from '@rote/domain';
import type { Engine } from '@rote/devices';
import type { CellJob, QueueConnection } from '@rote/queue';
import type { HealthCheck, Logger, ShutdownStep } from '@rote/runtime';
import { createErrorLog } from '@rote/runtime';
import type { Store, WorkerStore } from '@rote/store';
import type { NextTry } from './attempt.js';
import { runAttempt } from './attempt.js';
import { createAttemptWatch } from './attempt-watch.js';
import type { CheckpointStore } from '@rote/checkpoints';
import type { StartTrainerInSlot } from '../pool/trainer-starter.js';
import type { GpuMemory } from '../pool/gpu-memory.js';
import { startHeartbeat } from './heartbeat.js';
import type { Slot } from '../pool/slot-plan.js';
import type { QueueIntake } from './queue-intake.js';
import { startQueueIntake } from './queue-intake.js';
import { createTrainerPool } from '../pool/trainer-pool.js';
import type { TrainerProcess } from '../pool/trainer-process.js';

export interface SupervisorOptions {
  readonly store: Store;
  /** On a connection of its own: a heartbeat must not wait for what is written. */
  readonly heartbeats: Pick<WorkerStore, 'heartbeat'>;
  readonly queue: QueueConnection;
  readonly checkpoints: Pick<CheckpointStore, 'discard'>;
  readonly slots: readonly Slot[];
  /** The trainer of the first slot. Its engine is the worker's. */
  readonly first: TrainerProcess;
  /** Why the engine is on the CPU although there are GPUs; `null` where that is not so. */
  readonly gpuFault: string | null;
  readonly gpuMemory: GpuMemory;
  readonly start: StartTrainerInSlot;
  /** A job goes to another worker after so long without a sign of life, as its cell does. */
  readonly leaseMs: number;
  readonly heartbeatMs: number;
  /** Work waits, a slot is free, and nothing has been claimed for so long: the connection to the queue is made anew. */
  readonly stallMs: number;
  /** No attempt here may take longer. */
  readonly cellTimeoutMs?: number | undefined;
  /** Called where that did not help: the process is to be started anew. */
  readonly onStuck: () => void;
  readonly logger: Logger;
}

/** A worker at work: it takes jobs from the queue and has its trainers train their cells. It never trains itself. */
export interface Supervisor {
  readonly workerId: string;
  readonly engine: Engine;
  readonly slots: number;
  /** Whether it gets on; a restart mends what fails here. */
  readonly checkProgress: HealthCheck;
  /** Takes no more jobs, stops the trainers, hands the attempts back, and signs off. */
  drain(step: ShutdownStep): Promise<void>;
}

/** A trainer has 8 s to keep where its cell stands and to stop; then its attempt is handed back. */
const LAST_WRITES_MS = 12_000;
const CLOSE_TIMEOUT_MS = 15_000;
/** Postgres' clock says when a next try may be claimed; it is asked a little later than this one's says so. */
const CLOCK_MARGIN_MS = 50;
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
  const { store, heartbeats, slots, first, gpuFault, gpuMemory, start, heartbeatMs, logger } = options;
  const { engine } = first;
  const workerId = randomUUID();
  const warn = (what: string) => createErrorLog({ logger, what });

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
    review: (refs) => store.attempts.review(refs),
    onError: warn('Looking for attempts that must not go on did not work'),
    cellTimeoutMs: options.cellTimeoutMs,
  });
  const drain = new AbortController();
  const patience = new AbortController();
  const deps = {
    attempts: store.attempts,
    checkpoints: options.checkpoints,
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
      const patience = { signal: drain.signal, timeoutMs: TRAINER_WITHIN_MS };
      let next: NextTry | undefined = await pool.use((trainer) => runAttempt(job, trainer, deps), patience);
      while (next !== undefined) {
        const { job: again, delayMs } = next;
        await delay(delayMs + CLOCK_MARGIN_MS, undefined, { signal: drain.signal });
        next = await pool.use((trainer) => runAttempt(again, trainer, deps, true), patience);
      }
    } catch (error) {
      // The job ends here. The feeder finds the cell pending, or queued without one, and makes another for any worker.
      if (drain.signal.aborted) return;
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
    return await startQueueIntake({
      connection: options.queue,
      name: `${hostname()} (${String(process.pid)})`,
      slots: slots.length,
      devices: engine.device === 'gpu' ? ['gpu', 'any'] : ['any'],
      process: processJob,
      lockMs: options.leaseMs,
      closeTimeoutMs: CLOSE_TIMEOUT_MS,
      stallMs: options.stallMs,
      onStuck: options.onStuck,
      logger,
    });
  };
  const intake: QueueIntake = await begin().catch(async (error: unknown) => {
    await Promise.all([pool.close(), watch.close()]);
    throw error;
  });
  limitJobs = intake.limit;
  limitJobs(pool.ready);
  const heartbeat = startHeartbeat({
    beat: () => heartbeats.heartbeat(workerId),
    register,
    intervalMs: heartbeatMs,
    onError: warn('A heartbeat did not reach Postgres'),
  });

  return {
    workerId,
    engine,
    slots: slots.length,
    checkProgress: intake.checkProgress,
    async drain(step) {
      await step('leaving the queue', () => intake.pause());
      drain.abort(new RoteError('aborted', 'the worker stops', { retryable: true }));
      const lastCall = setTimeout(() => {
        patience.abort();
      }, LAST_WRITES_MS);
      await step('handing attempts back', () => intake.close());
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
