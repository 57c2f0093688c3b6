import { DEFAULT_QUERY_LIMITS, type QueryLimits } from '@rote/domain';
import type { AuditStore } from './access/audit.js';
import { createAuditStore } from './access/audit.js';
import type { KeyStore } from './access/keys.js';
import { createKeyStore } from './access/keys.js';
import type { LoginStore } from './access/logins.js';
import { createLoginStore } from './access/logins.js';
import type { AttemptStore } from './attempts/attempts.js';
import { createAttemptStore } from './attempts/attempts.js';
import type { CellStore } from './cells/cells.js';
import { createCellStore } from './cells/cells.js';
import type { CellSelection } from './cells/selection.js';
import { openDatabase } from './database/database.js';
import { withRoteErrors } from './database/database-error.js';
import { createExportOpener } from './exports/export-opener.js';
import type { OpenExport } from './exports/open-export.js';
import { type ImportedSweep, importSweep, type ImportSummary } from './imports/import-sweep.js';
import type { ImageStore } from './images/images.js';
import { createImageStore } from './images/images.js';
import type { ImportedTables } from './imports/stage-tables.js';
import { type EventFeed, openEventFeed } from './events/event-feed.js';
import { createEventStore, type EventStore } from './events/events.js';
import type { FeedStore } from './feed/feed.js';
import { createFeedStore } from './feed/feed.js';
import type { Installation } from './database/installation.js';
import { readInstallation } from './database/installation.js';
import type { OpenQuery, QueryRequest } from './queries/open-query.js';
import { createQueryOpener } from './queries/query-opener.js';
import { createQuerySlots } from './queries/query-slots.js';
import type {
  QueryRows,
  QueryStream,
  ReadOnlyQueryOptions,
  StreamQueryOptions,
} from './queries/read-only-query.js';
import { runReadOnlyQuery, streamReadOnlyQuery } from './queries/read-only-query.js';
import { createProjectStore, type ProjectStore } from './projects/projects.js';
import { type CurveSelection, curveRows } from './reads/curve-rows.js';
import { measureRows } from './reads/measure-rows.js';
import { type OpenRows, openRows } from './reads/open-rows.js';
import { createReadConnections } from './reads/read-connections.js';
import { resultRows, type ResultSelection } from './reads/result-rows.js';
import type { QueryForm } from './queries/wrap-query.js';
import type { ReportStore } from './reports/reports.js';
import { createReportStore } from './reports/reports.js';
import type { SweepStore } from './sweeps/sweeps.js';
import { createSweepStore } from './sweeps/sweeps.js';
import { createWaitStore, type WaitStore } from './why/waits.js';
import { type BulkStore, createBulkStore } from './bulk/bulk-changes.js';
import { createWebhookStore, type WebhookStore } from './webhooks/webhooks.js';
import type { WorkerStore } from './workers/workers.js';
import { createWorkerStore } from './workers/workers.js';

/**
 * The authoritative record, in Postgres, of what to train and what came of it. Every method may throw RoteError
 * `service-unavailable` (retryable) if the database cannot be reached.
 */
export interface Store {
  readonly sweeps: SweepStore;
  readonly cells: CellStore;
  readonly images: ImageStore;
  readonly waits: WaitStore;
  readonly feed: FeedStore;
  readonly attempts: AttemptStore;
  readonly workers: WorkerStore;
  readonly reports: ReportStore;
  readonly projects: ProjectStore;
  readonly keys: KeyStore;
  readonly logins: LoginStore;
  readonly audit: AuditStore;
  readonly events: EventStore;
  readonly webhooks: WebhookStore;
  readonly bulk: BulkStore;
  /** Runs one query by a person: read-only, with limits. @throws RoteError `request-invalid` */
  readOnlyQuery(sql: string, options?: ReadOnlyQueryOptions): Promise<QueryRows>;
  /**
   * Runs one query like `readOnlyQuery`, and streams all rows in Postgres' own text format. @throws RoteError
   * `request-invalid`
   */
  streamQuery(sql: string, options?: StreamQueryOptions): Promise<QueryStream>;
  /**
   * Opens one query by a person within the limits of `StoreOptions`, and fetches its first rows.
   *
   * @throws RoteError `request-invalid` (a `QueryError` if PostgreSQL says so), `query-too-costly`, `query-timeout`,
   *   `too-many-queries` (retryable), `service-unavailable` if queries cannot be confined
   */
  openQuery(request: QueryRequest, options?: { readonly signal?: AbortSignal }): Promise<OpenQuery>;
  /**
   * Opens a sweep for reading: all of it is from one moment. It takes the place of one query.
   *
   * @throws RoteError `sweep-not-found`, `too-many-queries` (retryable), `aborted`
   */
  openExport(sweepId: string, options?: { readonly signal?: AbortSignal }): Promise<OpenExport>;
  /**
   * Opens rows of a sweep in the view `results`, in order of position. A few such answers are read at once, beside people's queries.
   *
   * @throws RoteError `sweep-not-found`, `too-many-queries` (retryable), `aborted`
   */
  openResults(sweepId: string, selection: ResultSelection, options?: OpenRowsOptions): Promise<OpenRows>;
  /**
   * Opens learning curves of a sweep, in order of position and epoch: one row per epoch, or for `values` one row per cell, with
   * lists. It takes the place of one answer of `openResults`, and throws as that does.
   */
  openCurves(sweepId: string, selection: CurveSelection, options?: OpenRowsOptions): Promise<OpenRows>;
  /** Opens the measures of cells at the end of training, in order of position and name, as `openCurves` does. */
  openMeasures(sweepId: string, cells: CellSelection, options?: OpenRowsOptions): Promise<OpenRows>;
  /**
   * Brings an export in, in one transaction. A result that is here already stays, and is compared.
   *
   * @throws RoteError `data-corrupt` if the export contradicts itself or what is here, `aborted`
   */
  importSweep(sweep: ImportedSweep, tables: ImportedTables, signal: AbortSignal): Promise<ImportSummary>;
  /** Opens what reads events as they come; the caller closes it. */
  openEventFeed(): EventFeed;
  /** Returns which Rote instance this is: its queue's name derives from it. */
  installation(): Promise<Installation>;
  ping(): Promise<void>;
  close(): Promise<void>;
}

interface OpenRowsOptions {
  /** Default: values. */
  readonly form?: QueryForm;
  /** Whether `bigint` becomes the nearest double, for programs that have no other numbers. Default: false. */
  readonly hasDoubles?: boolean;
  /** Ends the reading. */
  readonly signal?: AbortSignal;
}

export interface StoreOptions {
  /** The URL of a database that `migrate` has brought up to date. */
  readonly databaseUrl: string;
  /** The same database for a read-only role, which runs people's queries. */
  readonly readerUrl?: string | undefined;
  /** Default: 10. The lead and each read-only query have their own additional connections. */
  readonly maxConnections?: number;
  /** Limits of people's queries over HTTP. */
  readonly queryLimits?: QueryLimits;
}

/** Connects at the first use. */
export function openStore({
  databaseUrl,
  readerUrl = databaseUrl,
  maxConnections = 10,
  queryLimits = DEFAULT_QUERY_LIMITS,
}: StoreOptions): Store {
  const database = openDatabase({ databaseUrl, maxConnections });
  const { client } = database;
  const reads = createReadConnections(databaseUrl);
  const slots = createQuerySlots({ count: queryLimits.connections, waitMs: queryLimits.waitMs });
  return {
    sweeps: withRoteErrors(createSweepStore(database)),
    cells: withRoteErrors(createCellStore(database)),
    images: withRoteErrors(createImageStore(database)),
    waits: withRoteErrors(createWaitStore(database)),
    feed: withRoteErrors(createFeedStore(database, { databaseUrl })),
    attempts: withRoteErrors(createAttemptStore(database)),
    workers: withRoteErrors(createWorkerStore(database)),
    reports: withRoteErrors(createReportStore(database)),
    projects: withRoteErrors(createProjectStore(database)),
    keys: withRoteErrors(createKeyStore(database)),
    logins: withRoteErrors(createLoginStore(database)),
    audit: withRoteErrors(createAuditStore(database)),
    events: withRoteErrors(createEventStore(database)),
    webhooks: withRoteErrors(createWebhookStore(database)),
    bulk: withRoteErrors(createBulkStore(database)),
    openEventFeed: () => openEventFeed(databaseUrl),
    ...withRoteErrors({
      readOnlyQuery: (sql: string, options?: ReadOnlyQueryOptions) =>
        runReadOnlyQuery(readerUrl, sql, options),
      streamQuery: (sql: string, options?: StreamQueryOptions) =>
        streamReadOnlyQuery(readerUrl, sql, options),
      openQuery: createQueryOpener(databaseUrl, queryLimits, slots),
      openExport: createExportOpener(databaseUrl, slots),
      openResults: (
        sweepId: string,
        selection: ResultSelection,
        { form = 'values', ...options }: OpenRowsOptions = {},
      ) => openRows(reads, { sweepId, query: resultRows(sweepId, selection), form, ...options }, options),
      openCurves: (
        sweepId: string,
        selection: CurveSelection,
        { form = 'values', ...options }: OpenRowsOptions = {},
      ) =>
        openRows(
          reads,
          {
            sweepId,
            query: curveRows(sweepId, selection, form === 'values' ? 'lists' : 'rows'),
            form,
            ...options,
          },
          options,
        ),
      openMeasures: (
        sweepId: string,
        cells: CellSelection,
        { form = 'values', ...options }: OpenRowsOptions = {},
      ) => openRows(reads, { sweepId, query: measureRows(sweepId, cells), form, ...options }, options),
      importSweep: (sweep: ImportedSweep, tables: ImportedTables, signal: AbortSignal) =>
        importSweep(databaseUrl, sweep, tables, signal),
      installation: () => readInstallation(client),
      async ping() {
        await client.$queryRaw`SELECT 1`;
      },
      async close() {
        await reads.close();
        await database.close();
      },
    }),
  };
}
