import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { FastifyAdapter } from '@bull-board/fastify';
import type { App, AppOptions } from '../app-types.js';
import { authorOf } from '../access/caller.js';
import type { Need } from '../access/route-scopes.js';
import { HttpError } from '../http/http-error.js';

const ADDRESS = '/queues';
const NEED: Need = 'operate';
const READS: readonly string[] = ['GET', 'HEAD'];

/** Its page styles itself with inline styles, and links fonts of another host, which this keeps it from loading. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Returns Bull Board's routes as a plugin of Fastify. */
function createBoard({ queue, queueBoard }: Pick<AppOptions, 'queue' | 'queueBoard'>): BoardPlugin {
  const serverAdapter = new FastifyAdapter();
  serverAdapter.setBasePath(ADDRESS);
  createBullBoard({
    queues: queue.bullQueues.map(
      (bullQueue) =>
        new BullMQAdapter(bullQueue as QueueOfBoard, { readOnlyMode: queueBoard !== 'writable' }),
    ),
    serverAdapter,
    options: {
      uiConfig: { boardTitle: 'Rote: queues', environment: { label: queueBoard, color: '#4a5a6a' } },
    },
  });
  return serverAdapter.registerPlugin() as unknown as BoardPlugin;
}

type QueueOfBoard = ConstructorParameters<typeof BullMQAdapter>[0];
type BoardPlugin = (app: App, options: object, done: (error?: Error) => void) => void;

/**
 * Registers Bull Board without its error handler, which would also answer the errors of the hooks that guard this server, and
 * not as problems.
 */
function register(scope: App, board: BoardPlugin): void {
  const guarded = Object.assign(Object.create(scope) as App, { setErrorHandler: () => guarded });
  board(guarded, { prefix: ADDRESS }, () => undefined);
}

/**
 * Adds Bull Board, a page that shows BullMQ's queues and their jobs. A job names a cell, and Postgres knows what the cell is and
 * whether it waits, so nothing that a person does here loses a cell: the feeder queues it again.
 */
export async function addQueueBoard(
  app: App,
  options: Pick<AppOptions, 'queue' | 'queueBoard' | 'store'>,
): Promise<void> {
  if (options.queueBoard === 'off') return;
  await app.register(
    (scope, _options, done) => {
      scope.addHook('onRoute', (route) => {
        route.config = { ...route.config, need: NEED };
      });
      scope.addHook('onRequest', (_request, reply, next) => {
        void reply.header('content-security-policy', CONTENT_SECURITY_POLICY);
        next();
      });
      scope.addHook('preHandler', async (request) => {
        const { method, url } = request;
        if (READS.includes(method)) return;
        if (options.queueBoard === 'read-only')
          throw new HttpError(
            'method-not-allowed',
            'This board only shows the queues. Start the API with ROTE_QUEUE_BOARD=writable to change jobs here.',
            { allow: READS.join(', ') },
          );
        await options.store.audit.record(authorOf(request), {
          action: 'queue.change',
          object: 'queues',
          details: { method, path: url },
        });
      });
      register(scope as unknown as App, createBoard(options));
      done();
    },
    { prefix: ADDRESS },
  );
}
