import type {
  ApiKey,
  ApiKeyList,
  BulkChange,
  BulkPlan,
  DeletionPlan,
  BulkProgress,
  CancelledSweep,
  CellDetail,
  CellImages,
  CellSummary,
  CellWhy,
  CreatedApiKey,
  CreatedWebhook,
  Curve,
  FigureList,
  NewApiKey,
  NewWebhook,
  PresetList,
  Project,
  ProjectList,
  ProjectQuotas,
  QueryAnswer,
  QueryRequest,
  QueueHistory,
  QueueStatus,
  ReportTables,
  ResultRow,
  RetryFilter,
  Session,
  SubmittedSweep,
  Sweep,
  SweepAxes,
  SweepDerivation,
  SweepDiff,
  SweepExtension,
  SweepPage,
  SweepPatch,
  SweepPlan,
  SweepRetry,
  SweepSummary,
  SweepWhy,
  WebhookDeliveries,
  WebhookList,
  WebhookReplay,
  WebhookReplayed,
  WorkerList,
} from './generated/openapi.js';
import type { InputOf, MediaTypeOf, Operation } from './operation.js';
import type { ServerEvent } from './parse-events.js';

/** A spec as it is sent. */
export interface SpecText {
  readonly mediaType: 'application/yaml' | 'application/json';
  readonly text: string;
}

/** Ends one call, which then rejects with the signal's reason. */
export interface CallSignal {
  readonly signal?: AbortSignal | undefined;
}

export interface PlanOptions extends CallSignal {
  readonly text?: SpecText;
  /** The project that the sweep would be in. Default: that of the key, or `default`. */
  readonly project?: string | undefined;
}

/** The formats of a query whose rows arrive one after the other, and their media types. */
export const MEDIA_TYPE_OF_STREAM = {
  ndjson: 'application/x-ndjson',
  csv: 'text/csv',
  arrow: 'application/vnd.apache.arrow.stream',
  parquet: 'application/vnd.apache.parquet',
} as const satisfies Partial<
  Record<NonNullable<QueryRequest['format']>, MediaTypeOf<Operation<'post', '/v1/query'>>>
>;
type StreamFormat = keyof typeof MEDIA_TYPE_OF_STREAM;

type QueryOf<O> = NonNullable<InputOf<O> extends { readonly query?: infer Query } ? Query : never>;
/** Undefined is like nothing. */
type Loose<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** Which sweeps to list. Each `label` is `key=value`, or `key` for any value. */
export type SweepFilter = Loose<
  Pick<
    QueryOf<Operation<'get', '/v1/sweeps'>>,
    'state' | 'name' | 'project' | 'label' | 'search' | 'archived'
  >
>;
/** Which cells to list; `tried`: true for only those that have been tried before, false for only the others. */
export type CellFilter = Loose<Pick<QueryOf<Operation<'get', '/v1/sweeps/{id}/cells'>>, 'state' | 'tried'>>;
type ExportFormat = NonNullable<QueryOf<Operation<'get', '/v1/sweeps/{id}/export'>>['format']>;

/** Which rows and columns of "results", and how they are written. `positions` is like `0-99,205`. */
interface ResultFile extends Loose<
  Pick<QueryOf<Operation<'get', '/v1/sweeps/{id}/results'>>, 'state' | 'positions'>
> {
  readonly format?: 'arrow' | 'parquet' | 'csv' | 'ndjson';
  /** Default: all. */
  readonly columns?: readonly (keyof ResultRow)[];
}
/** Which learning curves, and how they are written. */
interface CurveFile extends Loose<Pick<QueryOf<Operation<'get', '/v1/sweeps/{id}/curves'>>, 'positions'>> {
  readonly format?: 'arrow' | 'csv' | 'ndjson';
  /** Columns of the view "learning_curves". */
  readonly columns?: readonly string[];
}
/** Of which cells, and how they are written. */
type MeasureFile = Omit<CurveFile, 'columns'>;
/** Ends one call. */
interface OwnSignal {
  readonly signal?: AbortSignal;
}

/** A query's answer whose rows have this type. */
export interface Answer<Row> extends Omit<QueryAnswer, 'rows'> {
  readonly rows: readonly Row[];
}

export interface ApiClient {
  readonly url: string;
  /** Resolves when the API and everything it needs is working. */
  ready(): Promise<void>;
  /**
   * Submits a sweep once, however often it has to retry: the same key with the same spec is the same sweep.
   *
   * @param spec anything: the API reports what is wrong with it
   * @param idempotencyKey up to 200 characters
   * @param text the same spec as a person wrote it, which the API keeps. Default: JSON.
   * @param project the project that it is in. Default: that of the key, or `default`.
   */
  submit(spec: unknown, idempotencyKey: string, text?: SpecText, project?: string): Promise<SubmittedSweep>;
  /**
   * Returns what submitting a spec would do, without writing anything.
   *
   * @param options `text`: the spec as a person wrote it, in place of `spec`, so that faults have lines; `signal` ends the call
   */
  plan(spec: unknown, options?: PlanOptions): Promise<SweepPlan>;
  /** @param patch a merge patch of the spec */
  clone(sweepId: string, patch: unknown, idempotencyKey: string): Promise<SubmittedSweep>;
  planClone(sweepId: string, patch: unknown): Promise<SweepDerivation>;
  extend(sweepId: string, extension: SweepExtension): Promise<SubmittedSweep>;
  planExtension(sweepId: string, extension: SweepExtension): Promise<SweepDerivation>;
  /** Compares two sweeps; lists the first cells of only the left one. */
  diff(left: string, right: string): Promise<SweepDiff>;
  getSweep(id: string): Promise<Sweep>;
  /** The text of a sweep as it was submitted. */
  getSource(id: string): Promise<Uint8Array>;
  /** The JSON Schema of a sweep file. */
  getSweepSchema(): Promise<unknown>;
  listPresets(): Promise<PresetList>;
  /** Newest first, archived ones included unless the filter says otherwise. Pages are fetched when they are needed. */
  listSweeps(filter?: SweepFilter): AsyncGenerator<SweepSummary>;
  /** One page of that list. */
  pageSweeps(
    filter: SweepFilter,
    page: { readonly limit: number; readonly cursor?: string | undefined },
  ): Promise<SweepPage>;
  /** The events of a sweep from now on, until the signal aborts or the stream ends. */
  listenToSweep(sweepId: string, signal: AbortSignal): AsyncIterable<ServerEvent>;
  listCells(sweepId: string, filter?: CellFilter): AsyncGenerator<CellSummary>;
  /** Rows of the view "results", in the sweep's order of expansion. Pages are fetched when they are needed. */
  listResults(sweepId: string): AsyncGenerator<readonly ResultRow[]>;
  /** The axes that vary in a sweep. */
  getAxes(sweepId: string): Promise<SweepAxes>;
  /** Rows of the view "results" as a file. Default: all, as an Arrow stream, in which every number is one of JavaScript's. */
  readResults(sweepId: string, selection?: ResultFile, options?: OwnSignal): Promise<Uint8Array>;
  /**
   * Learning curves of many cells as a file. Default: train and test accuracy of all, as an Arrow stream, which has one row per cell:
   * its position, and lists of the epochs and of each column.
   */
  readCurves(sweepId: string, selection?: CurveFile, options?: OwnSignal): Promise<Uint8Array>;
  /**
   * Measures of many cells at the end of training as a file. Default: of all, as an Arrow stream, which has one row for each measure of
   * each cell: its position, the measure's name and its value.
   */
  readMeasures(sweepId: string, selection?: MeasureFile, options?: OwnSignal): Promise<Uint8Array>;
  cancel(sweepId: string): Promise<CancelledSweep>;
  pause(sweepId: string): Promise<Sweep>;
  resume(sweepId: string): Promise<Sweep>;
  setPriority(sweepId: string, priority: number): Promise<Sweep>;
  /** Changes its name, notes or labels. */
  patchSweep(sweepId: string, patch: SweepPatch): Promise<Sweep>;
  archive(sweepId: string, isArchived: boolean): Promise<Sweep>;
  /** Counts what deleting a sweep would delete. */
  planDeletion(sweepId: string): Promise<DeletionPlan>;
  /** Deletes a sweep that has ended; its cells follow in the background. */
  deleteSweep(sweepId: string): Promise<void>;
  /** Retries the failed cells that match. */
  retry(sweepId: string, filter: RetryFilter): Promise<SweepRetry>;
  listWorkers(): Promise<WorkerList>;
  getQueues(): Promise<QueueStatus>;
  /** What the workers did in the last minutes. Default: 60. */
  getQueueHistory(minutes?: number): Promise<QueueHistory>;
  getCell(cellId: string): Promise<CellDetail>;
  /** Some train images of a cell. @throws RoteError `images-not-found` */
  getImages(cellId: string): Promise<CellImages>;
  explainCell(cellId: string): Promise<CellWhy>;
  explainSweep(sweepId: string): Promise<SweepWhy>;
  /** The epochs of a cell. @param points if there are more, only so many, which show the shape of the curve. Default: all. */
  readCurve(cellId: string, points?: number): AsyncGenerator<Curve['epochs'][number]>;
  /** The rows behind the report: of these tables, or of all. */
  listReportTables(sweepId: string, tables?: readonly string[]): Promise<ReportTables>;
  /** The report page, as HTML. */
  getReport(sweepId: string): Promise<Uint8Array>;
  listFigures(sweepId: string): Promise<FigureList>;
  /** @param name of a figure in the list */
  getFigure(
    sweepId: string,
    name: FigureList['items'][number]['name'],
    format: 'svg' | 'png',
  ): Promise<Uint8Array>;
  /**
   * Runs a SQL query whose rows fit into one document. A `bigint` or `numeric` in a row is text, with all its digits.
   *
   * @typeParam Row the type of the rows, which the query's author knows and nothing checks: `ViewRow<'results'>`, for example
   */
  query<Row = Readonly<Record<string, unknown>>>(
    request: Omit<QueryRequest, 'format'>,
    options?: CallSignal,
  ): Promise<Answer<Row>>;
  /** Runs a SQL query, and returns its rows in a format as they arrive. */
  streamQuery(request: QueryRequest & { readonly format: StreamFormat }): Promise<AsyncIterable<Uint8Array>>;
  /** Returns a sweep's export, a zip archive, as it arrives. */
  exportSweep(sweepId: string, format: ExportFormat): Promise<AsyncIterable<Uint8Array>>;
  /** Counts what a bulk change would reach. */
  planBulkChange(change: BulkChange): Promise<BulkPlan>;
  /** Begins a bulk change, which continues in the background. */
  startBulkChange(change: BulkChange): Promise<BulkProgress>;
  getBulkChange(id: string): Promise<BulkProgress>;
  listProjects(): Promise<ProjectList>;
  getProject(name: string): Promise<Project>;
  /** Makes a project, and changes none that exists. */
  createProject(name: string, quotas: ProjectQuotas): Promise<Project>;
  /** Replaces the share and the quotas of a project, or makes one. */
  setProject(name: string, quotas: ProjectQuotas): Promise<Project>;
  deleteProject(name: string): Promise<void>;
  createWebhook(webhook: NewWebhook): Promise<CreatedWebhook>;
  listWebhooks(): Promise<WebhookList>;
  /** The newest 100. */
  listDeliveries(webhookId: string): Promise<WebhookDeliveries>;
  replayWebhook(webhookId: string, replay: WebhookReplay): Promise<WebhookReplayed>;
  deleteWebhook(webhookId: string): Promise<void>;
  /** Who this client is to the API, and what it may do. Needs no key. */
  getSession(): Promise<Session>;
  /** Signs a page of the API's own origin in: its browser sends the key from then on, in a cookie that no script can read. */
  signIn(key: string): Promise<Session>;
  /** Removes that cookie. */
  signOut(): Promise<void>;
  createKey(key: NewApiKey): Promise<CreatedApiKey>;
  listKeys(): Promise<ApiKeyList>;
  revokeKey(id: string): Promise<ApiKey>;
}
