import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify, { LogController } from 'fastify';
import type { App, AppOptions } from './app-types.js';
import { acceptBodies } from './bodies/accept-bodies.js';
import { describeApi } from './openapi.js';
import { refuseOtherMethods } from './refuse-other-methods.js';
import { addCellRoutes } from './routes/cells.js';
import { addSweepChangeRoutes } from './routes/change-sweep.js';
import { addHealthRoutes } from './routes/health.js';
import { addLinkIndexRoute } from './routes/link-index.js';
import { addQueueRoutes } from './routes/queues.js';
import { addSweepCellRoutes } from './routes/sweep-cells.js';
import { addReportRoutes } from './routes/reports.js';
import { addResultRoutes } from './routes/results.js';
import { addSweepRoutes } from './routes/sweeps.js';
import { addWorkerRoutes } from './routes/workers.js';
import { handleError, handleNotFound } from './send-problem.js';
import { validateInput } from './validate-input.js';

/** Far more than any spec takes; parsing YAML of this size takes a third of a second. */
const BODY_LIMIT_BYTES = 256 * 1024;

/** The HTTP server, ready to listen. It closes what it opened itself, not the store or the queue. */
export async function buildApp(options: AppOptions): Promise<App> {
  const app: App = Fastify({
    loggerInstance: options.logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT_BYTES,
    routerOptions: { ignoreTrailingSlash: true },
    // What comes in while it closes is answered as always; closing waits for it.
    return503OnClosing: false,
    frameworkErrors: handleError,
  }).withTypeProvider<TypeBoxTypeProvider>();

  acceptBodies(app);
  app.setValidatorCompiler(validateInput);
  // Schemas describe responses and type the handlers; they need not check at run time what the compiler has checked.
  app.setSerializerCompiler(() => JSON.stringify);
  app.setErrorHandler(handleError);
  app.setNotFoundHandler(handleNotFound);
  app.addHook('onResponse', (request, reply, done) => {
    const { method, url } = request;
    request.log.debug({ method, url, status: reply.statusCode, ms: reply.elapsedTime }, 'answered');
    done();
  });

  await describeApi(app);
  const refuseOthers = refuseOtherMethods(app);
  addSweepRoutes(app, options);
  addSweepChangeRoutes(app, options);
  addSweepCellRoutes(app, options);
  addResultRoutes(app, options);
  addReportRoutes(app, options);
  addCellRoutes(app, options);
  addQueueRoutes(app, options);
  addWorkerRoutes(app, options);
  addHealthRoutes(app, options);
  addLinkIndexRoute(app);
  refuseOthers();
  await app.ready();
  return app;
}
