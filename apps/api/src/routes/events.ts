import type { Readable } from 'node:stream';
import { Event, EventHeaders, type EventType, EventQuery, SweepPath } from '@rote/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { callerOf } from '../access/caller.js';
import { watchKeys } from '../access/watch-keys.js';
import type { App, AppOptions } from '../app-types.js';
import { createEventStream } from '../events/event-stream.js';
import { serveEvents } from '../events/serve-events.js';
import { startEventHub } from '../events/start-event-hub.js';
import { HttpError } from '../http/http-error.js';
import { problemResponses } from './problem-responses.js';

const EVENTS = {
  200: {
    description: 'The events, each with its id, its type, and this as its data',
    content: { 'text/event-stream': { schema: Type.Unsafe<Readable>(Event) } },
  },
};

const DESCRIPTION =
  'Server-sent events, as they happen, until one side ends the stream. After Last-Event-ID (browsers send it by themselves when they ' +
  'connect again), what was missed comes first, from the database, which keeps events for a week. An event may arrive twice, with the ' +
  'same id, but none is left out. Three more events have no id of an event: stream.opened when everything missed has arrived, ' +
  'stream.missed if some events are no longer kept, and stream.closed with the reason if the server ends the stream.';

/** How many may listen to one process; each has a connection. */
const MAX_LISTENERS = 1000;
const RETRY_SECONDS = 10;

interface Listened {
  readonly sweep?: string;
  readonly query: EventQuery;
  readonly headers: EventHeaders;
}

/** Adds the streams of events. */
export function addEventRoutes(
  app: App,
  { store, logger, access, events }: Pick<AppOptions, 'store' | 'logger' | 'access' | 'events'>,
): void {
  const hub = startEventHub({ store, logger, ...events });
  app.addHook('preClose', () => hub.stop());
  const mayListen = watchKeys(access.keys, store.keys);
  let listeners = 0;

  const listen = (
    request: FastifyRequest,
    reply: FastifyReply,
    { sweep, query: { types, after }, headers }: Listened,
  ): Readable => {
    const most = events?.maxListeners ?? MAX_LISTENERS;
    if (listeners >= most)
      throw new HttpError(
        'too-many-requests',
        `${String(most)} clients listen to this server already: try again in ${String(RETRY_SECONDS)} s.`,
        { 'retry-after': String(RETRY_SECONDS) },
      );
    const { key } = callerOf(request);
    const stream = createEventStream(reply);
    listeners++;
    stream.over.addEventListener('abort', () => listeners--, { once: true });
    if (stream.over.aborted) listeners--;
    serveEvents({
      hub,
      store,
      stream,
      sweep,
      types: types?.split(',') as EventType[] | undefined,
      after: headers['last-event-id'] ?? after,
      mayListen: () => mayListen(key),
    }).catch((error: unknown) => {
      request.log.warn({ err: error }, 'A stream of events ended');
      stream.close('The database does not answer. The stream can be resumed when it does.');
    });
    // No proxy may hold events back.
    void reply.type('text/event-stream').headers({ 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    return stream.body;
  };

  app.get(
    '/v1/events',
    {
      exposeHeadRoute: false,
      schema: {
        operationId: 'listenToEvents',
        tags: ['events'],
        summary: 'Listen to what happens to all sweeps',
        description: DESCRIPTION,
        headers: EventHeaders,
        querystring: EventQuery,
        response: { ...EVENTS, ...problemResponses() },
      },
    },
    async (request, reply) =>
      await reply.send(listen(request, reply, { query: request.query, headers: request.headers })),
  );

  app.get(
    '/v1/sweeps/:id/events',
    {
      exposeHeadRoute: false,
      schema: {
        operationId: 'listenToSweep',
        tags: ['events'],
        summary: 'Listen to what happens to a sweep',
        description: DESCRIPTION,
        params: SweepPath,
        headers: EventHeaders,
        querystring: EventQuery,
        response: { ...EVENTS, ...problemResponses('sweep-not-found') },
      },
    },
    async (request, reply) => {
      const { params, query, headers } = request;
      await store.events.requireSweep(params.id);
      return await reply.send(listen(request, reply, { sweep: params.id, query, headers }));
    },
  );
}
