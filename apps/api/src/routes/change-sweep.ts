import {
  CancelledSweep,
  DeletionPlan,
  DeletionQuery,
  PatchHeaders,
  RetryFilter,
  Sweep,
  SweepPatch,
  SweepPath,
  SweepRetry,
} from '@rote/contracts';
import type { Sweep as SweepRecord } from '@rote/store';
import { Type } from 'typebox';
import { authorOf } from '../access/caller.js';
import type { App, AppOptions } from '../app-types.js';
import { SPEC_MEDIA_TYPES } from '../bodies/accept-bodies.js';
import { parseBody } from '../bodies/parse-body.js';
import { HttpError } from '../http/http-error.js';
import { matchesRevision, sweepEtag } from '../http/sweep-etag.js';
import { presentSweep } from '../presenters/present-sweep.js';
import { startRest } from '../sweeps/start-rest.js';
import { BODY_PROBLEMS, problemResponses } from './problem-responses.js';

/** Adds the routes that change an existing sweep. */
export function addSweepChangeRoutes(
  app: App,
  { store, feeder, leaseMs, logger }: Pick<AppOptions, 'store' | 'feeder' | 'leaseMs' | 'logger'>,
): void {
  const cancelling = startRest(
    'Cancelling the cells of a large sweep',
    () => store.sweeps.cancelMore(),
    logger,
  );
  app.addHook('preClose', () => cancelling.stop());
  const deleting = startRest('Deleting the cells of a sweep', () => store.sweeps.deleteMore(), logger);
  app.addHook('preClose', () => deleting.stop());
  const present = (sweep: SweepRecord): Promise<Sweep> => presentSweep(sweep, { store, leaseMs });

  app.post(
    '/v1/sweeps/:id/cancel',
    {
      schema: {
        operationId: 'cancelSweep',
        tags: ['sweeps'],
        summary: 'Cancel a sweep',
        description:
          'Cancels all cells that have not ended, including running ones, except those that another active or paused sweep contains; the answer names such sweeps. Of a large sweep, the answer may come before all pending cells are cancelled: none of them is trained.',
        params: SweepPath,
        response: {
          200: CancelledSweep,
          ...problemResponses('sweep-not-found', 'sweep-ended', ...BODY_PROBLEMS),
        },
      },
    },
    async (request) => {
      const { id } = request.params;
      const sweep = await store.sweeps.cancel(id, authorOf(request));
      feeder.nudge();
      cancelling.nudge();
      const others = await store.sweeps.findOthers(id);
      return {
        ...(await present(sweep)),
        wantedBy: others.map(({ id: other, isPaused, cells }) => ({ sweep: other, paused: isPaused, cells })),
      };
    },
  );

  const actions = [
    {
      action: 'pause',
      summary: 'Pause a sweep',
      description:
        'Starts none of its cells, and stops running ones after a checkpoint, except those that another active sweep contains. If the sweep is already paused, nothing changes.',
    },
    {
      action: 'resume',
      summary: 'Resume a paused sweep',
      description: 'Its cells continue where they were. If the sweep is not paused, nothing changes.',
    },
  ] as const;
  for (const { action, summary, description } of actions)
    app.post(
      `/v1/sweeps/:id/${action}`,
      {
        schema: {
          operationId: `${action}Sweep`,
          tags: ['sweeps'],
          summary,
          description,
          params: SweepPath,
          response: { 200: Sweep, ...problemResponses('sweep-not-found', 'sweep-ended', ...BODY_PROBLEMS) },
        },
      },
      async (request) => {
        const sweep = await store.sweeps[action](request.params.id, authorOf(request));
        feeder.nudge();
        return await present(sweep);
      },
    );

  app.post(
    '/v1/sweeps/:id/retry',
    {
      schema: {
        operationId: 'retrySweep',
        tags: ['sweeps'],
        summary: 'Retry failed cells of a sweep',
        description:
          'Failed cells that match the filter, or all of them without one, get as many attempts as new cells. A completed or failed sweep becomes active; a cancelled one must be submitted again.',
        consumes: [...SPEC_MEDIA_TYPES],
        params: SweepPath,
        body: RetryFilter,
        response: {
          200: SweepRetry,
          ...problemResponses('sweep-not-found', 'sweep-ended', ...BODY_PROBLEMS),
        },
      },
    },
    async (request) => {
      const { id } = request.params;
      const { cells, ...rest } = parseBody(RetryFilter, (request.body as unknown) ?? {});
      const filter = {
        ...rest,
        ...(cells !== undefined && { cells: cells.map((cell) => cell.toLowerCase()) }),
      };
      const retried = await store.sweeps.retry(id, filter, authorOf(request));
      feeder.nudge();
      return { retried, sweep: await present(await store.sweeps.get(id)) };
    },
  );

  for (const [action, isArchived] of [
    ['archive', true],
    ['unarchive', false],
  ] as const)
    app.post(
      `/v1/sweeps/:id/${action}`,
      {
        schema: {
          operationId: `${action}Sweep`,
          tags: ['sweeps'],
          summary: isArchived ? 'Archive a sweep' : 'Bring an archived sweep back',
          description: isArchived
            ? 'Leaves it out of lists unless they ask for archived sweeps. Nothing else changes: its results stay, and cells that it waits for are trained. If it is already archived, nothing changes.'
            : 'It is in lists again. If it is not archived, nothing changes.',
          params: SweepPath,
          response: { 200: Sweep, ...problemResponses('sweep-not-found', ...BODY_PROBLEMS) },
        },
      },
      async (request) =>
        await present(await store.sweeps.archive(request.params.id, isArchived, authorOf(request))),
    );

  app.patch(
    '/v1/sweeps/:id',
    {
      schema: {
        operationId: 'patchSweep',
        tags: ['sweeps'],
        summary: 'Change the name, the notes, the labels or the priority of a sweep',
        description:
          'A merge patch (RFC 7396): fields that are left out stay, and so do labels; null removes a label. All of it is changed, or nothing. With If-Match, only if no person has changed the sweep since. Only the priority has an effect on cells, at once: if no slot is free, running cells of a lower priority are preempted, and later continue where they stopped. It can no longer change once the sweep has ended.',
        consumes: [...SPEC_MEDIA_TYPES],
        params: SweepPath,
        headers: PatchHeaders,
        body: SweepPatch,
        response: {
          200: Sweep,
          ...problemResponses('sweep-not-found', 'sweep-ended', 'precondition-failed', ...BODY_PROBLEMS),
        },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const patch = parseBody(SweepPatch, request.body);
      const ifMatch = request.headers['if-match'];
      const sweep = await store.sweeps.patch(id, patch, {
        author: authorOf(request),
        isCurrent: (revision) => matchesRevision(ifMatch, revision),
      });
      if (sweep === undefined)
        throw new HttpError(
          'precondition-failed',
          `Sweep ${id} has been changed since the version that If-Match names: get it again, and repeat the change if it still applies.`,
        );
      if (patch.priority !== undefined) feeder.nudge();
      const shown = await present(sweep);
      void reply.header('etag', sweepEtag(shown));
      return shown;
    },
  );

  app.delete(
    '/v1/sweeps/:id',
    {
      schema: {
        operationId: 'deleteSweep',
        tags: ['sweeps'],
        summary: 'Delete a sweep that has ended',
        description:
          'The sweep is gone at once and for good. Its cells follow in the background, with their results, learning curves, attempts, images, checkpoints and weights, except for cells that another sweep contains. A sweep that has not ended must be cancelled first. With `dryRun`, it only counts what would be deleted.',
        params: SweepPath,
        querystring: DeletionQuery,
        response: {
          200: {
            description: 'With dryRun, what would be deleted',
            content: { 'application/json': { schema: DeletionPlan } },
          },
          204: Type.Null({ description: 'It is deleted' }),
          ...problemResponses('sweep-not-found', 'sweep-active', ...BODY_PROBLEMS),
        },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      if (request.query.dryRun) return await reply.send(await store.sweeps.planDeletion(id));
      await store.sweeps.delete(id, authorOf(request));
      deleting.nudge();
      return await reply.code(204).send(null);
    },
  );
}
