import type { Cell, CellResult, EpochMetrics, FailureClass, MicroBatches } from '@rote/domain';
import type { Database, Queryable } from './database.js';
import { asksForGpu } from './device-demand.js';
import type { EngineIdentity } from './engine-identity.js';
import { epochRowsJson } from './epoch-row.js';
import { recordFailures } from './failed-attempts.js';
import { Prisma } from './generated/client.js';

/** One try at a cell. The number is the fencing token. */
export interface AttemptRef {
  readonly cellId: string;
  readonly attempt: number;
}

/** An attempt that has begun, and what it is to do. */
export interface ClaimedAttempt {
  readonly ref: AttemptRef;
  readonly cell: Cell;
  /** 2 once an attempt since the cell was submitted has run out of memory. */
  readonly microBatches: MicroBatches;
}

export interface AttemptFailure {
  readonly class: FailureClass;
  readonly message: string;
  /** The last lines that the trainer wrote there. */
  readonly stderr?: string;
}

/**
 * What a worker writes. A write counts only while its attempt is the cell's running one; an attempt that lost its cell
 * (its worker was given up, the sweep was cancelled) changes nothing any more but the count of its late writes.
 */
export interface AttemptStore {
  /**
   * Starts an attempt at a queued cell, where `attempt` is still the number of attempts made before.
   *
   * @returns undefined where the job is out of date: the cell was taken back, cancelled or claimed already, or asks for
   * a GPU by now, and the engine has none
   */
  claim(input: {
    readonly cellId: string;
    readonly attempt: number;
    readonly workerId: string;
    readonly engine: EngineIdentity;
  }): Promise<ClaimedAttempt | undefined>;
  /** Adds to the learning curve; an epoch reported again replaces the earlier report. `false`: superseded. */
  recordEpochs(ref: AttemptRef, metrics: readonly EpochMetrics[]): Promise<boolean>;
  /** Notes what its trainer holds of the GPU's memory, whether or not the attempt still counts. */
  recordGpuMemory(ref: AttemptRef, memoryMb: number): Promise<void>;
  /** Gives the cell its one result. `false`: superseded. */
  finish(ref: AttemptRef, result: CellResult): Promise<boolean>;
  /** Ends the attempt without a result; whether the cell is tried again is the domain's `retryDelayMs`. */
  fail(ref: AttemptRef, failure: AttemptFailure): Promise<'retrying' | 'failed' | 'superseded'>;
  /** Hands the cell back untrained, which counts as no failure. `false`: superseded. */
  release(ref: AttemptRef): Promise<boolean>;
  /** Those of the attempts that no longer count. */
  superseded(refs: readonly AttemptRef[]): Promise<readonly AttemptRef[]>;
}

async function countLateWrite(client: Queryable, { cellId, attempt }: AttemptRef): Promise<void> {
  await client.$executeRaw`
    UPDATE attempts SET late_writes = late_writes + 1 WHERE cell_id = ${cellId} AND number = ${attempt}`;
}

/** Locks the attempt's cell until the transaction ends; `false` (and a late write) where it is superseded. */
async function lockRunning(tx: Queryable, ref: AttemptRef): Promise<boolean> {
  const locked = await tx.$queryRaw<unknown[]>`
    SELECT id FROM cells
    WHERE id = ${ref.cellId} AND attempt = ${ref.attempt} AND state = 'running' FOR NO KEY UPDATE`;
  if (locked.length === 0) await countLateWrite(tx, ref);
  return locked.length > 0;
}

/** The caller has the cell's lock. Epochs that an earlier attempt reported beyond these are no longer of this run. */
async function writeEpochs(
  tx: Queryable,
  { cellId, attempt }: AttemptRef,
  metrics: readonly EpochMetrics[],
  lastEpoch: number,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO epochs
    SELECT (jsonb_populate_record(NULL::epochs, row || jsonb_build_object('cell_id', ${cellId}::text, 'attempt', ${attempt}::int))).*
    FROM jsonb_array_elements(${epochRowsJson(metrics)}::jsonb) row
    ON CONFLICT (cell_id, epoch) DO UPDATE SET
      attempt = excluded.attempt, step = excluded.step,
      train_loss = excluded.train_loss, train_accuracy = excluded.train_accuracy,
      clean_train_loss = excluded.clean_train_loss, clean_train_accuracy = excluded.clean_train_accuracy,
      corrupted_train_loss = excluded.corrupted_train_loss,
      corrupted_train_accuracy = excluded.corrupted_train_accuracy,
      test_loss = excluded.test_loss, test_accuracy = excluded.test_accuracy,
      best_test_accuracy = excluded.best_test_accuracy, learning_rate = excluded.learning_rate,
      gradient_norm = excluded.gradient_norm, weight_norm = excluded.weight_norm,
      seconds = excluded.seconds, images_per_second = excluded.images_per_second`;
  await tx.$executeRaw`
    DELETE FROM epochs WHERE cell_id = ${cellId} AND epoch > ${lastEpoch} AND attempt < ${attempt}`;
}

async function insertResult(tx: Queryable, { cellId, attempt }: AttemptRef, result: CellResult) {
  const { final, corruption, ...columns } = result;
  await tx.cellResult.create({
    data: { cellId, attempt, ...columns, ...corruption, finalEpoch: final?.epoch ?? null },
  });
}

export function createAttemptStore({ client, transaction }: Database): AttemptStore {
  return {
    async claim({ cellId, attempt, workerId, engine }) {
      const [claimed] = await client.$queryRaw<{ attempt: number; spec: Cell; microBatches: MicroBatches }[]>`
        WITH claimed AS (
          UPDATE cells SET state = 'running', attempt = attempt + 1, worker_id = ${workerId}, started_at = now(), epoch = 0
          WHERE id = ${cellId} AND attempt = ${attempt} AND state = 'queued'
            AND (${engine.device} = 'gpu' OR NOT ${asksForGpu(Prisma.sql`cells.id`)})
          RETURNING id, attempt, spec, tried_before
        ), logged AS (
          INSERT INTO attempts (cell_id, number, worker_id, engine, engine_version, device, device_name, micro_batches)
          SELECT id, attempt, ${workerId}, ${engine.name}, ${engine.version}, ${engine.device}, ${engine.deviceName},
            CASE WHEN EXISTS (
              SELECT FROM attempts a
              WHERE a.cell_id = claimed.id AND a.number > claimed.tried_before AND a.failure_class = 'out-of-memory'
            ) THEN 2 ELSE 1 END
          FROM claimed
          RETURNING micro_batches
        )
        SELECT attempt, spec, micro_batches AS "microBatches" FROM claimed, logged`;
      if (claimed === undefined) return undefined;
      const { spec: cell, microBatches } = claimed;
      return { ref: { cellId, attempt: claimed.attempt }, cell, microBatches };
    },
    recordEpochs: (ref, metrics) =>
      transaction(async (tx) => {
        if (!(await lockRunning(tx, ref))) return false;
        if (metrics.length === 0) return true;
        const epoch = Math.max(...metrics.map((row) => row.epoch));
        await writeEpochs(tx, ref, metrics, epoch);
        await tx.$executeRaw`UPDATE cells SET epoch = greatest(epoch, ${epoch}) WHERE id = ${ref.cellId}`;
        return true;
      }),
    async recordGpuMemory({ cellId, attempt }, memoryMb) {
      await client.$executeRaw`
        UPDATE attempts SET gpu_memory_mb = ${memoryMb} WHERE cell_id = ${cellId} AND number = ${attempt}`;
    },
    finish: (ref, result) =>
      transaction(async (tx) => {
        if (!(await lockRunning(tx, ref))) return false;
        const { outcome, epochs, final } = result;
        await writeEpochs(tx, ref, final === null ? [] : [final], epochs);
        await insertResult(tx, ref, result);
        await tx.$executeRaw`
          UPDATE cells SET state = ${outcome}, epoch = ${epochs}, ended_at = now(), failure_class = NULL, failure_message = NULL
          WHERE id = ${ref.cellId}`;
        await tx.$executeRaw`
          UPDATE attempts SET outcome = ${outcome}, ended_at = now()
          WHERE cell_id = ${ref.cellId} AND number = ${ref.attempt}`;
        return true;
      }),
    fail: (ref, failure) =>
      transaction(async (tx) => {
        if (!(await lockRunning(tx, ref))) return 'superseded';
        const [state] = await recordFailures(tx, [{ cellId: ref.cellId, ...failure }]);
        return state === 'failed' ? 'failed' : 'retrying';
      }),
    release: (ref) =>
      transaction(async (tx) => {
        if (!(await lockRunning(tx, ref))) return false;
        await tx.$executeRaw`
          UPDATE cells SET state = 'pending', available_at = now(), queued_at = NULL, worker_id = NULL, started_at = NULL
          WHERE id = ${ref.cellId}`;
        await tx.$executeRaw`
          UPDATE attempts SET outcome = 'released', ended_at = now()
          WHERE cell_id = ${ref.cellId} AND number = ${ref.attempt}`;
        return true;
      }),
    superseded: (refs) =>
      client.$queryRaw<AttemptRef[]>`
        SELECT ref.cell_id AS "cellId", ref.attempt
        FROM unnest(${refs.map(({ cellId }) => cellId)}::text[], ${refs.map(({ attempt }) => attempt)}::int[])
          AS ref (cell_id, attempt)
        LEFT JOIN cells c ON c.id = ref.cell_id AND c.attempt = ref.attempt AND c.state = 'running'
        WHERE c.id IS NULL`,
  };
}
