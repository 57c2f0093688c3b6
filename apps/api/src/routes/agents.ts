import { createRequire } from 'node:module';
import { Readable } from 'node:stream';
import { answerAgent, TOOLS } from '@rote/agents';
import { createApiClient } from '@rote/client';
import { allows, RoteError } from '@rote/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { callerOf } from '../access/caller.js';
import { askInProcess, endWithSignal } from '../agents/ask-in-process.js';
import type { App, AppOptions } from '../app-types.js';
import { clientGone } from '../http/client-gone.js';

const { version } = createRequire(import.meta.url)('../../package.json') as { readonly version: string };

/** Agents, and proxies on the way to them, usually give up after a minute. */
const MAX_WAIT_SECONDS = 50;

const STOPPING = 'The server is shutting down: try again.';

/** The host of requests that never leave the process. */
const HERE = 'http://localhost';

const headersOf = ({ headers }: FastifyRequest): Headers =>
  new Headers(
    Object.entries(headers).flatMap(([name, value]) =>
      [value ?? []].flat().map((each): [string, string] => [name, each]),
    ),
  );

/** Adds `/mcp`: the tools that a key allows, by the Model Context Protocol over HTTP. */
export function addAgentRoute(app: App, { logger }: Pick<AppOptions, 'logger'>): void {
  endWithSignal(app);
  const stopping = new AbortController();
  app.addHook('preClose', (done) => {
    stopping.abort(new RoteError('aborted', STOPPING, { retryable: true }));
    done();
  });

  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { scopes } = callerOf(request);
    const gone = AbortSignal.any([clientGone(reply), stopping.signal]);
    const options = {
      connect: (signal: AbortSignal) =>
        createApiClient({
          url: HERE,
          signal,
          fetch: askInProcess(app, request),
          advice: { noAnswer: STOPPING },
        }),
      version,
      tools: TOOLS.filter(({ scope }) => allows(scopes, scope)),
      explain: (error: unknown): string => {
        if (error instanceof RoteError) return error.message;
        logger.error({ err: error, request: request.id }, 'A tool of an agent failed');
        return `An unexpected error occurred; the server's log describes it under request ${request.id}.`;
      },
      signal: gone,
      maxWaitSeconds: MAX_WAIT_SECONDS,
    };
    const { status, headers, body } = await answerAgent(options, {
      request: new Request(new URL(request.url, HERE), {
        method: request.method,
        headers: headersOf(request),
        signal: gone,
      }),
      body: request.body,
    });
    void reply.code(status).headers(Object.fromEntries(headers));
    void reply.header('cache-control', 'no-store');
    return await reply.send(body === null ? null : Readable.fromWeb(body));
  };

  // It keeps no session, so there is no stream to get and nothing to delete.
  app.post('/mcp', { schema: { hide: true } }, answer);
}
