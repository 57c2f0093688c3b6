import { randomUUID } from 'node:crypto';
import { RetryFilter } from '@rote/contracts';
import { Type } from 'typebox';
import { closed, readSpecText, specFields, sweepFields, sweepId, SweepInput } from './inputs.js';
import { defineTool, type Tool } from './tool.js';

/** Tools that change something. */
export const WRITING_TOOLS: readonly Tool[] = [
  defineTool({
    name: 'submit_sweep',
    title: 'Submit a sweep',
    description:
      'Submits a sweep file. Cells that have a result are not trained again. With the same idempotencyKey it submits once, however often it is called.',
    scope: 'submit',
    input: Type.Object(
      {
        ...specFields,
        idempotencyKey: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
      },
      closed,
    ),
    run: async ({ spec, idempotencyKey = randomUUID() }, { api }) => ({
      data: await api.submit(readSpecText(spec), idempotencyKey),
    }),
  }),
  defineTool({
    name: 'cancel_sweep',
    title: 'Cancel a sweep',
    description: 'Cancels a sweep for good; cells that another active sweep contains continue.',
    scope: 'operate',
    isDestructive: true,
    input: Type.Object({ sweep: Type.String({ minLength: 1 }) }, closed),
    run: async (input, { api }) => ({ data: await api.cancel(await sweepId(api, input)) }),
  }),
  defineTool({
    name: 'pause_sweep',
    title: 'Pause a sweep',
    description: 'Pauses a sweep: running cells save a checkpoint and go back.',
    scope: 'operate',
    input: SweepInput,
    run: async (input, { api }) => ({ data: await api.pause(await sweepId(api, input)) }),
  }),
  defineTool({
    name: 'resume_sweep',
    title: 'Resume a sweep',
    description: 'Resumes a paused sweep.',
    scope: 'operate',
    input: SweepInput,
    run: async (input, { api }) => ({ data: await api.resume(await sweepId(api, input)) }),
  }),
  defineTool({
    name: 'retry_sweep',
    title: 'Retry failed cells',
    description: 'Gives the failed cells of a sweep new attempts: all of them, or those that match.',
    scope: 'operate',
    input: Type.Object({ ...sweepFields, only: Type.Optional(RetryFilter) }, closed),
    run: async ({ only = {}, ...input }, { api }) => ({
      data: await api.retry(await sweepId(api, input), only),
    }),
  }),
];
