import { ENGINE_NAMES } from '@rote/domain';
import { readAddress } from '@rote/postgres';
import type { QueueConnection } from '@rote/queue';
import type { LogLevel } from '@rote/runtime';
import { checkRedisUrl, readConfig } from '@rote/runtime';
import { parseStorageUrl } from '@rote/storage';
import { Type } from 'typebox';
import type { CheckpointSettings } from '@rote/trainer-protocol';

/**
 * Measured for the largest of the paper's networks, inception-small with batches of 128, on the native engine's CPU: 3900
 * MiB while evaluating 500 images, 2760 in an optimizer step. The rest is for CIFAR-10 (540 MiB), and for what was not
 * measured: CUDA's context, its libraries, and what their allocator wastes.
 */
const DEFAULT_GPU_MEMORY_MB = 6144;

/** The environment variables that a worker reads. @public */
export const WorkerEnvironment = Type.Object({
  DATABASE_URL: Type.String({
    pattern: '^postgres(ql)?://',
    description: 'the PostgreSQL database with the cells, such as postgresql://user:password@host:5432/rote',
  }),
  REDIS_URL: Type.Optional(
    Type.String({
      pattern: '^(rediss?://|/)',
      description: 'the Redis server of the queue; without it, the queue is in PostgreSQL',
    }),
  ),
  ROTE_LOG_LEVEL: Type.Enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
    default: 'info',
  }),
  ROTE_DATA_DIR: Type.String({
    default: '.rote/data',
    description: 'the folder where data sets are cached',
  }),
  ROTE_CHECKPOINT_URL: Type.String({
    default: '.rote/checkpoints',
    minLength: 1,
    description:
      'where checkpoints and final weights are stored, the same for all workers: a folder or s3://bucket/prefix',
  }),
  ROTE_CHECKPOINT_MS: Type.Integer({
    default: 30_000,
    minimum: 0,
    description: 'milliseconds between two checkpoints of a cell',
  }),
  ROTE_ENGINE: Type.Optional(
    Type.Enum([...ENGINE_NAMES], { description: 'the engine to use; by default, the best available' }),
  ),
  ROTE_SLOTS: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 1024,
      description:
        'how many cells to train at the same time; by default, as many as fit the GPUs, or one per core without a GPU',
    }),
  ),
  ROTE_GPU_MEMORY_MB: Type.Integer({
    default: DEFAULT_GPU_MEMORY_MB,
    minimum: 256,
    description: 'MiB of GPU memory that a trainer needs',
  }),
  ROTE_HOST: Type.String({
    default: '127.0.0.1',
    description: 'the address that the health port listens on',
  }),
  ROTE_WORKER_PORT: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 65_535,
      description: 'the port of /healthz and /readyz; without it, they are not served',
    }),
  ),
  ROTE_LEASE_MS: Type.Integer({
    default: 30_000,
    minimum: 1000,
    description:
      'milliseconds of silence after which a worker counts as lost; the same in the API and all workers',
  }),
  ROTE_GRACE_MS: Type.Integer({
    default: 30_000,
    minimum: 1000,
    description: 'milliseconds that a shutdown may take',
  }),
  ROTE_SILENCE_MS: Type.Integer({
    default: 10 * 60_000,
    minimum: 1000,
    description:
      'milliseconds without progress (a step, an image or bytes read, or a tile computed) after which a trainer is killed',
  }),
  ROTE_CELL_TIMEOUT_MS: Type.Optional(
    Type.Integer({
      minimum: 1000,
      description:
        'how many milliseconds an attempt may take on this worker, whatever its sweep allows; by default, only the sweep sets a limit',
    }),
  ),
  ROTE_STALL_MS: Type.Integer({
    default: 60_000,
    minimum: 1000,
    description:
      'milliseconds without a job while jobs wait and a slot is free, after which the worker reconnects to the queue',
  }),
});

export interface WorkerConfig {
  readonly databaseUrl: string;
  readonly queue: QueueConnection;
  readonly logLevel: LogLevel;
  readonly dataDir: string;
  readonly checkpoints: CheckpointSettings;
  readonly engine: (typeof ENGINE_NAMES)[number] | undefined;
  /** Undefined: as many as fit the GPUs, or one per core without a GPU. */
  readonly slots: number | undefined;
  readonly gpuMemoryMb: number;
  readonly health: { readonly host: string; readonly port: number } | undefined;
  readonly leaseMs: number;
  readonly heartbeatMs: number;
  readonly graceMs: number;
  readonly silenceMs: number;
  readonly cellTimeoutMs: number | undefined;
  readonly stallMs: number;
}

/** Heartbeats per lease: some may be late or lost before the worker counts as lost. */
const HEARTBEATS_PER_LEASE = 6;

/**
 * Reads the worker's settings from its environment variables.
 *
 * @throws InvalidInputError `config-invalid` with every fault found
 */
export function readWorkerConfig(env: Readonly<Record<string, string | undefined>>): WorkerConfig {
  const read = readConfig(WorkerEnvironment, env, {
    DATABASE_URL: readAddress,
    REDIS_URL: checkRedisUrl,
    ROTE_CHECKPOINT_URL: parseStorageUrl,
  });
  return {
    databaseUrl: read.DATABASE_URL,
    queue:
      read.REDIS_URL === undefined
        ? { backend: 'postgres', url: read.DATABASE_URL }
        : { backend: 'redis', url: read.REDIS_URL },
    logLevel: read.ROTE_LOG_LEVEL,
    dataDir: read.ROTE_DATA_DIR,
    checkpoints: { url: read.ROTE_CHECKPOINT_URL, intervalMs: read.ROTE_CHECKPOINT_MS },
    engine: read.ROTE_ENGINE,
    slots: read.ROTE_SLOTS,
    gpuMemoryMb: read.ROTE_GPU_MEMORY_MB,
    health:
      read.ROTE_WORKER_PORT === undefined ? undefined : { host: read.ROTE_HOST, port: read.ROTE_WORKER_PORT },
    leaseMs: read.ROTE_LEASE_MS,
    heartbeatMs: read.ROTE_LEASE_MS / HEARTBEATS_PER_LEASE,
    graceMs: read.ROTE_GRACE_MS,
    silenceMs: read.ROTE_SILENCE_MS,
    cellTimeoutMs: read.ROTE_CELL_TIMEOUT_MS,
    stallMs: read.ROTE_STALL_MS,
  };
}
