export type { AuditRecord, AuditStore, Author } from './access/audit.js';
export type { KeyRecord, KeyStore, NewKey } from './access/keys.js';
export type { AttemptFailure, AttemptStart, AttemptStore, FailureVerdict } from './attempts/attempts.js';
export type { AttemptOutcome, AttemptRecord, CellRecord, Failure, StoredResult } from './cells/cell-row.js';
export type { CellStore, CurveShape, EpochRange } from './cells/cells.js';
export type { AttemptClaim, AttemptRef, ClaimedAttempt } from './attempts/claim-attempt.js';
export type { EventFeed } from './events/event-feed.js';
export type { EventRecord } from './events/event-record.js';
export type { FeedStore } from './feed/feed.js';
export type { QueuedCell } from './feed/queued-cell.js';
export type { ImageStore } from './images/images.js';
export type { Installation } from './database/installation.js';
export type { Leadership } from './feed/leadership.js';
export type { MigrateOptions } from './database/migrate.js';
export { EPOCH_COLUMN_NAMES, toEpochColumns } from './cells/epoch-row.js';
export { migrate } from './database/migrate.js';
export type {
  QueryColumn,
  QueryRows,
  QueryStream,
  ReadOnlyQueryOptions,
  StreamQueryOptions,
  TextRow,
} from './queries/read-only-query.js';
export type { OpenQuery, OpenQueryColumn, QueryRequest, WireRows } from './queries/open-query.js';
export type { RecordBatch } from './queries/record-batch.js';
export type { ExportedRows, OpenExport } from './exports/open-export.js';
export type { ImportedSweep, ImportSummary } from './imports/import-sweep.js';
export type { ImportedTable, ImportedTableName, ImportedTables } from './imports/stage-tables.js';
export type { ParameterValue } from './queries/named-parameters.js';
export { endsStatement } from './queries/ends-statement.js';
export { QueryError } from './queries/query-error.js';
export type { ColumnReader } from './queries/read-records.js';
export { readRecords } from './queries/read-records.js';
export type { QueryForm, WireColumn, WireType } from './queries/wrap-query.js';
export type { CurveColumn, CurveSelection } from './reads/curve-rows.js';
export type { OpenRows } from './reads/open-rows.js';
export type { ResultSelection } from './reads/result-rows.js';
export type { CellSelection, PositionRange } from './cells/selection.js';
export type { SweepAxis } from './sweeps/sweep-axes.js';
export type { ProjectQuotas, ProjectRecord, ProjectStore } from './projects/projects.js';
export type { ReportTableName } from './reports/report-tables.js';
export { REPORT_TABLE_NAMES } from './reports/report-tables.js';
export type { ReportStore, ReportTable } from './reports/reports.js';
export type { RetryFilter } from './sweeps/retry-sweep.js';
export type { AttemptReview } from './attempts/review-attempts.js';
export type { Store, StoreOptions } from './store.js';
export { openStore } from './store.js';
export type { CellStream } from './sweeps/chunks.js';
export type { SweepOutlook } from './sweeps/outlooks.js';
export type { SweepSource } from './sweeps/sweep-source.js';
export type { OtherSweep } from './sweeps/find-other-sweeps.js';
export type { SweepPlan } from './sweeps/plan-sweep.js';
export type { SweepSubmission } from './sweeps/submit-sweep.js';
export type { NextAttempt } from './cells/next-attempts.js';
export type { Sweep } from './sweeps/sweep-row.js';
export type { ResultPageOptions, StoredRow } from './sweeps/sweep-results.js';
export type { SweepCell, SweepStore } from './sweeps/sweeps.js';
export type { SweepFilter } from './sweeps/list-sweeps.js';
export type { BulkRecord, ClaimedChange } from './bulk/bulk-changes.js';
export type { BulkFilter } from './bulk/choose-sweeps.js';
export { bulkChangeNotFound } from './bulk/bulk-changes.js';
export type { ClaimedDelivery, DeliveryRecord, WebhookRecord } from './webhooks/webhooks.js';
export type { Durations, HistoryBucket } from './attempts/attempt-history.js';
export type { TrainedCell, WorkerRecord, WorkerRegistration, WorkerStore } from './workers/workers.js';
export type { Fleet } from './why/fleet.js';
export { MOST_AHEAD } from './why/fleet.js';
export type { Wait, Waits, WaitStore } from './why/waits.js';
