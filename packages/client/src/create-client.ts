import { RoteError } from '@rote/domain/errors';
import type { ApiClient } from './api-client.js';
import { MEDIA_TYPE_OF_STREAM } from './api-client.js';
import type {
  BulkPlan,
  BulkProgress,
  ResultPage,
  SweepDerivation,
  SweepPlan,
  SweepSpec,
  SubmittedSweep,
} from './generated/openapi.js';
import { insist } from './insist.js';
import { parseEvents } from './parse-events.js';
import { parseExactly } from './parse-exactly.js';
import { createTransport, type TransportOptions } from './transport.js';

export interface ClientOptions extends TransportOptions {
  /** Called once for a change whose answer takes long or has to be requested again. */
  readonly onWait?: () => void;
}

const PAGE = 500;
const RESULT_PAGE = 1000;
/** How long a query may take until its first rows: the API limits it itself, and `fetch` gives up after five minutes. */
const QUERY = { timeoutMs: 4 * 60_000 } as const;
/** How long it may take until a stream of events begins. */
const STREAM_TIMEOUT_MS = 20_000;
/** A report of many cells takes the database minutes. */
const REPORT = { timeoutMs: 4 * 60_000 } as const;
/** Time limit for one try of a change; the change continues without it. */
const CHANGE = { timeoutMs: 4 * 60_000 } as const;

const DRY_RUN = { dryRun: true } as const;

/**
 * Creates a client of Rote's REST API.
 *
 * Its calls reject with a RoteError: the API's own if it answered with a problem (an InvalidInputError with every fault if
 * the input was invalid), `service-unavailable` (retryable) if no answer came, or not in time. If the signal ended the
 * call, they reject with the signal's reason.
 */
export function createApiClient(options: ClientOptions): ApiClient {
  const { url, json, follow, bytes, stream, perform } = createTransport(options);
  const { signal, onWait = () => undefined } = options;
  const keepAsking = <T>(ask: (isAgain: boolean) => Promise<T>): Promise<T> =>
    insist(ask, { signal, onWait });

  /** Yields the pages of a list, each when it is needed. */
  async function* pages<Page extends { readonly next?: string | null }>(
    first: Promise<Page>,
  ): AsyncGenerator<Page> {
    for (let page = await first; ; page = (await follow(page.next)) as Page) {
      yield page;
      if (page.next === undefined || page.next === null) return;
    }
  }
  async function* items<Item>(
    first: () => Promise<{ readonly items: readonly Item[]; readonly next?: string | null }>,
  ): AsyncGenerator<Item> {
    for await (const page of pages(first())) yield* page.items;
  }
  const getSweep: ApiClient['getSweep'] = (id) => json('get', '/v1/sweeps/{id}', { path: { id } });

  return {
    url,
    async ready() {
      await json('get', '/readyz', {});
    },
    submit: (spec, idempotencyKey, text, project) => {
      const headers = { 'idempotency-key': idempotencyKey };
      const body = spec as SweepSpec;
      const query = { project };
      return keepAsking(
        async () =>
          (await json('post', '/v1/sweeps', { query, headers, body }, { ...CHANGE, text })) as SubmittedSweep,
      );
    },
    plan: async (spec, { text, project, signal: own } = {}) => {
      const input = { query: { ...DRY_RUN, project }, body: spec as SweepSpec };
      return (await json('post', '/v1/sweeps', input, { ...CHANGE, text, signal: own })) as SweepPlan;
    },
    clone: (id, patch, idempotencyKey) => {
      const headers = { 'idempotency-key': idempotencyKey };
      const input = { path: { id }, headers, body: patch as never };
      return keepAsking(
        async () => (await json('post', '/v1/sweeps/{id}/clone', input, CHANGE)) as SubmittedSweep,
      );
    },
    planClone: async (id, patch) => {
      const input = { path: { id }, query: DRY_RUN, body: patch as never };
      return (await json('post', '/v1/sweeps/{id}/clone', input, CHANGE)) as SweepDerivation;
    },
    extend: (id, body) =>
      keepAsking(
        async () =>
          (await json('post', '/v1/sweeps/{id}/extend', { path: { id }, body }, CHANGE)) as SubmittedSweep,
      ),
    planExtension: async (id, body) => {
      const input = { path: { id }, query: DRY_RUN, body };
      return (await json('post', '/v1/sweeps/{id}/extend', input, CHANGE)) as SweepDerivation;
    },
    diff: (id, other) => json('get', '/v1/sweeps/{id}/diff/{other}', { path: { id, other } }),
    getSweep,
    getSource: (id) =>
      bytes('get', '/v1/sweeps/{id}/source', ['application/yaml', 'application/json'], { path: { id } }),
    getSweepSchema: () => follow('/v1/schema/sweep', 'application/schema+json'),
    listPresets: () => json('get', '/v1/presets', {}),
    listSweeps: (filter = {}) =>
      items(() => json('get', '/v1/sweeps', { query: { limit: PAGE, archived: 'any', ...filter } })),
    pageSweeps: (filter, page) => json('get', '/v1/sweeps', { query: { ...filter, ...page } }),
    async *listenToSweep(id, own) {
      yield* parseEvents(
        await stream(
          'get',
          '/v1/sweeps/{id}/events',
          'text/event-stream',
          { path: { id } },
          {
            timeoutMs: STREAM_TIMEOUT_MS,
            signal: own,
          },
        ),
      );
    },
    listCells: (id, filter = {}) =>
      items(() => json('get', '/v1/sweeps/{id}/cells', { path: { id }, query: { limit: PAGE, ...filter } })),
    async *listResults(id) {
      const input = { path: { id }, query: { limit: RESULT_PAGE } };
      // A page without "columns" has all of them.
      const first = json('get', '/v1/sweeps/{id}/results', input) as Promise<ResultPage>;
      for await (const page of pages(first)) yield page.items;
    },
    getAxes: (id) => json('get', '/v1/sweeps/{id}/axes', { path: { id } }),
    readResults: (id, selection = {}, options = {}) => {
      const { format = 'arrow', columns, ...query } = selection;
      const input = { path: { id }, query: { ...query, format, columns: columns?.join(',') } };
      return bytes('get', '/v1/sweeps/{id}/results', [MEDIA_TYPE_OF_STREAM[format]], input, {
        ...QUERY,
        ...options,
      });
    },
    readCurves: (id, selection = {}, options = {}) => {
      const { format = 'arrow', columns, positions } = selection;
      const input = { path: { id }, query: { positions, format, columns: columns?.join(',') } };
      return bytes('get', '/v1/sweeps/{id}/curves', [MEDIA_TYPE_OF_STREAM[format]], input, {
        ...QUERY,
        ...options,
      });
    },
    readMeasures: (id, { format = 'arrow', positions } = {}, options = {}) =>
      bytes(
        'get',
        '/v1/sweeps/{id}/measures',
        [MEDIA_TYPE_OF_STREAM[format]],
        { path: { id }, query: { positions, format } },
        { ...QUERY, ...options },
      ),
    cancel: (id) =>
      keepAsking(async (isAgain) => {
        try {
          return await json('post', '/v1/sweeps/{id}/cancel', { path: { id } }, CHANGE);
        } catch (error) {
          // The first answer was lost: the sweep is already cancelled.
          const isDone = isAgain && error instanceof RoteError && error.code === 'sweep-ended';
          const sweep = isDone ? await getSweep(id) : undefined;
          if (sweep?.state === 'cancelled') return { ...sweep, wantedBy: [] };
          throw error;
        }
      }),
    pause: (id) => keepAsking(() => json('post', '/v1/sweeps/{id}/pause', { path: { id } }, CHANGE)),
    resume: (id) => keepAsking(() => json('post', '/v1/sweeps/{id}/resume', { path: { id } }, CHANGE)),
    setPriority: (id, priority) =>
      keepAsking(() => json('patch', '/v1/sweeps/{id}', { path: { id }, body: { priority } }, CHANGE)),
    patchSweep: (id, body) =>
      keepAsking(() => json('patch', '/v1/sweeps/{id}', { path: { id }, body }, CHANGE)),
    archive: (id, isArchived) =>
      keepAsking(() =>
        json('post', `/v1/sweeps/{id}/${isArchived ? 'archive' : 'unarchive'}`, { path: { id } }, CHANGE),
      ),
    planDeletion: (id) => json('delete', '/v1/sweeps/{id}', { path: { id }, query: DRY_RUN }),
    deleteSweep: (id) => perform('delete', '/v1/sweeps/{id}', { path: { id } }),
    // Not retried: a second call would retry what has failed again in the meantime.
    retry: (id, body) => json('post', '/v1/sweeps/{id}/retry', { path: { id }, body }, CHANGE),
    listWorkers: () => json('get', '/v1/workers', {}),
    getQueues: () => json('get', '/v1/queues', {}),
    getQueueHistory: (minutes) => json('get', '/v1/queues/history', { query: { minutes } }),
    getCell: (id) => json('get', '/v1/cells/{id}', { path: { id } }),
    getImages: (id) => json('get', '/v1/cells/{id}/images', { path: { id } }),
    explainCell: (id) => json('get', '/v1/cells/{id}/why', { path: { id } }),
    explainSweep: (id) => json('get', '/v1/sweeps/{id}/why', { path: { id } }),
    async *readCurve(id, points) {
      for await (const page of pages(
        json('get', '/v1/cells/{id}/curve', { path: { id }, query: { points } }),
      ))
        yield* page.epochs;
    },
    listReportTables: (id, tables) => {
      const query = { tables: tables?.join(',') };
      return json('get', '/v1/sweeps/{id}/report/tables', { path: { id }, query }, REPORT);
    },
    getReport: (id) => bytes('get', '/v1/sweeps/{id}/report', ['text/html'], { path: { id } }, REPORT),
    listFigures: (id) => json('get', '/v1/sweeps/{id}/figures', { path: { id } }, REPORT),
    getFigure: (id, name, format) => {
      const input = { path: { id, name } };
      return format === 'svg'
        ? bytes('get', '/v1/sweeps/{id}/figures/{name}.svg', ['image/svg+xml'], input, REPORT)
        : bytes('get', '/v1/sweeps/{id}/figures/{name}.png', ['image/png'], input, REPORT);
    },
    query: async (query, { signal: own } = {}) => {
      const input = { body: { ...query, format: 'json' } } as const;
      const body = await bytes('post', '/v1/query', ['application/json'], input, { ...QUERY, signal: own });
      return parseExactly(new TextDecoder().decode(body));
    },
    streamQuery: (body) => stream('post', '/v1/query', MEDIA_TYPE_OF_STREAM[body.format], { body }, QUERY),
    exportSweep: (id, format) =>
      stream('get', '/v1/sweeps/{id}/export', 'application/zip', { path: { id }, query: { format } }, QUERY),
    planBulkChange: async (body) =>
      (await json('post', '/v1/bulk-changes', { query: DRY_RUN, body }, CHANGE)) as BulkPlan,
    // Not retried: a second call would no longer find the sweeps that the first one changes.
    startBulkChange: async (body) =>
      (await json('post', '/v1/bulk-changes', { body }, CHANGE)) as BulkProgress,
    getBulkChange: (id) => json('get', '/v1/bulk-changes/{id}', { path: { id } }),
    listProjects: () => json('get', '/v1/projects', {}),
    getProject: (name) => json('get', '/v1/projects/{name}', { path: { name } }),
    // Not retried: a second call would find the project that the first one made.
    createProject: (name, body) =>
      json('put', '/v1/projects/{name}', { path: { name }, headers: { 'if-none-match': '*' }, body }, CHANGE),
    setProject: (name, body) =>
      keepAsking(() => json('put', '/v1/projects/{name}', { path: { name }, body }, CHANGE)),
    deleteProject: (name) => perform('delete', '/v1/projects/{name}', { path: { name } }),
    // Not retried: a second call would make a second webhook.
    createWebhook: (body) => json('post', '/v1/webhooks', { body }, CHANGE),
    listWebhooks: () => json('get', '/v1/webhooks', {}),
    listDeliveries: (id) => json('get', '/v1/webhooks/{id}/deliveries', { path: { id } }),
    replayWebhook: (id, body) =>
      keepAsking(() => json('post', '/v1/webhooks/{id}/replay', { path: { id }, body }, CHANGE)),
    deleteWebhook: (id) => perform('delete', '/v1/webhooks/{id}', { path: { id } }),
    getSession: () => json('get', '/v1/session', {}),
    signIn: (key) => json('post', '/v1/session', { body: { key } }),
    signOut: () => perform('delete', '/v1/session', {}),
    // Not retried: a second call would make a second key, and the first could be used by no one.
    createKey: (body) => json('post', '/v1/keys', { body }, CHANGE),
    listKeys: () => json('get', '/v1/keys', {}),
    revokeKey: (id) => keepAsking(() => json('delete', '/v1/keys/{id}', { path: { id } })),
  };
}
