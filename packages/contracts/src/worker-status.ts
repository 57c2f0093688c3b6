import type { Static } from 'typebox';
import { Type } from 'typebox';
import { EngineIdentity } from './cell-result.js';
import { CellId } from './identifiers.js';
import { closed, Instant, Nullable } from './nullable.js';

export const WorkerStatus = Type.Object(
  {
    id: Type.String(),
    host: Type.String(),
    pid: Type.Integer({ minimum: 1 }),
    state: Type.Enum(['live', 'lost', 'stopped'], {
      description: 'lost: not heard from for longer than the lease; its cells go to other workers',
    }),
    slots: Type.Integer({ minimum: 1, description: 'cells it can train at the same time' }),
    running: Type.Array(CellId, { description: 'the cells it is training' }),
    engine: EngineIdentity,
    startedAt: Instant('when it registered'),
    lastSeenAt: Instant('its last heartbeat'),
    stoppedAt: Nullable(Instant('when it signed off')),
    gpuFault: Nullable(Type.String(), {
      description:
        'why it takes no cells that ask for a GPU although its machine has one, and how to fix it; otherwise null',
    }),
  },
  { ...closed, description: 'a worker: a supervisor process on a host' },
);
export type WorkerStatus = Static<typeof WorkerStatus>;

export const WorkerList = Type.Object(
  { items: Type.Array(WorkerStatus) },
  { ...closed, description: 'workers, live ones first' },
);
export type WorkerList = Static<typeof WorkerList>;
