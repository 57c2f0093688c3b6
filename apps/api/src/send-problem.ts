import type { Problem } from '@rote/contracts';
import { PROBLEM_MEDIA_TYPE } from '@rote/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createProblem, problemOf, RETRY_AFTER_SECONDS } from './problems.js';

/** The path of a request, without its query. */
const pathOf = (request: FastifyRequest): string => request.url.split('?', 1)[0] ?? request.url;

function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  if (problem.status === 503) void reply.header('retry-after', RETRY_AFTER_SECONDS);
  // As text: a route's response schema must not come between, and may not know this status.
  return reply.code(problem.status).type(PROBLEM_MEDIA_TYPE).send(JSON.stringify(problem));
}

/** Answers with the problem that an error is; logs it where the server is at fault. */
export function handleError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const problem = problemOf(error, pathOf(request), request.id);
  if (problem.status >= 500) {
    const level = problem.status === 503 ? 'warn' : 'error';
    request.log[level]({ err: error, method: request.method, url: request.url }, problem.title);
  }
  void sendProblem(reply, problem);
}

export function handleNotFound(request: FastifyRequest, reply: FastifyReply): void {
  const instance = pathOf(request);
  const detail = `${request.method} ${instance}: see / for what there is.`;
  void sendProblem(reply, createProblem({ code: 'route-not-found', detail, instance }));
}

/** @param allow the methods that the address takes, as the Allow header has them */
export const refuseMethod =
  (allow: string) =>
  (request: FastifyRequest, reply: FastifyReply): void => {
    const instance = pathOf(request);
    const detail = `${request.method} ${instance}: this address takes ${allow}.`;
    void reply.header('allow', allow);
    void sendProblem(reply, createProblem({ code: 'method-not-allowed', detail, instance }));
  };
