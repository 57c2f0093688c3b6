import type { Static } from 'typebox';
import { Type } from 'typebox';
import { CellCounts } from './cell-state.js';
import { closed } from './nullable.js';

export const QueueStatus = Type.Object(
  {
    waiting: Type.Integer({ minimum: 0, description: 'jobs that no worker has taken yet' }),
    active: Type.Integer({ minimum: 0, description: 'jobs of cells that are running' }),
    paused: Type.Boolean({
      description:
        'whether the queue is paused in BullMQ, for example from a dashboard: running cells continue, and no other starts until it is resumed',
    }),
    cells: CellCounts,
  },
  {
    ...closed,
    description: 'jobs in the queue, which is kept short, and all cells by state, which are authoritative',
  },
);
export type QueueStatus = Static<typeof QueueStatus>;
