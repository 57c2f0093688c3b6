import type { CellResult, EpochMetrics, FailureClass } from '@rote/domain';
import type { AttemptClaim, AttemptRef, ClaimedAttempt } from './claim-attempt.js';
import { type HistoryBucket, readAttemptHistory } from './attempt-history.js';
import { claimAgain, claimAttempt, findClaimed } from './claim-attempt.js';
import type { Database, Queryable } from '../database/database.js';
import { epochRowsJson, measureRowsJson } from '../cells/epoch-row.js';
import { resultRowJson } from '../cells/result-row.js';
import { retryLostRaces } from '../database/retry-lost-races.js';
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
  /** What happened in each of the last `count` stretches of so many seconds, the oldest first. */
  readHistory(stretches: {
    readonly count: number;
    readonly seconds: number;
  }): Promise<readonly HistoryBucket[]>;
  /**
   * Records where training starts: at step and epoch 0, or at those of a checkpoint. Must be called before epochs are
   * recorded. Resolves to `false` if the attempt is superseded.
   */
  recordStart(ref: AttemptRef, start: AttemptStart): Promise<boolean>;
  /**
   * Adds to the learning curve. An epoch reported again replaces the earlier report, including its measures. Resolves
   * to `false` if the attempt is superseded.
   *
   * @param start where training started, if that is not recorded yet
   */
  recordEpochs(ref: AttemptRef, metrics: readonly EpochMetrics[], start?: AttemptStart): Promise<boolean>;
  /** Records how much GPU memory the attempt's trainer holds, whether or not the attempt still counts. */
  recordGpuMemory(ref: AttemptRef, memoryMb: number): Promise<void>;
  /**
   * Stores the cell's only result. Resolves to `false` if the attempt is superseded.
   *
   * @param weights the address of the final weights; `null` if no sweep asked for them
   * @param metrics epochs that are not recorded yet
   * @param start where training started, if that is not recorded yet
   */
  finish(
    ref: AttemptRef,
    result: CellResult,
    weights: string | null,
    metrics?: readonly EpochMetrics[],
    start?: AttemptStart,
  ): Promise<boolean>;
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
 * `false`. `record_attempt` has the same fence.
 */
async function lockRunning(tx: Queryable, ref: AttemptRef): Promise<boolean> {
  const locked = await tx.$queryRaw<unknown[]>`
    SELECT id FROM cells
    WHERE id = ${ref.cellId} AND attempt = ${ref.attempt} AND state = 'running' FOR NO KEY UPDATE`;
  if (locked.length === 0) await countLateWrite(tx, ref);
  return locked.length > 0;
}

/** What an attempt has produced since its last report. */
interface Produced {
  readonly start?: AttemptStart | undefined;
  readonly metrics?: readonly EpochMetrics[];
  /** As JSON. */
  readonly result?: string;
}

/** Records it in one trip. Returns `false` if the attempt is superseded. */
async function record(
  client: Queryable,
  { cellId, attempt }: AttemptRef,
  { start, metrics = [], result }: Produced,
): Promise<boolean> {
  const began = start === undefined ? null : JSON.stringify(start);
  const reports = epochRowsJson(metrics);
  const rows = await retryLostRaces(
    () => client.$queryRaw<readonly { counts: boolean }[]>`
      SELECT record_attempt(${cellId}::text, ${attempt}::int, ${began}::jsonb, ${reports}::jsonb,
        ${measureRowsJson(metrics)}::jsonb, ${result ?? null}::jsonb) AS counts`,
  );
  return rows[0]?.counts === true;
}

export function createAttemptStore(database: Database): AttemptStore {
  const { client, transaction } = database;
  return {
    claim: (claim) => claimAttempt(client, claim),
    claimAgain: (claim) => claimAgain(database, claim),
    findClaimed: (claim) => findClaimed(client, claim),
    readHistory: (stretches) => readAttemptHistory(client, stretches),
    recordStart: (ref, start) => record(client, ref, { start }),
    recordEpochs: (ref, metrics, start) => record(client, ref, { metrics, start }),
    async recordGpuMemory({ cellId, attempt }, memoryMb) {
      await client.$executeRaw`
        UPDATE attempts SET gpu_memory_mb = ${memoryMb} WHERE cell_id = ${cellId} AND number = ${attempt}`;
    },
    finish: (ref, result, weights, metrics = [], start) =>
      record(client, ref, {
        start,
        metrics: result.final === null ? metrics : [...metrics, result.final],
        result: resultRowJson(result, weights),
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
