import { DEVICE_REQUIREMENTS, FAILURE_CLASSES, PRIORITY, WAIT_REASONS } from '@rote/domain';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { CellState } from './cell-state.js';
import { CellId, SweepId } from './identifiers.js';
import { ProjectName } from './project.js';
import { closed, Instant } from './nullable.js';

const count = (description: string) => Type.Optional(Type.Integer({ minimum: 0, description }));

const WaitFacts = Type.Object(
  {
    sweeps: Type.Optional(
      Type.Array(SweepId, { description: 'the paused sweeps that contain it, at most 10' }),
    ),
    priority: Type.Optional(
      Type.Integer({ ...PRIORITY, description: 'the highest priority of the active sweeps that contain it' }),
    ),
    device: Type.Optional(
      Type.Enum([...DEVICE_REQUIREMENTS], { description: 'gpu: it is trained only on GPUs' }),
    ),
    until: Type.Optional(Instant('when its next attempt is due; of several cells, the first')),
    failureClass: Type.Optional(
      Type.Enum([...FAILURE_CLASSES], { description: 'how the last attempt failed' }),
    ),
    quotas: Type.Optional(
      Type.Array(
        Type.Object(
          {
            project: { ...ProjectName, description: 'the project' },
            quota: Type.Enum(['maxQueuedCells', 'slotHours'], {
              description: 'the quota that it has used up',
            }),
            limit: Type.Number({ minimum: 0, description: 'how much it may have' }),
            used: Type.Number({ minimum: 0, description: 'how much it has' }),
            until: Type.Optional(Instant('when the next month begins, for slotHours')),
          },
          closed,
        ),
        { description: 'the quotas that it waits for: one for each project that wants it' },
      ),
    ),
    ahead: count('cells of a higher priority that wait for the same slots; 10000 at most'),
    slots: count('slots of live workers that may train it'),
    busy: count('of these, slots that train a cell'),
    workers: count('live workers'),
    workerId: Type.Optional(Type.String({ description: 'the worker that has it' })),
  },
  { ...closed, description: 'what the reason rests on; facts that do not matter for it are left out' },
);

const REASON = {
  reason: Type.Enum([...WAIT_REASONS], {
    description: 'why it is not being trained: the first reason that holds, in this order',
  }),
  waiting: Type.Boolean({ description: 'false if it has ended or is being trained' }),
  sentence: Type.String({ description: 'the reason, for people' }),
  facts: WaitFacts,
} as const;

export const CellWhy = Type.Object(
  { id: CellId, state: CellState, ...REASON },
  { ...closed, description: 'why a cell waits' },
);
export type CellWhy = Static<typeof CellWhy>;

export const SweepWhy = Type.Object(
  {
    id: SweepId,
    items: Type.Array(
      Type.Object(
        {
          ...REASON,
          cells: Type.Integer({ minimum: 1, description: 'how many cells have this reason' }),
          example: { ...CellId, description: 'the id of one of these cells' },
        },
        closed,
      ),
      {
        description:
          'each reason with its cells; twice with different facts, for example for two priorities. The most cells first',
      },
    ),
  },
  { ...closed, description: 'why the cells of a sweep wait, by reason' },
);
export type SweepWhy = Static<typeof SweepWhy>;
