import { CancelledSweep, RetryFilter, Sweep, SweepPatch, SweepPath, SweepRetry } from '@rote/contracts';
import type { Sweep as SweepRecord } from '@rote/store';
import type { App, AppOptions } from '../app-types.js';
import { SPEC_MEDIA_TYPES } from '../bodies/accept-bodies.js';
import { parseBody } from '../bodies/parse-body.js';
import { presentSweep } from '../views/present-sweep.js';
import { BODY_PROBLEMS, problemResponses } from './problem-responses.js';

/** What a person may do to a sweep that is there. */
export function addSweepChangeRoutes(
  app: App,
  { store, feeder, leaseMs }: Pick<AppOptions, 'store' | 'feeder' | 'leaseMs'>,
): void {
  const present = (sweep: SweepRecord): Promise<Sweep> => presentSweep(sweep, { store, leaseMs });

  app.post(
    '/v1/sweeps/:id/cancel',
    {
      schema: {
        operationId: 'cancelSweep',
        tags: ['sweeps'],
        summary: 'Cancel a sweep',
        description:
          'Its cells that have not ended are cancelled, running ones too, but for those that another sweep contains, active or paused; the answer names such sweeps.',
        params: SweepPath,
        response: {
          200: CancelledSweep,
          ...problemResponses('sweep-not-found', 'sweep-ended', ...BODY_PROBLEMS),
        },
      },
    },
    async ({ params: { id } }) => {
      const sweep = await store.sweeps.cancel(id);
      feeder.nudge();
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
        'None of its cells is begun, and running ones are handed back where they are, but for those that another active sweep contains. A paused sweep stays as it is.',
    },
    {
      action: 'resume',
      summary: 'Resume a paused sweep',
      description: 'Its cells go on where they were. A sweep that is not paused stays as it is.',
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
      async ({ params: { id } }) => {
        const sweep = await store.sweeps[action](id);
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
        summary: 'Try failed cells of a sweep again',
        description:
          'Those that match the filter, all without one, are tried as often again as new cells are. A sweep that is completed or failed becomes active; a cancelled one has to be submitted again.',
        consumes: [...SPEC_MEDIA_TYPES],
        params: SweepPath,
        body: RetryFilter,
        response: {
          200: SweepRetry,
          ...problemResponses('sweep-not-found', 'sweep-ended', ...BODY_PROBLEMS),
        },
      },
    },
    async ({ params: { id }, body }) => {
      const { cells, ...filter } = parseBody(RetryFilter, (body as unknown) ?? {});
      const retried = await store.sweeps.retry(id, {
        ...filter,
        ...(cells !== undefined && { cells: cells.map((cell) => cell.toLowerCase()) }),
      });
      feeder.nudge();
      return { retried, sweep: await present(await store.sweeps.get(id)) };
    },
  );

  app.patch(
    '/v1/sweeps/:id',
    {
      schema: {
        operationId: 'patchSweep',
        tags: ['sweeps'],
        summary: 'Change the priority of a sweep',
        description:
          'It holds at once: running cells of a lower priority make room where no slot is free, and go on later where they stopped.',
        consumes: [...SPEC_MEDIA_TYPES],
        params: SweepPath,
        body: SweepPatch,
        response: { 200: Sweep, ...problemResponses('sweep-not-found', 'sweep-ended', ...BODY_PROBLEMS) },
      },
    },
    async ({ params: { id }, body }) => {
      const { priority } = parseBody(SweepPatch, body);
      const sweep = await store.sweeps.setPriority(id, priority);
      feeder.nudge();
      return await present(sweep);
    },
  );
}
