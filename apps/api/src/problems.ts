import type { Problem, ProblemCode } from '@rote/contracts';
import { InvalidInputError, RoteError } from '@rote/domain';
import { QueryError } from '@rote/store';
import { HttpError } from './http/http-error.js';

export interface ProblemKind {
  readonly status: number;
  readonly title: string;
  /** What a client can do about it. */
  readonly help: string;
}

const REPORT_IT = 'The server log has details under the request id. Please report this.';
const LATER = 'This may pass by itself, or the operator of the server has to act: try again later.';
const OF_TRAINING = 'An attempt at a cell can fail this way; requests never do.';

/** How each error code appears over HTTP. */
export const PROBLEMS = {
  'request-invalid': {
    status: 400,
    title: 'Invalid request',
    help: 'Correct the faults in `errors`, each at its place.',
  },
  'spec-invalid': {
    status: 422,
    title: 'Invalid sweep spec',
    help: 'Correct the faults in `errors`, each at its place in the spec.',
  },
  unauthorized: {
    status: 401,
    title: 'Key required',
    help: 'Send a key that works: `Authorization: Bearer KEY`. An administrator of the server can make one.',
  },
  'scope-missing': {
    status: 403,
    title: 'Scope missing',
    help: 'Use a key with the scope that `detail` names. An administrator of the server can make one.',
  },
  'project-not-allowed': {
    status: 403,
    title: 'Project not allowed',
    help: 'The key is for one project, and `detail` says which. An administrator of the server can make another key.',
  },
  'origin-not-allowed': {
    status: 403,
    title: 'Origin not allowed',
    help: 'A browser sent this for a page of another site. Add its origin to ROTE_CORS_ORIGINS if it is yours.',
  },
  forbidden: { status: 403, title: 'Forbidden', help: 'Nothing at this address may be read.' },
  'sweep-not-found': {
    status: 404,
    title: 'Sweep not found',
    help: 'GET /v1/sweeps lists all sweeps.',
  },
  'cell-not-found': {
    status: 404,
    title: 'Cell not found',
    help: 'GET /v1/sweeps/{id}/cells lists the cells of a sweep.',
  },
  'images-not-found': {
    status: 404,
    title: 'No images of this cell',
    help: 'They appear when any cell with the same data set, corruption, augmentation and seeds is trained.',
  },
  'figure-not-found': {
    status: 404,
    title: 'No rows for this figure',
    help: 'GET /v1/sweeps/{id}/figures lists the figures that a sweep has rows for.',
  },
  'bulk-change-not-found': {
    status: 404,
    title: 'Bulk change not found',
    help: 'Bulk changes are kept for 30 days.',
  },
  'webhook-not-found': {
    status: 404,
    title: 'Webhook not found',
    help: 'GET /v1/webhooks lists all webhooks.',
  },
  'project-not-found': {
    status: 404,
    title: 'Project not found',
    help: 'GET /v1/projects lists all projects.',
  },
  'key-not-found': { status: 404, title: 'Key not found', help: 'GET /v1/keys lists all keys.' },
  'route-not-found': { status: 404, title: 'Not found', help: 'GET / lists the main addresses.' },
  'method-not-allowed': {
    status: 405,
    title: 'Method not allowed',
    help: 'The header Allow lists the methods that the address supports.',
  },
  'request-timeout': {
    status: 408,
    title: 'Request timeout',
    help: 'The whole request must arrive in time: send it again without pauses.',
  },
  'sweep-ended': {
    status: 409,
    title: 'Sweep has ended',
    help: 'Submit the spec again: cells that have their result are not trained again.',
  },
  'sweep-active': {
    status: 409,
    title: 'Sweep is active',
    help: 'Cancel the sweep first, or wait until it has ended.',
  },
  'project-in-use': {
    status: 409,
    title: 'Project in use',
    help: '`detail` says what it still has. To stop a project, set its quota maxQueuedCells to 0.',
  },
  'idempotency-conflict': {
    status: 422,
    title: 'Idempotency key used with another spec',
    help: 'Use a new key for each spec.',
  },
  'query-too-costly': {
    status: 422,
    title: 'Query too costly',
    help: 'Narrow the query with WHERE or LIMIT, or ask the operator of the server to raise ROTE_QUERY_MAX_COST.',
  },
  'query-timeout': {
    status: 422,
    title: 'Query timeout',
    help: 'Narrow the query, or ask the operator of the server to raise ROTE_QUERY_TIMEOUT_MS.',
  },
  'too-many-queries': {
    status: 429,
    title: 'Too many queries',
    help: 'Try again after the number of seconds in the header Retry-After.',
  },
  'attempt-superseded': { status: 409, title: 'Attempt superseded', help: OF_TRAINING },
  'precondition-failed': {
    status: 412,
    title: 'Precondition failed',
    help: 'What the request expects is no longer so, and `detail` says what: look again.',
  },
  'body-too-large': {
    status: 413,
    title: 'Body too large',
    help: 'A body has at most 256 KiB: split the sweep, or shorten the query.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'Unsupported media type',
    help: 'Send application/json or application/yaml, in UTF-8 and not compressed.',
  },
  'range-not-satisfiable': {
    status: 416,
    title: 'Range not satisfiable',
    help: 'Omit the header Range.',
  },
  'expectation-failed': {
    status: 417,
    title: 'Expectation failed',
    help: 'Omit the header Expect.',
  },
  'host-not-allowed': {
    status: 421,
    title: 'Host not allowed',
    help: 'The host name in the request is not one of this server’s. If it is yours, add it to ROTE_ALLOWED_HOSTS.',
  },
  'too-many-requests': {
    status: 429,
    title: 'Too many requests',
    help: 'Try again after the number of seconds in the header Retry-After.',
  },
  'headers-too-large': {
    status: 431,
    title: 'Headers too large',
    help: 'All headers together may have at most 16 KiB.',
  },
  internal: { status: 500, title: 'Internal server error', help: REPORT_IT },
  'config-invalid': {
    status: 500,
    title: 'Invalid configuration',
    help: 'The operator of the server has to correct its environment variables.',
  },
  'data-corrupt': { status: 500, title: 'Corrupt data set', help: OF_TRAINING },
  'engine-failed': { status: 500, title: 'Engine failed', help: OF_TRAINING },
  'out-of-memory': { status: 500, title: 'Out of memory', help: OF_TRAINING },
  'trainer-crashed': { status: 500, title: 'Trainer crashed', help: OF_TRAINING },
  'trainer-timeout': { status: 500, title: 'Trainer timeout', help: OF_TRAINING },
  'data-unavailable': { status: 503, title: 'Data set temporarily unavailable', help: OF_TRAINING },
  'storage-unavailable': { status: 503, title: 'Storage unavailable', help: LATER },
  'engine-unavailable': { status: 503, title: 'Engine unavailable', help: OF_TRAINING },
  'service-unavailable': {
    status: 503,
    title: 'Service unavailable',
    help: 'Try again after the number of seconds in the header Retry-After.',
  },
  aborted: { status: 503, title: 'Server shutting down', help: 'Try again once it has restarted.' },
} as const satisfies Record<ProblemCode, ProblemKind>;

/** Seconds after which a client may retry a request that got a 503 or a 429. */
export const RETRY_AFTER_SECONDS = 2;

/** Errors of Fastify and its plugins that a request can cause and that have a code of ours. */
const CODE_OF_FASTIFY_ERROR: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media-type',
};

const CODE_OF_STATUS: Readonly<Record<number, ProblemCode>> = {
  403: 'forbidden',
  404: 'route-not-found',
  412: 'precondition-failed',
  413: 'body-too-large',
  415: 'unsupported-media-type',
  416: 'range-not-satisfiable',
};

const DETAIL_OF_CODE: Readonly<Partial<Record<ProblemCode, string>>> = {
  'body-too-large': 'The body is larger than the limit of 256 KiB.',
  'unsupported-media-type':
    'Send application/yaml or application/json, and say so in the header Content-Type ' +
    '(curl --header "Content-Type: application/yaml" --data-binary @sweep.yaml …).',
};

export interface ProblemOptions {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly instance: string;
  readonly retryable?: boolean;
  readonly errors?: Problem['errors'];
  readonly moreErrors?: number;
  readonly requestId?: string;
}

export function createProblem({
  code,
  detail,
  instance,
  retryable = false,
  errors,
  moreErrors = 0,
  requestId,
}: ProblemOptions): Problem {
  const { status, title } = PROBLEMS[code];
  return {
    type: `/problems/${code}`,
    title,
    status,
    detail,
    instance,
    code,
    retryable,
    ...(errors !== undefined && { errors }),
    ...(moreErrors > 0 && { moreErrors }),
    ...(status >= 500 && requestId !== undefined && { requestId }),
  };
}

/** Returns a client error found by Fastify or one of its plugins, or undefined. Not all of them have a code. */
function findClientFault(error: unknown): { code: ProblemCode; detail: string } | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code: name, statusCode, status = statusCode } = error as Error & Record<string, unknown>;
  if (typeof status !== 'number' || status < 400 || status >= 500) return undefined;
  const code =
    (typeof name === 'string' ? CODE_OF_FASTIFY_ERROR[name] : undefined) ??
    CODE_OF_STATUS[status] ??
    'request-invalid';
  return { code, detail: DETAIL_OF_CODE[code] ?? error.message };
}

/**
 * Turns an error into the problem that a client sees. Errors without a code concern only the server, so they are not
 * described.
 *
 * @param instance the requested path
 * @param requestId identifies the log line of an error that is not described
 */
export function problemOf(error: unknown, instance: string, requestId: string): Problem {
  if (error instanceof InvalidInputError && error.code !== 'config-invalid') {
    const errors = error.faults.map((fault) => ({ ...fault }));
    return createProblem({
      code: error.code,
      detail: error.message,
      instance,
      errors,
      moreErrors: error.more,
    });
  }
  if (error instanceof QueryError && error.place !== undefined) {
    const errors = [{ expected: 'a query that PostgreSQL accepts', ...error.place }];
    return createProblem({ code: error.code, detail: error.message, instance, errors });
  }
  if (error instanceof RoteError && error.code !== 'internal')
    return createProblem({
      code: error.code,
      detail: error.message,
      instance,
      retryable: error.retryable,
      requestId,
    });
  if (error instanceof HttpError)
    return createProblem({
      code: error.code,
      detail: error.message,
      instance,
      retryable: error.code === 'too-many-requests',
    });
  const fault = findClientFault(error);
  if (fault !== undefined) return createProblem({ ...fault, instance });
  return createProblem({
    code: 'internal',
    detail: `An unexpected error occurred; the server's log describes it under request ${requestId}.`,
    instance,
    requestId,
  });
}
