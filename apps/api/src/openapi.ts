import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import * as contracts from '@rote/contracts';
import { SweepSpec } from '@rote/domain';
import type { App } from './app-types.js';
import { nameSchemas } from './name-schemas.js';

/** The schemas that the document gives a name. */
const COMPONENTS = {
  SweepSpec,
  Sweep: contracts.Sweep,
  SubmittedSweep: contracts.SubmittedSweep,
  SweepSummary: contracts.SweepSummary,
  SweepPage: contracts.SweepPage,
  SweepPlan: contracts.SweepPlan,
  SweepPatch: contracts.SweepPatch,
  SweepRetry: contracts.SweepRetry,
  RetryFilter: contracts.RetryFilter,
  Cell: contracts.Cell,
  CellState: contracts.CellState,
  CellCounts: contracts.CellCounts,
  CellError: contracts.CellError,
  CellSummary: contracts.CellSummary,
  CellPage: contracts.CellPage,
  CellDetail: contracts.CellDetail,
  CellResult: contracts.CellResult,
  Attempt: contracts.Attempt,
  EngineIdentity: contracts.EngineIdentity,
  EpochMetrics: contracts.EpochMetrics,
  Score: contracts.Score,
  Curve: contracts.Curve,
  FigureList: contracts.FigureList,
  QueueStatus: contracts.QueueStatus,
  ReportTables: contracts.ReportTables,
  ResultRow: contracts.ResultRow,
  ResultPage: contracts.ResultPage,
  WorkerStatus: contracts.WorkerStatus,
  WorkerList: contracts.WorkerList,
  HealthStatus: contracts.HealthStatus,
  LinkIndex: contracts.LinkIndex,
  Problem: contracts.Problem,
} as const;

/** Describes the routes that are added after this: `/openapi.json`, with pages for people at `/docs`. */
export async function describeApi(app: App): Promise<void> {
  await app.register(swagger, {
    convertConstToEnum: false,
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Rote',
        version: '1',
        description:
          'Runs grids of training experiments (corruption × regularizer × architecture × seed) and keeps every result.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      tags: [
        { name: 'sweeps', description: 'What people submit' },
        { name: 'cells', description: 'One experiment each' },
        { name: 'fleet', description: 'The queue and the workers' },
        { name: 'service', description: 'This server' },
      ],
    },
    transformObject: (document) =>
      'openapiObject' in document ? nameSchemas(document.openapiObject, COMPONENTS) : document.swaggerObject,
  });
  await app.register(swaggerUi, { routePrefix: '/docs' });
  app.get('/openapi.json', { schema: { hide: true } }, () => app.swagger());
}
