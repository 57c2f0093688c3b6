import type { Problem, ProblemCode } from '@rote/contracts';
import { InvalidInputError, RoteError } from '@rote/domain';

interface ProblemKind {
  readonly status: number;
  readonly title: string;
}

/** What each error code is over HTTP. */
export const PROBLEMS = {
  'request-invalid': { status: 400, title: 'The request is not valid' },
  'spec-invalid': { status: 422, title: 'The sweep spec is not valid' },
  'sweep-not-found': { status: 404, title: 'There is no such sweep' },
  'cell-not-found': { status: 404, title: 'There is no such cell' },
  'figure-not-found': { status: 404, title: 'The sweep has no rows for this figure' },
  'route-not-found': { status: 404, title: 'There is nothing at this address' },
  'method-not-allowed': { status: 405, title: 'This address does not take this method' },
  'sweep-ended': { status: 409, title: 'The sweep has ended' },
  'idempotency-conflict': { status: 422, title: 'The idempotency key came with another spec before' },
  'attempt-superseded': { status: 409, title: 'The attempt no longer counts' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'The body is in no form that is read here' },
  internal: { status: 500, title: 'The server made an error' },
  'config-invalid': { status: 500, title: 'The server is configured wrongly' },
  'data-corrupt': { status: 500, title: 'A data set is corrupt' },
  'engine-failed': { status: 500, title: 'The engine failed' },
  'out-of-memory': { status: 500, title: 'Training ran out of memory' },
  'trainer-crashed': { status: 500, title: 'The trainer crashed' },
  'trainer-timeout': { status: 500, title: 'The trainer gave no sign of life' },
  'data-unavailable': { status: 503, title: 'A data set cannot be had at present' },
  'storage-unavailable': { status: 503, title: 'Files cannot be kept or read at present' },
  'engine-unavailable': { status: 503, title: 'No engine can be had at present' },
  'service-unavailable': { status: 503, title: 'A service that this one needs cannot be reached' },
  aborted: { status: 503, title: 'The server is stopping' },
} as const satisfies Record<ProblemCode, ProblemKind>;

/** Seconds after which a client may try again what a 503 refused. */
export const RETRY_AFTER_SECONDS = 2;

/** Fastify's own errors that a request can cause and that have a code here. */
const CODE_OF_FASTIFY_ERROR: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media-type',
};

export interface ProblemOptions {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly instance: string;
  readonly retryable?: boolean;
  readonly errors?: Problem['errors'];
  readonly moreErrors?: number;
}

export function createProblem({
  code,
  detail,
  instance,
  retryable = false,
  errors,
  moreErrors = 0,
}: ProblemOptions): Problem {
  const { status, title } = PROBLEMS[code];
  const problem: Problem = { type: 'about:blank', title, status, detail, instance, code, retryable };
  return {
    ...problem,
    ...(errors !== undefined && { errors }),
    ...(moreErrors > 0 && { moreErrors }),
  };
}

/** A client's fault that Fastify found, or undefined. */
function findClientFault(error: unknown): { code: ProblemCode; detail: string } | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown };
  if (typeof code !== 'string' || typeof statusCode !== 'number' || statusCode >= 500) return undefined;
  return { code: CODE_OF_FASTIFY_ERROR[code] ?? 'request-invalid', detail: error.message };
}

/**
 * The problem that tells a client of an error. What is nobody's business but the server's (an error without a code)
 * is not told.
 *
 * @param instance the path asked for
 * @param requestId names the log line of an error that is not told
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
  if (error instanceof RoteError && error.code !== 'internal')
    return createProblem({ code: error.code, detail: error.message, instance, retryable: error.retryable });
  const fault = findClientFault(error);
  if (fault !== undefined) return createProblem({ ...fault, instance });
  return createProblem({
    code: 'internal',
    detail: `Something went wrong that should not; the log of the server has it under request ${requestId}.`,
    instance,
  });
}
