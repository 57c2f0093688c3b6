import type { CellResult, EpochMetrics, FailureClass } from '@rote/domain';
import type { AttemptClaim, AttemptRef, ClaimedAttempt } from './claim-attempt.js';
import { claimAgain, claimAttempt, findClaimed } from './claim-attempt.js';
import type { Database, Queryable } from '../database/database.js';
import { epochRowsJson, measureRowsJson, REPLACED_COLUMNS } from '../cells/epoch-row.js';
import { toResultFields } from '../cells/result-row.js';
import { insertExampleRecords } from './example-records.js';
import { recordFailures } from './failed-attempts.js';
import type { AttemptReview } from './review-attempts.js';
import { reviewAttempts } from './review-attempts.js';

/** What happens to the cell of a failed attempt. */
export type FailureVerdict =
  | {
      readonly state: 'retrying';
      /** Delay before the next attempt. */
      readonly delayMs: number;
    }
  | { readonly state: 'failed' }
  | { readonly state: 'superseded' };

export interface AttemptFailure {
  readonly class: FailureClass;
  readonly message: string;
  /** The last lines of the trainer's standard error. */
  readonly stderr?: string;
  /** A retry would fail in the same way. */
  readonly isFinal?: boolean;
}

/**
 * A worker's writes. A write counts only while its attempt is the cell's running one. An attempt that lost its cell
 * (its worker was given up, or the sweep was cancelled) can change only the count of its late writes.
 */
export interface AttemptStore {
  /**
   * Starts an attempt at a queued cell if `attempt` is still the number of previous attempts.
   *
   * @returns undefined if the job is out of date: the cell was taken back, cancelled or already claimed, no active
   *   sweep contains it any longer, or it now asks for a GPU that the engine lacks
   */
  claim(claim: AttemptClaim): Promise<ClaimedAttempt | undefined>;
  /**
   * Starts an attempt at a cell whose last attempt failed here, without a job, as soon as its delay is over, whether or
   * not it is queued.
   *
   * @returns undefined if the cell may not be tried now, or not by this engine
   */
  claimAgain(claim: AttemptClaim): Promise<ClaimedAttempt | undefined>;
  /** Returns the running attempt that such a claim by this worker started: the reply to it may have been lost. */
  findClaimed(claim: Omit<AttemptClaim, 'engine'>): Promise<ClaimedAttempt | undefined>;
  /**
   * Records where training starts: at step and epoch 0, or at those of a checkpoint. Must be called before epochs are
   * recorded. Resolves to `false` if the attempt is superseded.
   */
  recordStart(ref: AttemptRef, start: AttemptStart): Promise<boolean>;
  /**
   * Adds to the learning curve. An epoch reported again replaces the earlier report, including its measures. Resolves
   * to `false` if the attempt is superseded.
   */
  recordEpochs(ref: AttemptRef, metrics: readonly EpochMetrics[]): Promise<boolean>;
  /** Records how much GPU memory the attempt's trainer holds, whether or not the attempt still counts. */
  recordGpuMemory(ref: AttemptRef, memoryMb: number): Promise<void>;
  /**
   * Stores the cell's only result. Resolves to `false` if the attempt is superseded.
   *
   * @param weights the address of the final weights; `null` if no sweep asked for them
   */
  finish(ref: AttemptRef, result: CellResult, weights: string | null): Promise<boolean>;
  /** Ends the attempt without a result; the domain's `retryDelayMs` decides whether the cell is retried. */
  fail(ref: AttemptRef, failure: AttemptFailure): Promise<FailureVerdict>;
  /**
   * Returns the cell unfinished, which does not count as a failure. Resolves to `false` if the attempt is superseded.
   */
  release(ref: AttemptRef): Promise<boolean>;
  /** Returns which attempts must stop, and how long the others may run. */
  review(refs: readonly AttemptRef[]): Promise<AttemptReview>;
}

export interface AttemptStart {
  /** Optimizer steps taken by earlier attempts. */
  readonly step: number;
  /** The last epoch that earlier attempts finished. */
  readonly epoch: number;
}

async function countLateWrite(client: Queryable, { cellId, attempt }: AttemptRef): Promise<void> {
  await client.$executeRaw`
    UPDATE attempts SET late_writes = late_writes + 1 WHERE cell_id = ${cellId} AND number = ${attempt}`;
}

/**
 * Locks the attempt's cell until the transaction ends. If the attempt is superseded, counts a late write and returns
 * `false`.
 */
async function lockRunning(tx: Queryable, ref: AttemptRef): Promise<boolean> {
  const locked = await tx.$queryRaw<unknown[]>`
    SELECT id FROM cells
    WHERE id = ${ref.cellId} AND attempt = ${ref.attempt} AND state = 'running' FOR NO KEY UPDATE`;
  if (locked.length === 0) await countLateWrite(tx, ref);
  return locked.length > 0;
}

/** The caller holds the cell's lock. Later epochs reported by an earlier attempt no longer belong to this run. */
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
    ON CONFLICT (cell_id, epoch) DO UPDATE SET ${REPLACED_COLUMNS}`;
  await tx.$executeRaw`
    DELETE FROM epochs WHERE cell_id = ${cellId} AND epoch > ${lastEpoch} AND attempt < ${attempt}`;
  await replaceMeasures(tx, { cellId, attempt }, metrics);
}

/** Replaces the measures of these epochs. */
async function replaceMeasures(
  tx: Queryable,
  { cellId, attempt }: AttemptRef,
  metrics: readonly EpochMetrics[],
): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM measures WHERE cell_id = ${cellId} AND epoch = ANY(${metrics.map(({ epoch }) => epoch)}::int[])`;
  await tx.$executeRaw`
    INSERT INTO measures (cell_id, epoch, attempt, name, value)
    SELECT ${cellId}, epoch, ${attempt}, name, value
    FROM jsonb_to_recordset(${measureRowsJson(metrics)}::jsonb) AS row (epoch INT, name TEXT, value DOUBLE PRECISION)`;
}

async function insertResult(
  tx: Queryable,
  { cellId, attempt }: AttemptRef,
  result: CellResult,
  weights: string | null,
) {
  const { final, confusion, examples } = result;
  await tx.cellResult.create({
    data: {
      cellId,
      attempt,
      ...toResultFields(result),
      finalEpoch: final?.epoch ?? null,
      weights,
      ...(confusion && { confusion: confusion.map((row) => [...row]) }),
    },
  });
  if (examples !== undefined) await insertExampleRecords(tx, { cellId, attempt }, examples);
}

export function createAttemptStore(database: Database): AttemptStore {
  const { client, transaction } = database;
  return {
    claim: (claim) => claimAttempt(client, claim),
    claimAgain: (claim) => claimAgain(database, claim),
    findClaimed: (claim) => findClaimed(client, claim),
    recordStart: (ref, { step, epoch }) =>
      transaction(async (tx) => {
        if (!(await lockRunning(tx, ref))) return false;
        await tx.$executeRaw`
          UPDATE attempts SET first_step = ${step} WHERE cell_id = ${ref.cellId} AND number = ${ref.attempt}`;
        await tx.$executeRaw`UPDATE cells SET epoch = ${epoch} WHERE id = ${ref.cellId}`;
        return true;
      }),
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
    finish: (ref, result, weights) =>
      transaction(async (tx) => {
        if (!(await lockRunning(tx, ref))) return false;
        const { outcome, epochs, final } = result;
        await writeEpochs(tx, ref, final === null ? [] : [final], epochs);
        await insertResult(tx, ref, result, weights);
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
        if (!(await lockRunning(tx, ref))) return { state: 'superseded' };
        const [delayMs = null] = await recordFailures(tx, [{ cellId: ref.cellId, ...failure }]);
        return delayMs === null ? { state: 'failed' } : { state: 'retrying', delayMs };
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
    review: (refs) => reviewAttempts(client, refs),
  };
}
