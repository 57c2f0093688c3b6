export { ApiKey, ApiKeyList, ApiKeyPath, CreatedApiKey, NewApiKey } from './api-key.js';
export { Attempt } from './attempt.js';
export { AuditEntry, AuditPage, AuditQuery } from './audit.js';
export { Cell } from './cell.js';
export { CellDetail } from './cell-detail.js';
export { CellResult, EngineIdentity } from './cell-result.js';
export { CellCounts, CellError, CellState, NextAttempt } from './cell-state.js';
export { CellPage, CellSummary } from './cell-summary.js';
export { csvLine, guardFormula, isHarmlessType, quoteCsv } from './csv.js';
export { BulkChange, BulkPath, BulkPlan, BulkProgress, BulkQuery } from './bulk.js';
export type { CsvValue } from './csv.js';
export { CellImages } from './cell-images.js';
export { Curve, EpochMetrics, Score } from './curve.js';
export { allCounts, Event, EVENT_TYPES, EventHeaders, EventQuery, StreamNotice } from './event.js';
export type { EventType } from './event.js';
export { FigureList, FigurePath } from './figures.js';
export { HealthStatus } from './health.js';
export { CellId, CellPath, IS_LOWERED, SweepId, SweepPath } from './identifiers.js';
export { LinkIndex } from './link-index.js';
export {
  CellPageQuery,
  CurveQuery,
  DEFAULT_CURVE_PAGE,
  DEFAULT_PAGE,
  SubmitHeaders,
  SubmitQuery,
  SweepPageQuery,
} from './paging.js';
export { decodeText } from './decode-text.js';
export { distinctNames } from './distinct-names.js';
export { locateFaults } from './locate-faults.js';
export { parseYaml } from './parse-yaml.js';
export { MAX_DEPTH, requireFiniteNumbers, requirePlainData } from './plain-data.js';
export { Project, ProjectHeaders, ProjectList, ProjectName, ProjectPath, ProjectQuotas } from './project.js';
export type { ProblemCode } from './problem.js';
export {
  HTTP_ERROR_CODES,
  Problem,
  PROBLEM_CODES,
  PROBLEM_MEDIA_TYPE,
  ProblemKind,
  ProblemList,
  ProblemPath,
} from './problem.js';
export type { QueryFormat } from './query.js';
export {
  DEFAULT_JSON_ROWS,
  MAX_JSON_ROWS,
  QUERY_FORMATS,
  QueryAnswer,
  QueryColumn,
  QueryLink,
  QueryParams,
  QueryRequest,
} from './query.js';
export { Preset, PresetList } from './preset.js';
export { QueueStatus } from './queue-status.js';
export { ReportTables, ReportTablesQuery } from './report-tables.js';
export { RESULT_FORMATS } from './result-formats.js';
export {
  EXPORT_EXTENSIONS,
  EXPORT_MANIFEST_FILE,
  EXPORT_SPEC_FILE,
  type ExportedFile,
  ExportManifest,
  ExportQuery,
} from './export.js';
export { NewSession, Session } from './session.js';
export { RESULT_COLUMNS, ResultPage, ResultPartPage, ResultQuery, ResultRow } from './results.js';
export type { CurveColumnName } from './curves.js';
export { CURVE_COLUMNS, CurvesQuery, DEFAULT_CURVE_COLUMNS } from './curves.js';
export { MeasuresQuery } from './measures.js';
export { ROW_FORMATS, type RowFormat } from './row-formats.js';
export { DEFAULT_HISTORY_MINUTES, MAX_BUCKETS, QueueHistory, QueueHistoryQuery } from './queue-history.js';
export { SweepAxes, SweepAxis } from './sweep-axes.js';
export { setYamlField } from './set-yaml-field.js';
export { stringifyYaml } from './stringify-yaml.js';
export { CancelledSweep, SubmittedSweep, Sweep, SweepPage, SweepPlan, SweepSummary } from './sweep.js';
export {
  DeletionPlan,
  DeletionQuery,
  PatchHeaders,
  RetryFilter,
  SweepPatch,
  SweepRetry,
} from './sweep-changes.js';
export { SweepClone, SweepDerivation, SweepExtension } from './sweep-derivation.js';
export { SweepDiff, SweepDiffPath, SweepDiffQuery } from './sweep-diff.js';
export { SweepState } from './sweep-state.js';
export { describePosition, positionsIn } from './text-position.js';
export { CellWhy, SweepWhy } from './why.js';
export {
  CreatedWebhook,
  NewWebhook,
  Webhook,
  WebhookDeliveries,
  WebhookDelivery,
  WebhookDeliveryQuery,
  WebhookList,
  WebhookPath,
  WebhookReplay,
  WebhookReplayed,
} from './webhook.js';
export { WorkerList, WorkerStatus } from './worker-status.js';
