import type { Problem } from '@rote/contracts';
import { PROBLEM_MEDIA_TYPE } from '@rote/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BODY_HEADERS } from './http/check-body-form.js';
import { HttpError } from './http/http-error.js';
import { negotiate } from './http/negotiate.js';
import { sendPage } from './page/web-page.js';
import { createProblem, problemOf, RETRY_AFTER_SECONDS } from './problems.js';

/** Returns the path of a request, without its query. */
const pathOf = (request: FastifyRequest): string => request.url.split('?', 1)[0] ?? request.url;

/** Returns headers that explain an answer to programs that only know HTTP. */
function headersOf(problem: Problem, error?: unknown): HttpError['headers'] {
  if (error instanceof HttpError) return error.headers;
  if (problem.status === 503 || problem.status === 429) return { 'retry-after': String(RETRY_AFTER_SECONDS) };
  return problem.code === 'unsupported-media-type' ? BODY_HEADERS : {};
}

function sendProblem(reply: FastifyReply, problem: Problem, error?: unknown): FastifyReply {
  // Headers of the intended answer are wrong for this one.
  for (const name of ['etag', 'cache-control', 'content-disposition', 'content-encoding'])
    void reply.removeHeader(name);
  void reply.headers(headersOf(problem, error));
  // As text: the route's response schema must not interfere, and may not know this status.
  return reply.code(problem.status).type(PROBLEM_MEDIA_TYPE).send(JSON.stringify(problem));
}

/** Answers an error with its problem, and logs it if the server is at fault. */
export function handleError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  // No client is left to be told, and that may be the very error.
  if (request.raw.destroyed && request.raw.socket.destroyed) {
    request.log.debug({ err: error, method: request.method, url: request.url }, 'The client has gone');
    reply.hijack();
    return;
  }
  const problem = problemOf(error, pathOf(request), request.id);
  if (problem.status >= 500) {
    const level = problem.status === 503 ? 'warn' : 'error';
    request.log[level]({ err: error, method: request.method, url: request.url }, problem.title);
  }
  void sendProblem(reply, problem, error);
}

/** Answers a request whose address cannot be read. No hook has seen it. */
export function handleUnreadable(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  void reply.header('x-request-id', request.id).header('x-content-type-options', 'nosniff');
  handleError(error, request, reply);
}

/** The page says itself that it has nothing at an address. */
const wantsPage = ({ method, url, headers }: FastifyRequest): boolean =>
  method === 'GET' &&
  !url.startsWith('/v1/') &&
  negotiate(headers.accept, [PROBLEM_MEDIA_TYPE, 'text/html']) === 'text/html';

/** Answers a request for an address that there is not: a browser with the page, a program with a problem. */
export function handleNotFound(request: FastifyRequest, reply: FastifyReply): void {
  void reply.header('vary', 'accept');
  if (wantsPage(request)) {
    void sendPage(reply.code(404));
    return;
  }
  const instance = pathOf(request);
  const detail = `${request.method} ${instance}: not found; see / for the main addresses.`;
  void sendProblem(reply, createProblem({ code: 'route-not-found', detail, instance }));
}

/** @param allow the methods that the address supports, as in the Allow header */
export const refuseMethod =
  (allow: string) =>
  (request: FastifyRequest, reply: FastifyReply): void => {
    const instance = pathOf(request);
    const detail = `${request.method} ${instance}: this address supports only ${allow}.`;
    void reply.header('allow', allow);
    void sendProblem(reply, createProblem({ code: 'method-not-allowed', detail, instance }));
  };
