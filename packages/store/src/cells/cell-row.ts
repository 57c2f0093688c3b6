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
  /** Attempts that failed since the cell was last submitted, in whichever way. */
  readonly failures: number;
  /** The last epoch seen: of a cell that goes on from a checkpoint, at first the one that it goes on from. */
  readonly epoch: number;
  readonly createdAt: Date;
  /** Of the last attempt. */
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  /** Who trains it, or ended it. */
  readonly workerId: string | null;
  /** Of the last attempt that failed; `null` again once the cell has its result. */
  readonly error: Failure | null;
}

export type AttemptOutcome = 'succeeded' | 'diverged' | 'failed' | 'released' | 'cancelled';

export interface AttemptRecord {
  readonly number: number;
  readonly workerId: string;
  readonly engine: EngineIdentity;
  readonly microBatches: MicroBatches;
  /** What its trainer was seen to hold of its GPU's memory, in MiB; `null` where nobody saw it. */
  readonly gpuMemoryMb: number | null;
  /** The optimizer step at which it began: 0 from the start; `null` while that is not known. */
  readonly firstStep: number | null;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  /** `null` while it runs. */
  readonly outcome: AttemptOutcome | null;
  readonly error: Failure | null;
  /** The last lines that the trainer wrote there. */
  readonly stderr: string | null;
  /** Writes that came after the attempt had been superseded, and were refused. */
  readonly lateWrites: number;
}

export interface StoredResult {
  readonly attempt: number;
  /**
   * Without `confusion` and `examples`, which are too many to be read by the way: they are in a column of `cell_results`
   * and in the table `example_records`.
   */
  readonly result: CellResult;
  /** Where the final weights are; `null` where no sweep asked for them. */
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
