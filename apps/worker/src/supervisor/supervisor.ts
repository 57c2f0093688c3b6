import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { CheckpointStore } from '@rote/checkpoints';
import type { Engine } from '@rote/domain';
import { describeError, RoteError } from '@rote/domain';
import type { QueueConnection } from '@rote/queue';
import type { HealthCheck, Logger, ShutdownStep } from '@rote/runtime';
import { createErrorLog } from '@rote/runtime';
import type { Store, WorkerStore } from '@rote/store';
import type { GpuMemory } from '../pool/gpu-memory.js';
import type { Slot } from '../pool/slot-plan.js';
import type { TrainerPool } from '../pool/trainer-pool.js';
import { createTrainerPool } from '../pool/trainer-pool.js';
import type { TrainerProcess } from '../pool/trainer-process.js';
import type { StartTrainerInSlot } from '../pool/trainer-starter.js';
import { onlyWithEngine } from '../pool/trainer-starter.js';
import type { AttemptWatch } from './attempt-watch.js';
import { createAttemptWatch } from './attempt-watch.js';
import type { Heartbeat } from './heartbeat.js';
import { startHeartbeat } from './heartbeat.js';
import type { ProcessJob } from './job-processor.js';
import { createImageKeeper } from './image-keeper.js';
import { createJobProcessor } from './job-processor.js';
import type { QueueIntake } from './queue-intake.js';
import { startQueueIntake } from './queue-intake.js';

export interface SupervisorOptions {
  readonly store: Store;
  /** On its own connection: a heartbeat must not wait for other writes. */
  readonly heartbeats: Pick<WorkerStore, 'heartbeat'>;
  readonly queue: QueueConnection;
  readonly checkpoints: Pick<CheckpointStore, 'discard'>;
  readonly slots: readonly Slot[];
  /** The trainer of the first slot. Its engine becomes the worker's. */
  readonly first: TrainerProcess;
  /** Why the engine is on the CPU although there are GPUs; null if there is no such fault. */
  readonly gpuFault: string | null;
  readonly gpuMemory: GpuMemory;
  readonly start: StartTrainerInSlot;
  /** After this long without a sign of life, a job goes to another worker, and so does its cell. */
  readonly leaseMs: number;
  readonly heartbeatMs: number;
  /** If jobs wait, a slot is free, and nothing was claimed for this long, the worker reconnects to the queue. */
  readonly stallMs: number;
  /** No attempt on this worker may take longer. */
  readonly cellTimeoutMs?: number | undefined;
  /** Called if reconnecting did not help: the process should be restarted. */
  readonly onStuck: () => void;
  readonly logger: Logger;
}

/** A running worker: it takes jobs from the queue and has its trainers train their cells. It never trains itself. */
export interface Supervisor {
  readonly workerId: string;
  readonly engine: Engine;
  readonly slots: number;
  /** Fails when the worker makes no progress, which a restart fixes. */
  readonly checkProgress: HealthCheck;
  /** Takes no more jobs, stops the trainers, releases the attempts, and signs off. */
  drain(step: ShutdownStep): Promise<void>;
}

/** What a supervisor consists of before it registers. */
interface SupervisorParts {
  readonly workerId: string;
  readonly pool: TrainerPool;
  readonly watch: AttemptWatch;
  readonly processJob: ProcessJob;
  /** Calls the listener whenever cells are short, or no longer. */
  readonly onPace: (listener: (isShort: boolean) => void) => void;
  /** Aborting it stops the trainers and releases the attempts. */
  readonly drain: AbortController;
  /** Aborting it gives up what is not written yet. */
  readonly writeDeadline: AbortController;
}

/** A trainer has 8 s to save a snapshot and stop; then its attempt is released. */
const LAST_WRITES_MS = 12_000;
const CLOSE_TIMEOUT_MS = 15_000;

/**
 * Starts a worker: first its row in Postgres, then the queue.
 *
 * @throws RoteError `service-unavailable`, after ending the trainers
 */
export async function startSupervisor(options: SupervisorOptions): Promise<Supervisor> {
  const parts = createSupervisorParts(options);
  const register = (): Promise<void> => registerWorker(parts, options);
  const intake = await register()
    .then(() => startIntake(parts, options))
    .catch(async (error: unknown) => {
      await Promise.all([parts.pool.close(), parts.watch.close()]);
      throw error;
    });
  parts.pool.onReady(intake.limit);
  parts.onPace(intake.takeAhead);
  const heartbeat = startHeartbeat({
    beat: () => options.heartbeats.heartbeat(parts.workerId),
    register,
    intervalMs: options.heartbeatMs,
    onError: createErrorLog({ logger: options.logger, what: 'A heartbeat did not reach Postgres' }),
  });
  return {
    workerId: parts.workerId,
    engine: options.first.engine,
    slots: options.slots.length,
    checkProgress: intake.checkProgress,
    drain: (step) => drainSupervisor({ ...parts, intake, heartbeat }, options, step),
  };
}

function createSupervisorParts(options: SupervisorOptions): SupervisorParts {
  const { store, checkpoints, slots, first, gpuMemory, start, cellTimeoutMs, logger } = options;
  const { engine } = first;
  const workerId = randomUUID();
  const drain = new AbortController();
  const writeDeadline = new AbortController();
  const pool = createTrainerPool({
    slots,
    first,
    start: onlyWithEngine(engine, start),
    onError: createStartErrorLog(logger),
  });
  const watch = createAttemptWatch({
    review: (refs) => store.attempts.review(refs),
    onError: createErrorLog({ logger, what: 'Looking for attempts that must stop failed' }),
    cellTimeoutMs,
  });
  let tellPace: (isShort: boolean) => void = () => undefined;
  const processJob = createJobProcessor({
    pool,
    onPace: (isShort) => {
      tellPace(isShort);
    },
    attempts: store.attempts,
    checkpoints,
    watch,
    images: createImageKeeper({ images: store.images, signal: writeDeadline.signal, logger }),
    ...(engine.device === 'gpu' ? { gpuMemory } : {}),
    workerId,
    drain: drain.signal,
    writeDeadline: writeDeadline.signal,
    logger,
  });
  return {
    workerId,
    pool,
    watch,
    processJob,
    onPace: (listener) => {
      tellPace = listener;
    },
    drain,
    writeDeadline,
  };
}

/** Logs failed starts of trainers. A GPU may be full for hours, so repeats of the same reason go to the debug level. */
function createStartErrorLog(logger: Logger): (error: unknown) => void {
  let last: string | undefined;
  return (error) => {
    const reason = describeError(error);
    const level = reason === last ? 'debug' : 'warn';
    last = reason;
    logger[level]({ err: error }, 'A trainer failed to start, trying again');
  };
}

const registerWorker = (
  { workerId }: SupervisorParts,
  { store, slots, first, gpuFault }: SupervisorOptions,
): Promise<void> =>
  store.workers.register({
    id: workerId,
    host: hostname(),
    pid: process.pid,
    slots: slots.length,
    engine: first.engine,
    gpuFault,
  });

const startIntake = (
  { processJob }: SupervisorParts,
  { queue, slots, first, leaseMs, stallMs, onStuck, logger }: SupervisorOptions,
): Promise<QueueIntake> =>
  startQueueIntake({
    connection: queue,
    name: `${hostname()} (${String(process.pid)})`,
    slots: slots.length,
    devices: first.engine.device === 'gpu' ? ['gpu', 'any'] : ['any'],
    process: processJob,
    lockMs: leaseMs,
    closeTimeoutMs: CLOSE_TIMEOUT_MS,
    stallMs,
    onStuck,
    logger,
  });

interface RunningParts extends SupervisorParts {
  readonly intake: QueueIntake;
  readonly heartbeat: Heartbeat;
}

async function drainSupervisor(
  { workerId, intake, pool, watch, heartbeat, drain, writeDeadline }: RunningParts,
  { store, logger }: SupervisorOptions,
  step: ShutdownStep,
): Promise<void> {
  await step('leaving the queue', () => intake.pause());
  drain.abort(new RoteError('aborted', 'the worker is stopping', { retryable: true }));
  const lastWrites = setTimeout(() => {
    writeDeadline.abort();
  }, LAST_WRITES_MS);
  await step('releasing attempts', () => intake.close());
  clearTimeout(lastWrites);
  writeDeadline.abort();
  await step('ending trainers', () => pool.close());
  await step('signing off', async () => {
    await Promise.all([heartbeat.close(), watch.close()]);
    await store.workers
      .stop(workerId)
      .catch(createErrorLog({ logger, what: 'Signing off did not reach Postgres' }));
  });
}
