import type { Cell, CellResult, CellState, EngineIdentity, FailureClass, MicroBatches } from '@rote/domain';
import { toEngineIdentity } from '../workers/engine-identity.js';
import { toCellResult } from './result-row.js';
import type * as rows from '../generated/client.js';

export interface Failure {
  readonly class: FailureClass;
  readonly message: string;
}

export interface CellRecord {
  readonly id: string;
  readonly cell: Cell;
  readonly state: CellState;
  /** Attempts made so far. */
  readonly attempt: number;
  /** Attempts that failed since the cell was last submitted, for any reason. */
  readonly failures: number;
  /** The last epoch seen. Initially, for a cell that resumes from a checkpoint, the checkpoint's. */
  readonly epoch: number;
  readonly createdAt: Date;
  /** From the last attempt. */
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  /** The worker that is training it, or that ended it. */
  readonly workerId: string | null;
  /** From the last failed attempt; `null` again once the cell has its result. */
  readonly error: Failure | null;
}

export type AttemptOutcome = 'succeeded' | 'diverged' | 'failed' | 'released' | 'cancelled';

export interface AttemptRecord {
  readonly number: number;
  readonly workerId: string;
  readonly engine: EngineIdentity;
  readonly microBatches: MicroBatches;
  /** GPU memory observed in use by its trainer, in MiB; `null` if not observed. */
  readonly gpuMemoryMb: number | null;
  /** The optimizer step at which it started: 0 unless it resumed; `null` until known. */
  readonly firstStep: number | null;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  /** `null` while it runs. */
  readonly outcome: AttemptOutcome | null;
  readonly error: Failure | null;
  /** The last lines of the trainer's standard error. */
  readonly stderr: string | null;
  /** Writes rejected because they came after the attempt was superseded. */
  readonly lateWrites: number;
}

export interface StoredResult {
  readonly attempt: number;
  /**
   * The result without `confusion` and `examples`, which are too large for an overview: they are in a column of
   * `cell_results` and in the table `example_records`.
   */
  readonly result: CellResult;
  /** The address of the final weights; `null` if no sweep asked for them. */
  readonly weights: string | null;
  readonly engine: EngineIdentity;
  readonly finishedAt: Date;
}

const toFailure = (failureClass: string | null, message: string | null): Failure | null =>
  failureClass === null ? null : { class: failureClass as FailureClass, message: message ?? '' };

export const toCellRecord = (row: rows.Cell): CellRecord => ({
  id: row.id,
  cell: row.spec as unknown as Cell,
  state: row.state as CellState,
  attempt: row.attempt,
  failures: row.failures,
  epoch: row.epoch,
  createdAt: row.createdAt,
  startedAt: row.startedAt,
  endedAt: row.endedAt,
  workerId: row.workerId,
  error: toFailure(row.failureClass, row.failureMessage),
});

export const toAttemptRecord = (row: rows.Attempt): AttemptRecord => ({
  number: row.number,
  workerId: row.workerId,
  engine: toEngineIdentity(row),
  microBatches: row.microBatches as MicroBatches,
  gpuMemoryMb: row.gpuMemoryMb,
  firstStep: row.firstStep,
  startedAt: row.startedAt,
  endedAt: row.endedAt,
  outcome: row.outcome as AttemptOutcome | null,
  error: toFailure(row.failureClass, row.message),
  stderr: row.stderr,
  lateWrites: row.lateWrites,
});

export const toStoredResult = (
  row: Omit<rows.CellResult, 'confusion'> & {
    readonly madeBy: rows.Attempt;
    readonly final: (rows.Epoch & { readonly measures: readonly rows.Measure[] }) | null;
  },
): StoredResult => ({
  attempt: row.attempt,
  result: toCellResult(row, row.final),
  weights: row.weights,
  engine: toEngineIdentity(row.madeBy),
  finishedAt: row.finishedAt,
});
