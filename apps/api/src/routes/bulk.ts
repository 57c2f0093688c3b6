import { BulkChange, BulkPath, BulkPlan, BulkProgress, BulkQuery } from '@rote/contracts';
import { InvalidInputError } from '@rote/domain';
import { type BulkFilter, bulkChangeNotFound } from '@rote/store';
import type { FastifyRequest } from 'fastify';
import { outsideProject } from '../access/check-project.js';
import { authorOf, callerOf } from '../access/caller.js';
import type { App, AppOptions } from '../app-types.js';
import { SPEC_MEDIA_TYPES } from '../bodies/accept-bodies.js';
import { parseBody } from '../bodies/parse-body.js';
import { startBulkChanges } from '../bulk/start-bulk-changes.js';
import { HttpError } from '../http/http-error.js';
import { toBulkProgress } from '../presenters/bulk.js';
import { toSweepFilter } from '../sweeps/sweep-filter.js';
import { BODY_PROBLEMS, problemResponses } from './problem-responses.js';

/** What an action needs besides. */
const NEEDED = { prioritize: 'priority', label: 'labels' } as const;

/** @throws InvalidInputError if the action lacks what it needs, or there is something that it does not use */
function checkNeeds(change: BulkChange): void {
  const faults = Object.entries(NEEDED).flatMap(([action, field]) => {
    const isGiven = change[field] !== undefined;
    if (isGiven === (change.action === action)) return [];
    return [{ pointer: `/${field}`, expected: isGiven ? `only with ${action}` : `required by ${action}` }];
  });
  if (faults.length > 0) throw new InvalidInputError('request-invalid', 'this is not a bulk change', faults);
}

/** Returns the filter of a change, within the project of the caller's key. */
function filterOf(
  request: Pick<FastifyRequest, 'caller'>,
  { action, filter: { sweeps, ...filter } }: BulkChange,
): BulkFilter {
  const { project: bound } = callerOf(request);
  if (bound !== null && filter.project !== undefined && filter.project !== bound)
    throw outsideProject(bound, `cannot change sweeps of the project ${JSON.stringify(filter.project)}`);
  const archived = filter.archived ?? (action === 'unarchive' ? 'true' : 'false');
  return {
    ...toSweepFilter({ ...filter, archived }),
    ...(bound !== null && { project: bound }),
    ...(sweeps && { ids: sweeps.map((id) => id.toLowerCase()) }),
  };
}

/** Adds changes of many sweeps, and makes them. */
export function addBulkRoutes(
  app: App,
  { store, feeder, logger }: Pick<AppOptions, 'store' | 'feeder' | 'logger'>,
): void {
  const changes = startBulkChanges({
    store,
    logger,
    onChange: () => {
      feeder.nudge();
    },
  });
  app.addHook('preClose', () => changes.stop());

  app.post(
    '/v1/bulk-changes',
    {
      schema: {
        operationId: 'changeSweeps',
        tags: ['sweeps'],
        summary: 'Change all sweeps that match a filter',
        description:
          'Chooses the sweeps at once, in one query: those that match the filter and that the action would change. They are changed in the ' +
          'background, one after the other; the Location header has the address of the progress. With `dryRun`, it only counts, and ' +
          '`expected` makes sure that what happens is what was counted. A key for one project reaches only its sweeps.',
        consumes: [...SPEC_MEDIA_TYPES],
        querystring: BulkQuery,
        body: BulkChange,
        response: {
          200: {
            description: 'With dryRun, what would be changed',
            content: { 'application/json': { schema: BulkPlan } },
          },
          202: {
            description: 'The change, which continues in the background',
            content: { 'application/json': { schema: BulkProgress } },
          },
          ...problemResponses('project-not-allowed', 'precondition-failed', ...BODY_PROBLEMS),
        },
      },
    },
    async (request, reply) => {
      const change = parseBody(BulkChange, request.body);
      checkNeeds(change);
      const filter = filterOf(request, change);
      const { action, priority, labels, expected } = change;
      const made = { action, ...(priority !== undefined && { priority }), ...(labels && { labels }) };
      if (request.query.dryRun)
        return await reply.send({ action, ...(await store.bulk.count(filter, made)) });
      const begun = await store.bulk.begin(filter, made, { author: authorOf(request), expected });
      if (begun === undefined)
        throw new HttpError(
          'precondition-failed',
          `The change would not reach the ${String(expected)} sweeps that are expected: count again with dryRun.`,
        );
      changes.nudge();
      return await reply
        .code(202)
        .header('location', `/v1/bulk-changes/${begun.id}`)
        .send(toBulkProgress(begun));
    },
  );

  app.get(
    '/v1/bulk-changes/:id',
    {
      schema: {
        operationId: 'getBulkChange',
        tags: ['sweeps'],
        summary: 'How far a change of many sweeps has come',
        params: BulkPath,
        response: { 200: BulkProgress, ...problemResponses('bulk-change-not-found') },
      },
    },
    async ({ params: { id } }) => {
      const found = await store.bulk.find(id);
      if (found === undefined) throw bulkChangeNotFound(id);
      return toBulkProgress(found);
    },
  );
}
