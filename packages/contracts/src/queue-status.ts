import type { Static } from 'typebox';
import { Type } from 'typebox';
import { CellCounts } from './cell-state.js';
import { closed, Nullable } from './nullable.js';

export const QueueStatus = Type.Object(
  {
    waiting: Type.Integer({ minimum: 0, description: 'jobs that no worker has taken yet' }),
    active: Type.Integer({ minimum: 0, description: 'jobs of cells that are running' }),
    paused: Type.Boolean({
      description:
        'whether the queue is paused in BullMQ, for example from a dashboard: running cells continue, and no other starts until it is resumed',
    }),
    oldestQueuedSeconds: Type.Object(
      {
        any: Nullable(Type.Number({ minimum: 0 }), {
          description: 'of the cells that any worker may train; null if none is queued',
        }),
        gpu: Nullable(Type.Number({ minimum: 0 }), {
          description: 'of the cells that wait for a worker with a GPU; null if none is queued',
        }),
      },
      { ...closed, description: 'how long the oldest queued cell has been in the queue, by what it needs' },
    ),
    cells: CellCounts,
  },
  {
    ...closed,
    description: 'jobs in the queue, which is kept short, and all cells by state, which are authoritative',
  },
);
export type QueueStatus = Static<typeof QueueStatus>;
