import { DEFAULT_PROJECT } from '@rote/domain';
import type { Store } from '@rote/store';
import type { FastifyRequest } from 'fastify';
import { HttpError } from '../http/http-error.js';
import { callerOf } from './caller.js';
import { needOf, operationOf } from './route-scopes.js';

const READS: readonly string[] = ['GET', 'HEAD'];

/** The error of a key that is for another project. */
export const outsideProject = (bound: string, what: string): HttpError =>
  new HttpError(
    'project-not-allowed',
    `This key is for the project ${JSON.stringify(bound)}, and ${what}. Its administrator can make another one.`,
  );

/** Rejects changes that a key for one project asks for, of sweeps of other projects or of the queue, which all share. */
export function checkProject({ sweeps }: { readonly sweeps: Pick<Store['sweeps'], 'findProject'> }) {
  return async (request: FastifyRequest): Promise<void> => {
    const { project: bound } = callerOf(request);
    if (bound === null || READS.includes(request.method) || needOf(request) !== 'operate') return;
    if (operationOf(request.routeOptions.schema) === undefined)
      throw outsideProject(bound, 'the queue has jobs of all projects');
    const { id = '' } = request.params as { readonly id?: string };
    const project = await sweeps.findProject(id);
    // The answer to an unknown sweep is the route's.
    if (project !== undefined && project !== bound)
      throw outsideProject(bound, `sweep ${id} is in the project ${JSON.stringify(project)}`);
  };
}

/**
 * Returns the project for a sweep that a request submits: the one that it names, or that of its key, or `otherwise`.
 *
 * @throws HttpError `project-not-allowed`, RoteError `project-not-found`
 */
export async function chooseProject(
  request: Pick<FastifyRequest, 'caller'> & { readonly query: { readonly project?: string } },
  { projects }: { readonly projects: Pick<Store['projects'], 'get'> },
  otherwise = DEFAULT_PROJECT,
): Promise<string> {
  const { project: bound } = callerOf(request);
  const { project: asked } = request.query;
  if (bound !== null && asked !== undefined && asked !== bound)
    throw outsideProject(bound, `cannot submit to the project ${JSON.stringify(asked)}`);
  // Before the sweep is expanded.
  if (asked !== undefined) await projects.get(asked);
  return asked ?? bound ?? otherwise;
}
