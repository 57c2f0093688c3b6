import type {
  ApiKey,
  ApiKeyList,
  CancelledSweep,
  CellDetail,
  CellPage,
  CellSummary,
  CellWhy,
  CreatedApiKey,
  CreatedWebhook,
  Curve,
  FigureList,
  NewApiKey,
  NewWebhook,
  QueryAnswer,
  QueryFormat,
  QueryRequest,
  QueueStatus,
  ReportTables,
  ResultPage,
  ResultRow,
  RetryFilter,
  SubmittedSweep,
  Sweep,
  SweepDerivation,
  SweepDiff,
  SweepPage,
  SweepPatch,
  SweepPlan,
  SweepRetry,
  SweepSummary,
  SweepWhy,
  WorkerList,
  WebhookDeliveries,
  WebhookList,
  WebhookReplay,
  WebhookReplayed,
} from '@rote/contracts';
import type { CellState, ExportFormat, SweepState } from '@rote/domain';
import { RoteError } from '@rote/domain';
import { parseEvents, type ServerEvent } from './events/parse-events.js';
import { parseExactly } from './sql/parse-exactly.js';
import type { SpecText } from './sweeps/spec-text.js';
import { createTransport, type TransportOptions } from './transport.js';

export interface ApiClient {
  readonly url: string;
  /** Resolves when the API and everything it needs is working. */
  ready(): Promise<void>;
  /**
   * Submits a sweep once, however often it has to retry: the same key with the same spec is the same sweep.
   *
   * @param idempotencyKey up to 200 characters
   * @param text the same spec as a person wrote it, which the API keeps. Default: JSON.
   */
  submit(spec: unknown, idempotencyKey: string, text?: SpecText): Promise<SubmittedSweep>;
  plan(spec: unknown): Promise<SweepPlan>;
  /** @param patch a merge patch of the spec */
  clone(sweepId: string, patch: unknown, idempotencyKey: string): Promise<SubmittedSweep>;
  planClone(sweepId: string, patch: unknown): Promise<SweepDerivation>;
  extend(sweepId: string, extension: Extension): Promise<SubmittedSweep>;
  planExtension(sweepId: string, extension: Extension): Promise<SweepDerivation>;
  /** Compares two sweeps; lists the first cells of only the left one. */
  diff(left: string, right: string): Promise<SweepDiff>;
  getSweep(id: string): Promise<Sweep>;
  /** The text of a sweep as it was submitted. */
  getSource(id: string): Promise<Uint8Array>;
  /** Newest first, archived ones included unless the filter says otherwise. Pages are fetched when they are needed. */
  listSweeps(filter?: SweepFilter): AsyncGenerator<SweepSummary>;
  /** The events of a sweep from now on, until the signal aborts or the stream ends. */
  listenToSweep(sweepId: string, signal: AbortSignal): AsyncIterable<ServerEvent>;
  listCells(sweepId: string, filter?: CellFilter): AsyncGenerator<CellSummary>;
  /** Rows of the view "results", in the sweep's order of expansion. Pages are fetched when they are needed. */
  listResults(sweepId: string): AsyncGenerator<readonly ResultRow[]>;
  cancel(sweepId: string): Promise<CancelledSweep>;
  pause(sweepId: string): Promise<Sweep>;
  resume(sweepId: string): Promise<Sweep>;
  setPriority(sweepId: string, priority: number): Promise<Sweep>;
  /** Changes its name, notes or labels. */
  patchSweep(sweepId: string, patch: SweepPatch): Promise<Sweep>;
  archive(sweepId: string, isArchived: boolean): Promise<Sweep>;
  /** Retries the failed cells that match. */
  retry(sweepId: string, filter: RetryFilter): Promise<SweepRetry>;
  listWorkers(): Promise<WorkerList>;
  getQueues(): Promise<QueueStatus>;
  getCell(cellId: string): Promise<CellDetail>;
  explainCell(cellId: string): Promise<CellWhy>;
  explainSweep(sweepId: string): Promise<SweepWhy>;
  /** The epochs of a cell. */
  readCurve(cellId: string): AsyncGenerator<Curve['epochs'][number]>;
  /** The rows behind the report. */
  listReportTables(sweepId: string): Promise<ReportTables>;
  /** The report page, as HTML. */
  getReport(sweepId: string): Promise<Uint8Array>;
  listFigures(sweepId: string): Promise<FigureList>;
  /** @param path `svg` or `png` of a figure in the list */
  getFigure(path: string): Promise<Uint8Array>;
  /** Runs a SQL query whose rows fit into one document. A `bigint` or `numeric` in a row is text, with all its digits. */
  query(request: Omit<QueryRequest, 'format'>): Promise<QueryAnswer>;
  /** Runs a SQL query, and returns its rows in a format as they arrive. */
  streamQuery(request: QueryRequest & { readonly format: StreamFormat }): Promise<AsyncIterable<Uint8Array>>;
  /** Returns a sweep's export, a zip archive, as it arrives. */
  exportSweep(sweepId: string, format: ExportFormat): Promise<AsyncIterable<Uint8Array>>;
  createWebhook(webhook: NewWebhook): Promise<CreatedWebhook>;
  listWebhooks(): Promise<WebhookList>;
  /** The newest 100. */
  listDeliveries(webhookId: string): Promise<WebhookDeliveries>;
  replayWebhook(webhookId: string, replay: WebhookReplay): Promise<WebhookReplayed>;
  deleteWebhook(webhookId: string): Promise<void>;
  createKey(key: NewApiKey): Promise<CreatedApiKey>;
  listKeys(): Promise<ApiKeyList>;
  revokeKey(id: string): Promise<ApiKey>;
}

/** Further values by axis. */
interface Extension {
  readonly axes: Readonly<Record<string, unknown>>;
  readonly name?: string;
}

export interface SweepFilter {
  readonly state?: SweepState | undefined;
  readonly name?: string | undefined;
  /** Each `key=value`, or `key` for any value. */
  readonly label?: readonly string[] | undefined;
  readonly search?: string | undefined;
  readonly archived?: 'false' | 'true' | 'any' | undefined;
}

export interface CellFilter {
  readonly state?: CellState | undefined;
  /** True for only cells that have been tried before, false for only the others. */
  readonly tried?: boolean | undefined;
}

/** The formats of a query whose rows arrive one after the other. */
const MEDIA_TYPE_OF_STREAM = {
  ndjson: 'application/x-ndjson',
  csv: 'text/csv',
  arrow: 'application/vnd.apache.arrow.stream',
  parquet: 'application/vnd.apache.parquet',
} as const satisfies Partial<Record<QueryFormat, string>>;
type StreamFormat = keyof typeof MEDIA_TYPE_OF_STREAM;

const postOf = (body: QueryRequest): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

const webhookPath = (id: string): string => `/v1/webhooks/${encodeURIComponent(id)}`;

const PAGE = 500;
const RESULT_PAGE = 1000;
/** How long a query may take until its first rows: the API limits it itself, and `fetch` gives up after five minutes. */
const QUERY_TIMEOUT_MS = 4 * 60_000;
/** How long it may take until a stream of events begins. */
const STREAM_TIMEOUT_MS = 20_000;
/** A report of many cells takes the database minutes; after five, `fetch` gives up by itself. */
const REPORT_TIMEOUT_MS = 4 * 60_000;

/**
 * Creates a client of Rote's REST API.
 *
 * Its calls reject with a RoteError: the API's own if it answered with a problem (an InvalidInputError with every fault if
 * the input was invalid), `service-unavailable` (retryable) if no answer came, or not in time. If the signal ended the
 * call, they reject with the signal's reason.
 */
export function createApiClient(options: TransportOptions): ApiClient {
  const { url, fetchBody, openBody, request, send, insist } = createTransport(options);
  const fetchDrawing = (path: string, wanted: string): Promise<Uint8Array> =>
    fetchBody(path, wanted, {}, REPORT_TIMEOUT_MS);
  const change = (path: string, body: unknown, method: 'POST' | 'PATCH' = 'POST'): Promise<unknown> =>
    insist(() => send(method, path, body));

  /** Yields the pages of a list, each when it is needed. */
  async function* pages<P extends { readonly next?: string | null }>(first: string): AsyncGenerator<P> {
    for (let path: string | null = first; path !== null;) {
      const page = (await request(path)) as P;
      yield page;
      path = page.next ?? null;
    }
  }
  async function* items<T>(first: string): AsyncGenerator<T> {
    for await (const page of pages<{ readonly items: readonly T[]; readonly next: string | null }>(first))
      yield* page.items;
  }

  const getSweep = async (id: string): Promise<Sweep> => (await request(`/v1/sweeps/${id}`)) as Sweep;

  // The API builds its answers from the same schemas that these types come from.
  return {
    url,
    async ready() {
      await request('/readyz');
    },
    submit: async (spec, idempotencyKey, text) => {
      const headers = { 'idempotency-key': idempotencyKey };
      return (await insist(() => send('POST', '/v1/sweeps', spec, { headers, text }))) as SubmittedSweep;
    },
    plan: async (spec) => (await send('POST', '/v1/sweeps?dryRun=true', spec)) as SweepPlan,
    clone: async (sweepId, patch, idempotencyKey) => {
      const headers = { 'idempotency-key': idempotencyKey };
      return (await insist(() =>
        send('POST', `/v1/sweeps/${sweepId}/clone`, patch, { headers }),
      )) as SubmittedSweep;
    },
    planClone: async (sweepId, patch) =>
      (await send('POST', `/v1/sweeps/${sweepId}/clone?dryRun=true`, patch)) as SweepDerivation,
    extend: async (sweepId, extension) =>
      (await change(`/v1/sweeps/${sweepId}/extend`, extension)) as SubmittedSweep,
    planExtension: async (sweepId, extension) =>
      (await send('POST', `/v1/sweeps/${sweepId}/extend?dryRun=true`, extension)) as SweepDerivation,
    diff: async (left, right) => (await request(`/v1/sweeps/${left}/diff/${right}`)) as SweepDiff,
    getSweep,
    getSource: (id) => fetchBody(`/v1/sweeps/${id}/source`, 'application/'),
    listSweeps: (filter = {}) => {
      const query = new URLSearchParams({ limit: String(PAGE) });
      for (const [name, value] of Object.entries({ archived: 'any', ...filter }))
        for (const each of value === undefined ? [] : [value].flat()) query.append(name, each);
      return items<SweepPage['items'][number]>(`/v1/sweeps?${query.toString()}`);
    },
    async *listenToSweep(sweepId, signal) {
      const path = `/v1/sweeps/${sweepId}/events`;
      yield* parseEvents(await openBody(path, 'text/event-stream', { signal }, STREAM_TIMEOUT_MS));
    },
    listCells: (sweepId, filter = {}) => {
      const query = new URLSearchParams({ limit: String(PAGE) });
      for (const [name, value] of Object.entries(filter))
        if (value !== undefined) query.set(name, String(value));
      return items<CellPage['items'][number]>(`/v1/sweeps/${sweepId}/cells?${query.toString()}`);
    },
    async *listResults(sweepId) {
      const first = `/v1/sweeps/${sweepId}/results?limit=${String(RESULT_PAGE)}`;
      for await (const page of pages<ResultPage>(first)) yield page.items;
    },
    cancel: (sweepId) =>
      insist(async (isAgain) => {
        try {
          return (await send('POST', `/v1/sweeps/${sweepId}/cancel`, {})) as CancelledSweep;
        } catch (error) {
          // The first answer was lost: the sweep is already cancelled.
          const isDone = isAgain && error instanceof RoteError && error.code === 'sweep-ended';
          const sweep = isDone ? await getSweep(sweepId) : undefined;
          if (sweep?.state === 'cancelled') return { ...sweep, wantedBy: [] };
          throw error;
        }
      }),
    pause: async (sweepId) => (await change(`/v1/sweeps/${sweepId}/pause`, {})) as Sweep,
    resume: async (sweepId) => (await change(`/v1/sweeps/${sweepId}/resume`, {})) as Sweep,
    setPriority: async (sweepId, priority) =>
      (await change(`/v1/sweeps/${sweepId}`, { priority }, 'PATCH')) as Sweep,
    patchSweep: async (sweepId, patch) => (await change(`/v1/sweeps/${sweepId}`, patch, 'PATCH')) as Sweep,
    archive: async (sweepId, isArchived) =>
      (await change(`/v1/sweeps/${sweepId}/${isArchived ? 'archive' : 'unarchive'}`, {})) as Sweep,
    // Not retried: a second call would retry what has failed again in the meantime.
    retry: async (sweepId, filter) =>
      (await send('POST', `/v1/sweeps/${sweepId}/retry`, filter)) as SweepRetry,
    listWorkers: async () => (await request('/v1/workers')) as WorkerList,
    getQueues: async () => (await request('/v1/queues')) as QueueStatus,
    getCell: async (cellId) => (await request(`/v1/cells/${cellId}`)) as CellDetail,
    explainCell: async (cellId) => (await request(`/v1/cells/${cellId}/why`)) as CellWhy,
    explainSweep: async (sweepId) => (await request(`/v1/sweeps/${sweepId}/why`)) as SweepWhy,
    async *readCurve(cellId) {
      type CurvePage = Curve & { readonly next?: string | null };
      for await (const page of pages<CurvePage>(`/v1/cells/${cellId}/curve`)) yield* page.epochs;
    },
    listReportTables: async (sweepId) =>
      (await request(`/v1/sweeps/${sweepId}/report/tables`, {}, REPORT_TIMEOUT_MS)) as ReportTables,
    getReport: (sweepId) => fetchDrawing(`/v1/sweeps/${sweepId}/report`, 'text/html'),
    listFigures: async (sweepId) =>
      (await request(`/v1/sweeps/${sweepId}/figures`, {}, REPORT_TIMEOUT_MS)) as FigureList,
    getFigure: (path) => fetchDrawing(path, 'image/'),
    query: async (query) => {
      const init = postOf({ ...query, format: 'json' });
      const body = await fetchBody('/v1/query', 'json', init, QUERY_TIMEOUT_MS);
      return parseExactly(new TextDecoder().decode(body));
    },
    streamQuery: (query) =>
      openBody('/v1/query', MEDIA_TYPE_OF_STREAM[query.format], postOf(query), QUERY_TIMEOUT_MS),
    exportSweep: (sweepId, format) =>
      openBody(`/v1/sweeps/${sweepId}/export?format=${format}`, 'application/zip', {}, QUERY_TIMEOUT_MS),
    // Not retried: a second call would make a second webhook.
    createWebhook: async (webhook) => (await send('POST', '/v1/webhooks', webhook)) as CreatedWebhook,
    listWebhooks: async () => (await request('/v1/webhooks')) as WebhookList,
    listDeliveries: async (webhookId) =>
      (await request(`${webhookPath(webhookId)}/deliveries`)) as WebhookDeliveries,
    replayWebhook: async (webhookId, replay) =>
      (await change(`${webhookPath(webhookId)}/replay`, replay)) as WebhookReplayed,
    deleteWebhook: async (webhookId) => {
      await fetchBody(webhookPath(webhookId), '', { method: 'DELETE' });
    },
    // Not retried: a second call would make a second key, and the first could be used by no one.
    createKey: async (key) => (await send('POST', '/v1/keys', key)) as CreatedApiKey,
    listKeys: async () => (await request('/v1/keys')) as ApiKeyList,
    revokeKey: async (id) =>
      (await insist(() => request(`/v1/keys/${encodeURIComponent(id)}`, { method: 'DELETE' }))) as ApiKey,
  };
}
