import type { EngineIdentity } from '@rote/domain';
import type { Database } from '../database/database.js';
import { toEngineIdentity } from './engine-identity.js';

export interface WorkerRegistration {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  /** Cells that it can train at the same time. */
  readonly slots: number;
  readonly engine: EngineIdentity;
  /** Why it trains on the CPU although its machine has a GPU, and how to fix it; `null` otherwise. */
  readonly gpuFault: string | null;
}

export interface WorkerRecord extends WorkerRegistration {
  readonly startedAt: Date;
  readonly lastSeenAt: Date;
  readonly stoppedAt: Date | null;
  readonly state: 'live' | 'lost' | 'stopped';
  /** Ids of the cells that it trains. */
  readonly running: readonly string[];
  /** The same cells, in the same order. */
  readonly training: readonly TrainedCell[];
  /** The sum over the last epochs of these cells; `null` before the first. */
  readonly imagesPerSecond: number | null;
}

/** What a worker is training. */
export interface TrainedCell {
  readonly id: string;
  readonly architecture: string;
  readonly corruption: string;
  readonly labelNoise: number;
  readonly regularizer: string;
  readonly seed: number;
  /** The last one that was reported; 0 before the first. */
  readonly epoch: number;
  readonly epochs: number;
}

/** Records which workers exist, by the database's clock only, because the clocks of hosts differ. */
export interface WorkerStore {
  /** Required before the first claim. Calling it again revives a stopped or lost worker with this id. */
  register(worker: WorkerRegistration): Promise<void>;
  /** Resolves to `false` if the worker is unknown or has stopped. */
  heartbeat(id: string): Promise<boolean>;
  /** Stops the worker; everything it still runs counts as lost immediately. */
  stop(id: string): Promise<void>;
  /** Returns running workers first, then the most recent. */
  list(options: { readonly leaseMs: number }): Promise<readonly WorkerRecord[]>;
}

/** A restarted worker has a new id, so old ones accumulate; no one reads further back. */
const LISTED = 1000;

interface WorkerRow {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  readonly slots: number;
  readonly engine: string;
  readonly engineVersion: string;
  readonly device: string;
  readonly deviceName: string;
  readonly startedAt: Date;
  readonly lastSeenAt: Date;
  readonly stoppedAt: Date | null;
  readonly gpuFault: string | null;
  readonly isLost: boolean;
  readonly training: readonly TrainedCell[] | null;
  readonly imagesPerSecond: number | null;
}

const toWorkerRecord = (row: WorkerRow): WorkerRecord => ({
  id: row.id,
  host: row.host,
  pid: row.pid,
  slots: row.slots,
  engine: toEngineIdentity(row),
  startedAt: row.startedAt,
  lastSeenAt: row.lastSeenAt,
  stoppedAt: row.stoppedAt,
  gpuFault: row.gpuFault,
  state: row.stoppedAt === null ? (row.isLost ? 'lost' : 'live') : 'stopped',
  running: (row.training ?? []).map(({ id }) => id),
  training: row.training ?? [],
  imagesPerSecond: row.imagesPerSecond,
});

export function createWorkerStore({ client }: Pick<Database, 'client'>): WorkerStore {
  return {
    async register({ id, host, pid, slots, engine, gpuFault }) {
      await client.$executeRaw`
        INSERT INTO workers (id, host, pid, slots, engine, engine_version, device, device_name, gpu_fault)
        VALUES (${id}, ${host}, ${pid}, ${slots}, ${engine.name}, ${engine.version}, ${engine.device}, ${engine.deviceName},
          ${gpuFault})
        ON CONFLICT (id) DO UPDATE SET
          host = excluded.host, pid = excluded.pid, slots = excluded.slots,
          engine = excluded.engine, engine_version = excluded.engine_version,
          device = excluded.device, device_name = excluded.device_name, gpu_fault = excluded.gpu_fault,
          started_at = now(), last_seen_at = now(), stopped_at = NULL`;
    },
    async heartbeat(id) {
      const updated = await client.$executeRaw`
        UPDATE workers SET last_seen_at = now() WHERE id = ${id} AND stopped_at IS NULL`;
      return updated === 1;
    },
    async stop(id) {
      await client.$executeRaw`
        UPDATE workers SET last_seen_at = now(), stopped_at = now() WHERE id = ${id} AND stopped_at IS NULL`;
    },
    async list({ leaseMs }) {
      const rows = await client.$queryRaw<WorkerRow[]>`
        SELECT w.id, w.host, w.pid, w.slots, w.engine, w.engine_version AS "engineVersion", w.device,
          w.device_name AS "deviceName", w.started_at AS "startedAt", w.last_seen_at AS "lastSeenAt",
          w.stopped_at AS "stoppedAt", w.gpu_fault AS "gpuFault", w.last_seen_at < now() - ${leaseMs} * interval '1 millisecond' AS "isLost",
          r.training, r.rate AS "imagesPerSecond"
        FROM workers w
        LEFT JOIN (
          SELECT c.worker_id, sum(e.images_per_second) AS rate, jsonb_agg(jsonb_build_object(
              'id', c.id, 'architecture', c.architecture, 'corruption', c.corruption, 'labelNoise', c.label_noise,
              'regularizer', c.regularizer, 'seed', c.spec -> 'seed', 'epoch', c.epoch,
              'epochs', c.spec #> '{training,epochs}') ORDER BY c.id) AS training
          FROM cells c LEFT JOIN epochs e ON e.cell_id = c.id AND e.epoch = c.epoch
          WHERE c.state = 'running' GROUP BY c.worker_id
        ) r ON r.worker_id = w.id
        ORDER BY w.stopped_at IS NOT NULL, w.started_at DESC, w.id
        LIMIT ${LISTED}`;
      return rows.map(toWorkerRecord);
    },
  };
}
