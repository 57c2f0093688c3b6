import type { Attempt, CellDetail, CellResult, CellSummary, NextAttempt } from '@rote/contracts';
import { architectureName, corruptionName, labelNoise, regularizerName } from '@rote/domain';
import type {
  AttemptRecord,
  CellRecord,
  NextAttempt as NextAttemptRecord,
  StoredResult,
  SweepCell,
} from '@rote/store';
import { toEpochMetrics } from './curve.js';

const toNextAttempt = (next: NextAttemptRecord | undefined): NextAttempt | null =>
  next === undefined ? null : { ...next, dueAt: next.dueAt.toISOString() };

export const toCellSummary = ({
  position,
  cached,
  cell: record,
  last,
  nextAttempt,
}: SweepCell): CellSummary => ({
  position,
  id: record.id,
  state: record.state,
  cached,
  architecture: architectureName(record.cell.architecture),
  corruption: corruptionName(record.cell.corruption),
  labelNoise: labelNoise(record.cell.corruption),
  regularizer: regularizerName(record.cell.regularizer),
  seed: record.cell.seed,
  attempts: record.attempt,
  epoch: record.epoch,
  epochs: record.cell.training.epochs,
  trainLoss: last !== undefined && Number.isFinite(last.trainLoss) ? last.trainLoss : null,
  trainAccuracy: last?.trainAccuracy ?? null,
  testAccuracy: last?.testAccuracy ?? null,
  cell: record.cell,
  error: record.error,
  nextAttempt: toNextAttempt(nextAttempt),
});

const toCellResult = ({ attempt, result, weights, engine, finishedAt }: StoredResult): CellResult => ({
  ...result,
  final: result.final && toEpochMetrics(result.final),
  weights,
  attempt,
  engine,
  finishedAt: finishedAt.toISOString(),
});

const toAttempt = (record: AttemptRecord): Attempt => ({
  number: record.number,
  workerId: record.workerId,
  engine: record.engine,
  microBatches: record.microBatches,
  gpuMemoryMb: record.gpuMemoryMb,
  firstStep: record.firstStep,
  startedAt: record.startedAt.toISOString(),
  endedAt: record.endedAt?.toISOString() ?? null,
  outcome: record.outcome,
  error: record.error,
  stderr: record.stderr,
  lateWrites: record.lateWrites,
});

export interface CellParts {
  readonly record: CellRecord;
  readonly attempts: readonly AttemptRecord[];
  readonly result: StoredResult | undefined;
  readonly hasImages: boolean;
  readonly nextAttempt: NextAttemptRecord | undefined;
}

export const toCellDetail = ({
  record,
  attempts,
  result,
  hasImages,
  nextAttempt,
}: CellParts): CellDetail => ({
  id: record.id,
  state: record.state,
  cell: record.cell,
  epoch: record.epoch,
  createdAt: record.createdAt.toISOString(),
  startedAt: record.startedAt?.toISOString() ?? null,
  endedAt: record.endedAt?.toISOString() ?? null,
  workerId: record.workerId,
  attempts: attempts.map(toAttempt),
  hasImages,
  result: result === undefined ? null : toCellResult(result),
  error: record.error,
  nextAttempt: toNextAttempt(nextAttempt),
});
