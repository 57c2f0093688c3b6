import { Project, ProjectHeaders, ProjectList, ProjectPath, ProjectQuotas } from '@rote/contracts';
import { Type } from 'typebox';
import { authorOf } from '../access/caller.js';
import type { App, AppOptions } from '../app-types.js';
import { SPEC_MEDIA_TYPES } from '../bodies/accept-bodies.js';
import { parseBody } from '../bodies/parse-body.js';
import { HttpError } from '../http/http-error.js';
import { toProject } from '../presenters/project.js';
import { BODY_PROBLEMS, problemResponses } from './problem-responses.js';

/** Adds the routes by which an administrator shares the slots among projects. */
export function addProjectRoutes(app: App, { store, feeder }: Pick<AppOptions, 'store' | 'feeder'>): void {
  app.get(
    '/v1/projects',
    {
      schema: {
        operationId: 'listProjects',
        tags: ['projects'],
        summary: 'List all projects, by name, with what they use',
        response: { 200: ProjectList, ...problemResponses() },
      },
    },
    async () => ({ items: (await store.projects.list()).map(toProject) }),
  );

  app.get(
    '/v1/projects/:name',
    {
      schema: {
        operationId: 'getProject',
        tags: ['projects'],
        summary: 'A project: its share, its quotas, and how much of them is used',
        params: ProjectPath,
        response: { 200: Project, ...problemResponses('project-not-found') },
      },
    },
    async ({ params: { name } }) => toProject(await store.projects.get(name)),
  );

  app.put(
    '/v1/projects/:name',
    {
      schema: {
        operationId: 'putProject',
        tags: ['projects'],
        summary: 'Make a project, or replace its share and quotas',
        description:
          'What the body omits is as in a new project: the share 1, and no quota. With `If-None-Match: *`, only if there is no such project. Cells that are running stay; from the next one on, the new quotas hold. The project default has a share but no quotas.',
        consumes: [...SPEC_MEDIA_TYPES],
        params: ProjectPath,
        headers: ProjectHeaders,
        body: ProjectQuotas,
        response: {
          200: { description: 'The project, changed', content: { 'application/json': { schema: Project } } },
          201: {
            description: 'The new project; its address is in the Location header',
            content: { 'application/json': { schema: Project } },
          },
          ...problemResponses('precondition-failed', ...BODY_PROBLEMS),
        },
      },
    },
    async (request, reply) => {
      const { name } = request.params;
      const { share = 1, maxQueuedCells = null, slotHours = null } = parseBody(ProjectQuotas, request.body);
      const outcome = await store.projects.put(
        name,
        { share, maxQueuedCells, slotHours },
        { author: authorOf(request), mayExist: request.headers['if-none-match'] === undefined },
      );
      if (outcome === undefined)
        throw new HttpError(
          'precondition-failed',
          `There is already a project ${JSON.stringify(name)}: send the request without If-None-Match to change it.`,
        );
      feeder.nudge();
      return await reply
        .code(outcome.created ? 201 : 200)
        .header('location', `/v1/projects/${name}`)
        .send(toProject(outcome.project));
    },
  );

  app.delete(
    '/v1/projects/:name',
    {
      schema: {
        operationId: 'deleteProject',
        tags: ['projects'],
        summary: 'Delete a project without sweeps',
        description:
          'A project that has sweeps, or keys that work, is not deleted, and neither is the project default.',
        params: ProjectPath,
        response: {
          204: Type.Null({ description: 'It is deleted' }),
          ...problemResponses('project-not-found', 'project-in-use', ...BODY_PROBLEMS),
        },
      },
    },
    async (request, reply) => {
      await store.projects.delete(request.params.name, authorOf(request));
      return await reply.code(204).send(null);
    },
  );
}
