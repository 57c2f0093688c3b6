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
        'whether somebody paused the queue in BullMQ, with a dashboard for example: what runs goes on, and nothing else begins until it is resumed',
    }),
    cells: CellCounts,
  },
  {
    ...closed,
    description: 'jobs in the queue, which is kept shallow, and all cells by state, which are the truth',
  },
);
export type QueueStatus = Static<typeof QueueStatus>;
