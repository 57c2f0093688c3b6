export type { AttemptFailure, AttemptStart, AttemptStore, FailureVerdict } from './attempts.js';
export type { AttemptOutcome, AttemptRecord, CellRecord, Failure, StoredResult } from './cell-row.js';
export type { CellStore, EpochRange } from './cells.js';
export type { AttemptClaim, AttemptRef, ClaimedAttempt } from './claim-attempt.js';
export type { EngineIdentity } from './engine-identity.js';
export type { FeedStore, QueuedCell } from './feed.js';
export type { Installation } from './installation.js';
export type { Leadership } from './leadership.js';
export type { MigrateOptions } from './migrate.js';
export { migrate } from './migrate.js';
export type {
  QueryColumn,
  QueryRows,
  QueryStream,
  ReadOnlyQueryOptions,
  StreamQueryOptions,
  TextRow,
} from './read-only-query.js';
export type { ReportTableName } from './report-tables.js';
export { REPORT_TABLE_NAMES } from './report-tables.js';
export type { ReportStore, ReportTable } from './reports.js';
export type { RetryFilter } from './retry-sweep.js';
export type { AttemptReview } from './review-attempts.js';
export type { Store, StoreOptions } from './store.js';
export { openStore } from './store.js';
export type { CellStream } from './chunks.js';
export type { SweepOutlook } from './outlooks.js';
export type { OtherSweep } from './find-other-sweeps.js';
export type { SweepPlan } from './plan-sweep.js';
export type { SweepSubmission } from './submit-sweep.js';
export type { NextAttempt } from './next-attempts.js';
export type { Sweep } from './sweep-row.js';
export type { ResultPageOptions, StoredRow } from './sweep-results.js';
export type { SweepCell, SweepStore } from './sweeps.js';
export type { WorkerRecord, WorkerRegistration, WorkerStore } from './workers.js';
