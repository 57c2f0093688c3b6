import { allows, type Scope } from '@rote/domain';
import type { FastifyRequest } from 'fastify';
import type { App } from '../app-types.js';

/** What a request needs: nothing, any key, or a key with a scope. */
export type Need = 'nothing' | 'any key' | Scope;

/** What each operation of the API needs. This is the only place that says so. */
export const NEED_OF_OPERATION: Readonly<Record<string, Need>> = {
  getIndex: 'nothing',
  getLiveness: 'nothing',
  getReadiness: 'nothing',
  listProblems: 'nothing',
  getProblem: 'nothing',
  listPresets: 'nothing',
  getSession: 'nothing',
  signIn: 'nothing',
  signOut: 'nothing',

  listSweeps: 'read',
  getSweep: 'read',
  getSweepSource: 'read',
  listSweepCells: 'read',
  diffSweeps: 'read',
  listResults: 'read',
  getAxes: 'read',
  getCurves: 'read',
  getMeasures: 'read',
  exportSweep: 'read',
  listReportTables: 'read',
  getReport: 'read',
  listFigures: 'read',
  getFigureAsSvg: 'read',
  getFigureAsPng: 'read',
  getCell: 'read',
  getCurve: 'read',
  getImages: 'read',
  explainCell: 'read',
  explainSweep: 'read',
  listenToEvents: 'read',
  listenToSweep: 'read',
  query: 'sql',
  queryByLink: 'sql',
  getQueues: 'read',
  getQueueHistory: 'read',
  listWorkers: 'read',

  listProjects: 'read',
  getProject: 'read',

  submitSweep: 'submit',
  cloneSweep: 'submit',
  extendSweep: 'submit',

  cancelSweep: 'operate',
  pauseSweep: 'operate',
  resumeSweep: 'operate',
  retrySweep: 'operate',
  patchSweep: 'operate',
  changeSweeps: 'operate',
  getBulkChange: 'read',
  archiveSweep: 'operate',
  unarchiveSweep: 'operate',
  deleteSweep: 'operate',

  createKey: 'admin',
  listKeys: 'admin',
  revokeKey: 'admin',
  listAuditEntries: 'admin',
  putProject: 'admin',
  deleteProject: 'admin',
  createWebhook: 'admin',
  listWebhooks: 'admin',
  deleteWebhook: 'admin',
  listWebhookDeliveries: 'admin',
  replayWebhook: 'admin',
};

/** Addresses that show no user's data, including those that are not operations: the API's own description. */
const OPEN_ADDRESSES =
  /^\/(?:healthz|readyz|openapi\.json|openapi\.yaml|schemas\/.*|v1\/schema\/sweep|problems.*|docs(?:\/.*)?|)$/;

interface Described {
  readonly operationId?: string;
}

/** Returns the operation of a route, by its schema. */
export const operationOf = (schema: unknown): string | undefined =>
  (schema as Described | undefined)?.operationId;

/** Makes the server reject operations that the table above lacks, as they are added. */
export function requireScopes(app: App): void {
  app.addHook('onRoute', ({ schema, url }) => {
    const operation = operationOf(schema);
    if (operation !== undefined && NEED_OF_OPERATION[operation] === undefined)
      throw new TypeError(`route-scopes.ts does not say what ${operation} (${url}) needs`);
  });
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the route needs, if it is no operation of the API. */
    readonly need?: Need;
  }
}

/** Returns what a request needs. What has no address here needs a key too, so that strangers cannot explore. */
export function needOf(request: FastifyRequest): Need {
  const { is404, routeOptions } = request;
  if (is404) return 'any key';
  const operation = operationOf(routeOptions.schema);
  const need = operation === undefined ? routeOptions.config.need : NEED_OF_OPERATION[operation];
  return need ?? (OPEN_ADDRESSES.test(routeOptions.url ?? '/?') ? 'nothing' : 'any key');
}

/** Returns whether a key with these scopes may do what has this need. */
export const isMet = (need: Need, scopes: readonly Scope[]): boolean =>
  need === 'nothing' || need === 'any key' || allows(scopes, need);
