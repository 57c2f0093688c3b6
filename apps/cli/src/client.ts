import { setTimeout as delay } from 'node:timers/promises';
import type {
  CancelledSweep,
  CellDetail,
  CellPage,
  CellSummary,
  Curve,
  FigureList,
  Problem,
  QueueStatus,
  ReportTables,
  ResultPage,
  ResultRow,
  RetryFilter,
  SubmittedSweep,
  Sweep,
  SweepPage,
  SweepPlan,
  SweepRetry,
  SweepSummary,
  WorkerList,
} from '@rote/contracts';
import { PROBLEM_MEDIA_TYPE } from '@rote/contracts';
import type { CellState, ErrorCode } from '@rote/domain';
import { ERROR_CODES, InvalidInputError, RoteError, timeLimit } from '@rote/domain';

export interface ApiClient {
  readonly url: string;
  /** Resolves when the API and everything it needs works. */
  ready(): Promise<void>;
  /**
   * Submits a sweep once, however often it has to ask: the same key with the same spec is the same sweep.
   *
   * @param idempotencyKey up to 200 characters
   */
  submit(spec: unknown, idempotencyKey: string): Promise<SubmittedSweep>;
  plan(spec: unknown): Promise<SweepPlan>;
  getSweep(id: string): Promise<Sweep>;
  /** Newest first. Pages are fetched as they are asked for. */
  listSweeps(): AsyncGenerator<SweepSummary>;
  listCells(sweepId: string, filter?: CellFilter): AsyncGenerator<CellSummary>;
  /** Rows of the view "results", in the sweep's order of expansion. Pages are fetched as they are asked for. */
  listResults(sweepId: string): AsyncGenerator<readonly ResultRow[]>;
  cancel(sweepId: string): Promise<CancelledSweep>;
  pause(sweepId: string): Promise<Sweep>;
  resume(sweepId: string): Promise<Sweep>;
  setPriority(sweepId: string, priority: number): Promise<Sweep>;
  /** Has the failed cells that match tried again. */
  retry(sweepId: string, filter: RetryFilter): Promise<SweepRetry>;
  listWorkers(): Promise<WorkerList>;
  getQueues(): Promise<QueueStatus>;
  getCell(cellId: string): Promise<CellDetail>;
  /** The epochs of a cell. */
  readCurve(cellId: string): AsyncGenerator<Curve['epochs'][number]>;
  /** The rows behind the report. */
  listReportTables(sweepId: string): Promise<ReportTables>;
  /** The page, as HTML. */
  getReport(sweepId: string): Promise<Uint8Array>;
  listFigures(sweepId: string): Promise<FigureList>;
  /** @param path `svg` or `png` of a figure in the list */
  getFigure(path: string): Promise<Uint8Array>;
}

export interface CellFilter {
  readonly state?: CellState | undefined;
  /** Only cells that have been tried before, or only the others. */
  readonly tried?: boolean | undefined;
}

export interface ApiClientOptions {
  /** For example `http://127.0.0.1:3000`; with user and password, they are sent and never shown. */
  readonly url: string;
  /** The API's token, where it wants one. */
  readonly token?: string | undefined;
  readonly signal: AbortSignal;
  /** How long an answer may take, but for those of reports. */
  readonly requestTimeoutMs?: number;
  /** Called once for a call that changes something, where its answer takes long or has to be asked for again. */
  readonly onWait?: () => void;
}

const PAGE = 500;
const RESULT_PAGE = 1000;
const REQUEST_TIMEOUT_MS = 60_000;
/** A report of many cells takes the database minutes; after five, `fetch` gives up by itself. */
const REPORT_TIMEOUT_MS = 4 * 60_000;

/** How long one try of a change may take. `fetch` gives up after five minutes; the change goes on without it. */
const CHANGE_TIMEOUT_MS = 4 * 60_000;
/** An API that is restarted is back within this. */
const OUTAGE_MS = 60_000;
const ASK_AGAIN_MS = 1000;
/** When a person begins to wonder. */
const WAIT_MS = 15_000;

const parseJson = (body: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(body));

const isErrorCode = (code: string): code is ErrorCode => (ERROR_CODES as readonly string[]).includes(code);

/** Thrown where a change was asked for and no answer came: whether it was made is not known. */
export class LostAnswerError extends RoteError {}

/** Whether a call that failed never came to the API: nothing can have changed. */
function isRefused(error: RoteError): boolean {
  const { cause } = error;
  const reason = cause instanceof Error && cause.cause instanceof Error ? cause.cause : {};
  const code = 'code' in reason ? reason.code : undefined;
  return typeof code === 'string' && ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'].includes(code);
}

/** Whether `fetch` refused to connect at all: https://fetch.spec.whatwg.org/#port-blocking. */
const isBlockedPort = (error: unknown): boolean =>
  error instanceof Error && error.cause instanceof Error && error.cause.message === 'bad port';

const hasTimedOut = ({ cause }: RoteError): boolean =>
  cause instanceof Error && cause.name === 'TimeoutError';

/** The error that the API met, as if it had been thrown here. */
function errorOf({ code, detail, retryable, errors, moreErrors }: Problem): RoteError {
  if (errors === undefined || errors.length === 0)
    return new RoteError(isErrorCode(code) ? code : 'request-invalid', detail, { retryable });
  // The lines that follow the first name the faults, which InvalidInputError does itself.
  const what = (detail.split('\n')[0] ?? '').replace(/:$/, '');
  return new InvalidInputError(code === 'spec-invalid' ? code : 'request-invalid', what, errors, moreErrors);
}

/** A URL without its login, which `fetch` does not take there, and the header that says the same. */
function separateLogin(
  address: string,
  token: string | undefined,
): { readonly url: string; readonly authorization: string | undefined } {
  const url = new URL(address);
  const { username, password } = url;
  url.username = '';
  url.password = '';
  const shown = url.href.replace(/\/$/, '');
  if (username === '' && password === '')
    return { url: shown, authorization: token === undefined ? undefined : `Bearer ${token}` };
  const login = [username, password].map(decodeURIComponent).join(':');
  return { url: shown, authorization: `Basic ${Buffer.from(login, 'utf8').toString('base64')}` };
}

/**
 * A client of Rote's REST API.
 *
 * Its calls reject with a RoteError: the API's own where it answered with a problem (an InvalidInputError with every
 * fault where the input was at fault), `service-unavailable` (retryable) where nobody answered, or not in time; and with
 * the signal's reason where that ended the call.
 */
export function createApiClient({
  url: address,
  token,
  signal,
  requestTimeoutMs = REQUEST_TIMEOUT_MS,
  onWait = () => undefined,
}: ApiClientOptions): ApiClient {
  const { url, authorization } = separateLogin(address, token);
  /** The body of an answer, of whatever type it is to be. */
  const fetchBody = async (
    path: string,
    wanted: string,
    init: RequestInit = {},
    timeoutMs = requestTimeoutMs,
  ): Promise<Uint8Array> => {
    const limit = timeLimit(timeoutMs);
    let response: Response;
    let body: Uint8Array;
    try {
      const headers = new Headers(init.headers);
      if (authorization !== undefined) headers.set('authorization', authorization);
      response = await fetch(new URL(path, url), {
        ...init,
        headers,
        signal: AbortSignal.any([signal, limit]),
      });
      body = new Uint8Array(await response.arrayBuffer());
    } catch (cause) {
      signal.throwIfAborted();
      if (isBlockedPort(cause))
        throw new RoteError(
          'config-invalid',
          `The API at ${url} cannot be asked: port ${new URL(url).port} is one of those that fetch blocks, as browsers do. ` +
            'Start it on another with ROTE_PORT, and name that with --api URL or ROTE_API_URL.',
        );
      throw new RoteError(
        'service-unavailable',
        limit.aborted
          ? `The API at ${url} has not answered ${path} within ${String(timeoutMs / 1000)} s. It or its database may be busy: try again.`
          : `No API answers at ${url}. Start one with "npm start" (or "npx rote up"), or name another with --api URL or ROTE_API_URL.`,
        { retryable: true, cause },
      );
    }
    const mediaType = response.headers.get('content-type') ?? '';
    if (response.ok && mediaType.includes(wanted)) return body;
    if (mediaType.startsWith(PROBLEM_MEDIA_TYPE)) throw errorOf(parseJson(body) as Problem);
    throw new RoteError(
      'request-invalid',
      `${url} is no Rote API: ${path} answered ${String(response.status)} with ${mediaType || 'no content type'}. ` +
        'Name the right address with --api URL or ROTE_API_URL.',
    );
  };

  const request = async (path: string, init?: RequestInit, timeoutMs?: number): Promise<unknown> =>
    parseJson(await fetchBody(path, 'json', init, timeoutMs));
  const fetchDrawing = (path: string, wanted: string): Promise<Uint8Array> =>
    fetchBody(path, wanted, {}, REPORT_TIMEOUT_MS);

  const send = (
    method: 'POST' | 'PATCH',
    path: string,
    body: unknown,
    {
      headers = {},
      timeoutMs = CHANGE_TIMEOUT_MS,
    }: { headers?: Record<string, string>; timeoutMs?: number } = {},
  ): Promise<unknown> =>
    request(
      path,
      {
        method,
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      },
      timeoutMs,
    );

  /**
   * Asks for a change until there is an answer. A large sweep takes the database minutes, and a change whose answer was
   * lost has been made all the same: giving up would call that a failure. What is asked has to be the same when asked twice.
   */
  const insist = async <T>(ask: (isAgain: boolean) => Promise<T>): Promise<T> => {
    const note = setTimeout(onWait, WAIT_MS).unref();
    let lostAtMs: number | undefined;
    try {
      for (let isAgain = false; ; isAgain = true) {
        try {
          return await ask(isAgain);
        } catch (error) {
          if (!(error instanceof RoteError) || !error.retryable || (!isAgain && isRefused(error)))
            throw error;
          // Without an answer in minutes it is at work, or stands still: either way it is there.
          lostAtMs = hasTimedOut(error) ? undefined : (lostAtMs ?? performance.now());
          if (lostAtMs !== undefined && performance.now() - lostAtMs > OUTAGE_MS)
            throw new LostAnswerError(error.code, error.message, { retryable: true, cause: error.cause });
        }
        await delay(ASK_AGAIN_MS, undefined, { signal }).catch(() => {
          signal.throwIfAborted();
        });
      }
    } finally {
      clearTimeout(note);
    }
  };
  const change = (path: string, body: unknown, method: 'POST' | 'PATCH' = 'POST'): Promise<unknown> =>
    insist(() => send(method, path, body));

  async function* pages<T>(first: string): AsyncGenerator<T> {
    for (let path: string | null = first; path !== null;) {
      const page = (await request(path)) as { readonly items: readonly T[]; readonly next: string | null };
      yield* page.items;
      path = page.next;
    }
  }

  const getSweep = async (id: string): Promise<Sweep> => (await request(`/v1/sweeps/${id}`)) as Sweep;

  // The API builds its answers from the very schemas that these types come from.
  return {
    url,
    async ready() {
      await request('/readyz');
    },
    submit: async (spec, idempotencyKey) => {
      const headers = { 'idempotency-key': idempotencyKey };
      return (await insist(() => send('POST', '/v1/sweeps', spec, { headers }))) as SubmittedSweep;
    },
    plan: async (spec) => (await send('POST', '/v1/sweeps?dryRun=true', spec)) as SweepPlan,
    getSweep,
    listSweeps: () => pages<SweepPage['items'][number]>(`/v1/sweeps?limit=${String(PAGE)}`),
    listCells: (sweepId, filter = {}) => {
      const query = new URLSearchParams({ limit: String(PAGE) });
      for (const [name, value] of Object.entries(filter))
        if (value !== undefined) query.set(name, String(value));
      return pages<CellPage['items'][number]>(`/v1/sweeps/${sweepId}/cells?${query.toString()}`);
    },
    async *listResults(sweepId) {
      for (
        let path: string | null = `/v1/sweeps/${sweepId}/results?limit=${String(RESULT_PAGE)}`;
        path !== null;
      ) {
        const page = (await request(path)) as ResultPage;
        yield page.items;
        path = page.next;
      }
    },
    cancel: (sweepId) =>
      insist(async (isAgain) => {
        try {
          return (await send('POST', `/v1/sweeps/${sweepId}/cancel`, {})) as CancelledSweep;
        } catch (error) {
          // The answer that was lost was that it is cancelled.
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
    // Asked for twice, it would try again what has failed a second time meanwhile.
    retry: async (sweepId, filter) =>
      (await send('POST', `/v1/sweeps/${sweepId}/retry`, filter)) as SweepRetry,
    listWorkers: async () => (await request('/v1/workers')) as WorkerList,
    getQueues: async () => (await request('/v1/queues')) as QueueStatus,
    getCell: async (cellId) => (await request(`/v1/cells/${cellId}`)) as CellDetail,
    async *readCurve(cellId) {
      for (let path: string | null = `/v1/cells/${cellId}/curve`; path !== null;) {
        const page = (await request(path)) as Curve & { readonly next?: string | null };
        yield* page.epochs;
        path = page.next ?? null;
      }
    },
    listReportTables: async (sweepId) =>
      (await request(`/v1/sweeps/${sweepId}/report/tables`, {}, REPORT_TIMEOUT_MS)) as ReportTables,
    getReport: (sweepId) => fetchDrawing(`/v1/sweeps/${sweepId}/report`, 'text/html'),
    listFigures: async (sweepId) =>
      (await request(`/v1/sweeps/${sweepId}/figures`, {}, REPORT_TIMEOUT_MS)) as FigureList,
    getFigure: (path) => fetchDrawing(path, 'image/'),
  };
}
