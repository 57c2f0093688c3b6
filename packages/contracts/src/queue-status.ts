import type { Static } from 'typebox';
import { Type } from 'typebox';
import { CellCounts } from './cell-state.js';
import { closed } from './nullable.js';

export const QueueStatus = Type.Object(
  {
    waiting: Type.Integer({ minimum: 0, description: 'jobs that no worker has taken yet' }),
    active: Type.Integer({ minimum: 0, description: 'jobs that a worker holds' }),
    cells: CellCounts,
  },
  {
    ...closed,
    description: 'jobs in the queue, which is kept shallow, and all cells by state, which are the truth',
  },
);
export type QueueStatus = Static<typeof QueueStatus>;
