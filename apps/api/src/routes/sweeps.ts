import {
  DEFAULT_PAGE,
  Sweep,
  SubmittedSweep,
  SweepId,
  SubmitHeaders,
  SubmitQuery,
  SweepPage,
  SweepPageQuery,
  SweepPath,
  SweepPlan,
} from '@rote/contracts';
import { readSweepSpec, RoteError, satisfiesSchema, WrittenSweepSpec } from '@rote/domain';
import type { Sweep as SweepRecord, SweepSource } from '@rote/store';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { chooseProject } from '../access/check-project.js';
import { authorOf } from '../access/caller.js';
import type { App, AppOptions } from '../app-types.js';
import { SPEC_MEDIA_TYPES } from '../bodies/accept-bodies.js';
import { parseWithPlaces, textOf } from '../bodies/body-text.js';
import { presentSweep } from '../presenters/present-sweep.js';
import { toSweepSummary } from '../presenters/sweep.js';
import { shareReads } from '../share-reads.js';
import { planSpec, submitSpec, unquoteKey } from '../sweeps/submit-spec.js';
import { decodeCursor } from './cursor.js';
import { sweepEtag } from '../http/sweep-etag.js';
import { pageOf } from './page-of.js';
import { toSweepFilter } from '../sweeps/sweep-filter.js';
import { BODY_PROBLEMS, problemResponses } from './problem-responses.js';

/** The text of a spec as it was sent. */
function sourceOf({ body, headers }: FastifyRequest): SweepSource | undefined {
  const text = textOf(body);
  const isJson = headers['content-type']?.startsWith('application/json') === true;
  return text === undefined
    ? undefined
    : { text, mediaType: isJson ? 'application/json' : 'application/yaml' };
}

const isSweepId = (text: string): boolean => satisfiesSchema(SweepId, text);

export function addSweepRoutes(app: App, deps: Pick<AppOptions, 'store' | 'feeder' | 'leaseMs'>): void {
  const { store, leaseMs } = deps;
  const present = (sweep: SweepRecord): Promise<Sweep> => presentSweep(sweep, { store, leaseMs });

  const readSweep = shareReads(async (id: string) => {
    const sweep = await store.sweeps.find(id);
    if (sweep === undefined)
      throw new RoteError('sweep-not-found', `There is no sweep ${id}; GET /v1/sweeps lists all sweeps.`);
    return await present(sweep);
  });

  app.post(
    '/v1/sweeps',
    {
      schema: {
        operationId: 'submitSweep',
        tags: ['sweeps'],
        summary: 'Submit a sweep, or plan one',
        description:
          'The spec is JSON or YAML. Cells that already have their result are not trained again; a sweep with only such cells is completed at once.',
        consumes: [...SPEC_MEDIA_TYPES],
        querystring: SubmitQuery,
        headers: SubmitHeaders,
        body: WrittenSweepSpec,
        response: {
          200: Type.Union([SubmittedSweep, SweepPlan], {
            description:
              'With dryRun, the plan; otherwise, the sweep that was submitted with the same idempotency key',
          }),
          201: {
            description: 'The sweep; its address is in the Location header',
            content: { 'application/json': { schema: SubmittedSweep } },
          },
          ...problemResponses(
            'spec-invalid',
            'project-not-allowed',
            'project-not-found',
            'idempotency-conflict',
            ...BODY_PROBLEMS,
          ),
        },
      },
    },
    async (request, reply) => {
      const read = parseWithPlaces(readSweepSpec, request.body);
      const project = await chooseProject(request, store);
      if (request.query.dryRun) return await planSpec(deps, read);
      const { sweep, created } = await submitSpec(deps, read, {
        key: unquoteKey(request.headers['idempotency-key']),
        author: authorOf(request),
        project,
        source: sourceOf(request),
      });
      return await reply
        .code(created ? 201 : 200)
        .header('location', `/v1/sweeps/${sweep.id}`)
        .send(sweep);
    },
  );

  app.get(
    '/v1/sweeps',
    {
      schema: {
        operationId: 'listSweeps',
        tags: ['sweeps'],
        summary: 'List sweeps, newest first',
        description:
          'Those that match every given parameter. Archived sweeps are left out unless `archived` asks for them.',
        querystring: SweepPageQuery,
        response: { 200: SweepPage, ...problemResponses('sweep-not-found') },
      },
    },
    async ({ query }, reply) => {
      const { limit = DEFAULT_PAGE, cursor, before, ...filter } = query;
      const place = cursor === undefined ? before : decodeCursor(cursor, isSweepId);
      const sweeps = await store.sweeps.list({
        limit: limit + 1,
        ...(place !== undefined && { before: place }),
        ...toSweepFilter(filter),
      });
      const outlooks = await store.sweeps.outlooks(sweeps.slice(0, limit), { leaseMs });
      return pageOf(sweeps, {
        limit,
        view: (sweep) => toSweepSummary(sweep, outlooks.get(sweep.id)),
        placeOf: ({ id }) => id,
        path: '/v1/sweeps',
        query: { ...filter, archived: filter.archived === 'false' ? undefined : filter.archived },
        reply,
      });
    },
  );

  app.get(
    '/v1/sweeps/:id',
    {
      schema: {
        operationId: 'getSweep',
        tags: ['sweeps'],
        summary: 'A sweep: its state, its cells by state, and how long it will take',
        params: SweepPath,
        response: { 200: Sweep, ...problemResponses('sweep-not-found') },
      },
    },
    async ({ params: { id } }, reply) => {
      const shown = await readSweep(id);
      void reply.header('etag', sweepEtag(shown));
      return shown;
    },
  );
}
