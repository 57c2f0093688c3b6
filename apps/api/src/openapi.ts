import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import * as contracts from '@rote/contracts';
import { Range, REQUIRED_WITHOUT_PRESET, WrittenSweepSpec } from '@rote/domain';
import type { App } from './app-types.js';
import { stringify } from 'yaml';
import { completeDocument, SECURITY_SCHEMES } from './openapi/complete-document.js';
import { typeEnums } from './openapi/type-enums.js';
import { nameSchemas } from './name-schemas.js';

/** The schemas that have a name in the document. */
const COMPONENTS = {
  SweepSpec: WrittenSweepSpec,
  NumberRange: Range,
  Sweep: contracts.Sweep,
  SubmittedSweep: contracts.SubmittedSweep,
  CancelledSweep: contracts.CancelledSweep,
  SweepSummary: contracts.SweepSummary,
  SweepPage: contracts.SweepPage,
  SweepPlan: contracts.SweepPlan,
  SweepPatch: contracts.SweepPatch,
  SweepDiff: contracts.SweepDiff,
  SweepExtension: contracts.SweepExtension,
  SweepDerivation: contracts.SweepDerivation,
  SweepRetry: contracts.SweepRetry,
  RetryFilter: contracts.RetryFilter,
  Cell: contracts.Cell,
  CellState: contracts.CellState,
  CellCounts: contracts.CellCounts,
  CellError: contracts.CellError,
  CellSummary: contracts.CellSummary,
  CellPage: contracts.CellPage,
  CellDetail: contracts.CellDetail,
  CellWhy: contracts.CellWhy,
  SweepWhy: contracts.SweepWhy,
  CellResult: contracts.CellResult,
  Attempt: contracts.Attempt,
  Event: contracts.Event,
  EngineIdentity: contracts.EngineIdentity,
  EpochMetrics: contracts.EpochMetrics,
  Score: contracts.Score,
  Curve: contracts.Curve,
  CellImages: contracts.CellImages,
  FigureList: contracts.FigureList,
  QueryRequest: contracts.QueryRequest,
  QueryAnswer: contracts.QueryAnswer,
  Preset: contracts.Preset,
  PresetList: contracts.PresetList,
  QueueStatus: contracts.QueueStatus,
  QueueHistory: contracts.QueueHistory,
  ReportTables: contracts.ReportTables,
  ResultRow: contracts.ResultRow,
  ResultPage: contracts.ResultPage,
  ResultPartPage: contracts.ResultPartPage,
  SweepAxes: contracts.SweepAxes,
  SweepAxis: contracts.SweepAxis,
  WorkerStatus: contracts.WorkerStatus,
  WorkerList: contracts.WorkerList,
  AuditEntry: contracts.AuditEntry,
  AuditPage: contracts.AuditPage,
  ApiKey: contracts.ApiKey,
  ApiKeyList: contracts.ApiKeyList,
  CreatedApiKey: contracts.CreatedApiKey,
  NewSession: contracts.NewSession,
  Session: contracts.Session,
  NewApiKey: contracts.NewApiKey,
  Project: contracts.Project,
  ProjectList: contracts.ProjectList,
  ProjectQuotas: contracts.ProjectQuotas,
  BulkChange: contracts.BulkChange,
  BulkPlan: contracts.BulkPlan,
  DeletionPlan: contracts.DeletionPlan,
  BulkProgress: contracts.BulkProgress,
  Webhook: contracts.Webhook,
  WebhookList: contracts.WebhookList,
  CreatedWebhook: contracts.CreatedWebhook,
  NewWebhook: contracts.NewWebhook,
  WebhookDelivery: contracts.WebhookDelivery,
  WebhookDeliveries: contracts.WebhookDeliveries,
  WebhookReplay: contracts.WebhookReplay,
  WebhookReplayed: contracts.WebhookReplayed,
  HealthStatus: contracts.HealthStatus,
  LinkIndex: contracts.LinkIndex,
  Problem: contracts.Problem,
  ProblemKind: contracts.ProblemKind,
  ProblemList: contracts.ProblemList,
} as const;

const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="32"><text x="0" y="24" font-family="sans-serif" font-size="24" font-weight="600" fill="#fff">Rote</text></svg>';

/** Swagger UI has inline styles and inline images; everything else comes from this server. */
const DOCS_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; " +
  "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The schema of a sweep file, for editors and other programs. */
const SWEEP_SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'A sweep of Rote',
  ...(typeEnums(WrittenSweepSpec) as object),
  ...REQUIRED_WITHOUT_PRESET,
};

/** Describes the routes that are added after this call: `/openapi.json`, with pages for people at `/docs`. */
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
        contact: { name: 'The operator of this server' },
      },
      servers: [{ url: '/', description: 'This server' }],
      components: { securitySchemes: SECURITY_SCHEMES },
      tags: [
        { name: 'sweeps', description: 'What people submit' },
        { name: 'cells', description: 'One experiment each' },
        { name: 'events', description: 'What happens, as it happens' },
        { name: 'results', description: 'SQL over everything that is kept' },
        { name: 'fleet', description: 'The queue and the workers' },
        { name: 'projects', description: 'Who has how much of the fleet' },
        { name: 'keys', description: 'Who may use this server, and who changed what' },
        { name: 'service', description: 'This server' },
      ],
    },
    transformObject: (document) =>
      'openapiObject' in document
        ? completeDocument(nameSchemas(document.openapiObject, COMPONENTS))
        : document.swaggerObject,
  });
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    theme: { title: 'Rote API' },
    logo: { type: 'image/svg+xml', content: Buffer.from(LOGO), href: '/', target: '_self' },
    uiConfig: { validatorUrl: null, docExpansion: 'list', tryItOutEnabled: true },
    staticCSP: DOCS_POLICY,
  });
  const hidden = { schema: { hide: true } };
  app.get('/openapi.json', hidden, () => app.swagger());
  app.get(
    '/openapi.yaml',
    hidden,
    async (_request, reply) =>
      await reply.type('application/yaml; charset=utf-8').send(stringify(app.swagger())),
  );
  for (const path of ['/v1/schema/sweep', '/schemas/sweep.json'])
    app.get(
      path,
      hidden,
      async (_request, reply) =>
        await reply.type('application/schema+json; charset=utf-8').send(JSON.stringify(SWEEP_SCHEMA)),
    );
}
