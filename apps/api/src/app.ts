import { randomUUID } from 'node:crypto';
import { constants } from 'node:zlib';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import cors from '@fastify/cors';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify, { LogController } from 'fastify';
import { checkHost } from './access/check-host.js';
import { checkKey, type KeyCheck } from './access/check-key.js';
import { checkProject } from './access/check-project.js';
import { checkOrigin } from './access/check-origin.js';
import { createKeyGate } from './access/key-gate.js';
import { keepFromSharedCaches } from './access/session-cookie.js';
import { createRateLimiter } from './access/limit-rate.js';
import { createUseRecorder } from './access/record-uses.js';
import { requireScopes } from './access/route-scopes.js';
import type { App, AppOptions } from './app-types.js';
import { acceptBodies } from './bodies/accept-bodies.js';
import { addQueueBoard } from './board/queue-board.js';
import { answerBrokenRequest, refuseExpectations } from './http/answer-broken-requests.js';
import { checkBodyForm } from './http/check-body-form.js';
import { addSecurityHeaders } from './http/security-headers.js';
import { watchConnections } from './http/watch-connections.js';
import { addEtag, tellEncodingsApart } from './http/etags.js';
import { describeApi } from './openapi.js';
import { createEncodingThread, type EncodingThread } from './query/encoding-thread.js';
import { addWebPage } from './page/web-page.js';
import { refuseOtherMethods } from './refuse-other-methods.js';
import { addAgentRoute } from './routes/agents.js';
import { addAuditRoute } from './routes/audit.js';
import { addAxesRoute } from './routes/axes.js';
import { addBulkRoutes } from './routes/bulk.js';
import { addCellRoutes } from './routes/cells.js';
import { addSweepChangeRoutes } from './routes/change-sweep.js';
import { addDerivedSweepRoutes } from './routes/derive-sweep.js';
import { addCurvesRoute } from './routes/curves.js';
import { addMeasuresRoute } from './routes/measures.js';
import { addSweepDiffRoute } from './routes/diff-sweeps.js';
import { addExportRoute } from './routes/export.js';
import { addEventRoutes } from './routes/events.js';
import { addHealthRoutes } from './routes/health.js';
import { addKeyRoutes } from './routes/keys.js';
import { addLinkIndexRoute } from './routes/link-index.js';
import { addPresetRoute } from './routes/presets.js';
import { addProblemRoutes } from './routes/problems.js';
import { addProjectRoutes } from './routes/projects.js';
import { addQueryRoutes } from './routes/query.js';
import { addQueueRoutes } from './routes/queues.js';
import { addSweepCellRoutes } from './routes/sweep-cells.js';
import { addReportRoutes } from './routes/reports.js';
import { addResultRoutes } from './routes/results.js';
import { addSessionRoutes } from './routes/session.js';
import { addSweepSourceRoute } from './routes/sweep-source.js';
import { addSweepRoutes } from './routes/sweeps.js';
import { addWhyRoutes } from './routes/why.js';
import { addWebhookRoutes } from './routes/webhooks.js';
import { addWorkerRoutes } from './routes/workers.js';
import { handleError, handleNotFound, handleUnreadable } from './send-problem.js';
import { validateInput } from './validate-input.js';

/** Far more than any spec needs; parsing YAML of this size takes a third of a second. */
const BODY_LIMIT_BYTES = 256 * 1024;

/** A compressor would hold events back. */
const COMPRESSIBLE = /^text\/(?!event-stream)|json|xml|javascript|yaml/;

const SECOND = 1000;

/** How long a request may take to arrive, and how many may be arriving or kept alive. */
const LIMITS = {
  requestMs: 30 * SECOND,
  headersMs: 15 * SECOND,
  checkMs: 2 * SECOND,
  connections: 2000,
} as const;

/** Cannot be guessed; identifies a request in the log. */
const createRequestId = (): string => randomUUID();

/** Checks what every request must fulfill, in this order. */
async function guard(
  app: App,
  { access, store, logger }: Pick<AppOptions, 'access' | 'store' | 'logger'>,
): Promise<KeyCheck> {
  app.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    done();
  });
  await addSecurityHeaders(app);
  app.addHook('onRequest', checkHost(access));
  if (access.origins.length > 0)
    await app.register(cors, {
      origin: [...access.origins],
      methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
      exposedHeaders: [
        'etag',
        'link',
        'location',
        'ratelimit-limit',
        'ratelimit-remaining',
        'ratelimit-reset',
        'retry-after',
        'x-request-id',
      ],
    });
  app.addHook('onRequest', checkOrigin(access));
  await app.register(cookie);
  const uses = createUseRecorder(store.keys, logger);
  app.addHook('onClose', () => uses.settled());
  app.decorateRequest('caller', null);
  requireScopes(app);
  const keyCheck: KeyCheck = {
    needsKey: createKeyGate(access.keys, store.keys),
    keys: store.keys,
    onUse: uses.record,
  };
  const check = checkKey(keyCheck);
  const limit = await createRateLimiter(app, access.requestsPerMinute);
  app.addHook('onRequest', async (request, reply) => {
    try {
      await check(request);
    } finally {
      // Rejected requests count too.
      await limit(request, reply);
    }
  });
  app.addHook('onRequest', checkProject(store));
  app.addHook('onRequest', checkBodyForm);
  app.addHook('onSend', keepFromSharedCaches);
  return keyCheck;
}

/** Adds entity tags and compression to answers. */
async function encode(app: App): Promise<void> {
  app.addHook('onSend', addEtag);
  await app.register(compress, {
    encodings: ['br', 'gzip'],
    threshold: 1024,
    customTypes: COMPRESSIBLE,
    // The best quality takes seconds for a report.
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
    globalDecompression: false,
  });
  // Compression is a hook of each route, and those run after the hooks of the server.
  app.addHook('onRoute', (route) => {
    route.onSend = [...[route.onSend ?? []].flat(), tellEncodingsApart];
  });
}

/** Starts the thread that encodes the rows of answers, until the server closes. */
function startEncodingThread(app: App): EncodingThread {
  const thread = createEncodingThread();
  app.addHook('onClose', () => thread.close());
  return thread;
}

/** Builds the HTTP server, ready to listen. It closes what it opened itself, but not the store or the queue. */
export async function buildApp(options: AppOptions): Promise<App> {
  const { requestMs, headersMs, checkMs } = { ...LIMITS, ...options.limits };
  const app: App = Fastify({
    loggerInstance: options.logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT_BYTES,
    routerOptions: { ignoreTrailingSlash: true },
    // Requests that arrive while it closes are answered as always; closing waits for them.
    return503OnClosing: false,
    frameworkErrors: handleUnreadable,
    clientErrorHandler: answerBrokenRequest,
    genReqId: createRequestId,
    requestTimeout: requestMs,
    http: { headersTimeout: Math.min(headersMs, requestMs), connectionsCheckingInterval: checkMs },
  }).withTypeProvider<TypeBoxTypeProvider>();
  app.server.maxConnections = LIMITS.connections;
  refuseExpectations(app.server);
  const endIdleConnections = watchConnections(app.server);
  app.addHook('preClose', (done) => {
    endIdleConnections();
    done();
  });

  acceptBodies(app);
  app.setValidatorCompiler(validateInput);
  // Schemas describe responses and type the handlers; no need to check at run time what the compiler has checked.
  app.setSerializerCompiler(() => JSON.stringify);
  app.setErrorHandler(handleError);
  app.setNotFoundHandler(handleNotFound);
  app.addHook('onResponse', (request, reply, done) => {
    const { method, url } = request;
    request.log.debug({ method, url, status: reply.statusCode, ms: reply.elapsedTime }, 'answered');
    done();
  });

  const keyCheck = await guard(app, options);
  await encode(app);
  const refuseOthers = refuseOtherMethods(app);
  await describeApi(app);
  const thread = startEncodingThread(app);
  addSweepRoutes(app, options);
  addSweepChangeRoutes(app, options);
  addBulkRoutes(app, options);
  addSweepSourceRoute(app, options);
  addDerivedSweepRoutes(app, options);
  addSweepDiffRoute(app, options);
  addSweepCellRoutes(app, options);
  addResultRoutes(app, { ...options, thread });
  addAxesRoute(app, options);
  addCurvesRoute(app, { ...options, thread });
  addMeasuresRoute(app, { ...options, thread });
  addExportRoute(app, { ...options, thread });
  addReportRoutes(app, options);
  addCellRoutes(app, options);
  addWhyRoutes(app, options);
  addQueryRoutes(app, { ...options, thread });
  addQueueRoutes(app, options);
  addEventRoutes(app, options);
  addWebhookRoutes(app, options);
  addWorkerRoutes(app, options);
  addProjectRoutes(app, options);
  addKeyRoutes(app, options);
  addSessionRoutes(app, keyCheck);
  addAuditRoute(app, options);
  addAgentRoute(app, options);
  addHealthRoutes(app, options);
  await addQueueBoard(app, options);
  await addWebPage(app);
  addLinkIndexRoute(app);
  addPresetRoute(app);
  addProblemRoutes(app);
  refuseOthers();
  await app.ready();
  return app;
}
