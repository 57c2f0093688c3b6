import type { Static } from 'typebox';
import { Type } from 'typebox';
import { EngineIdentity } from './cell-result.js';
import { CellId } from './identifiers.js';
import { closed, Instant, Nullable } from './nullable.js';

const TrainedCell = Type.Object(
  {
    id: CellId,
    architecture: Type.String({ description: 'for example mlp-3x512' }),
    corruption: Type.String({ description: 'for example random-labels' }),
    labelNoise: Type.Number({ minimum: 0, maximum: 1, description: 'fraction of labels drawn again' }),
    regularizer: Type.String({
      description: 'the regularizers that are on, joined with +; none if all are off',
    }),
    seed: Type.Integer({
      minimum: 0,
      description: 'the source of labels, pixels, initial weights and order',
    }),
    epoch: Type.Integer({ minimum: 0, description: 'the last epoch that was reported; 0 before the first' }),
    epochs: Type.Integer({ minimum: 0, description: 'the most passes over the train set' }),
  },
  { ...closed, description: 'a cell that a worker is training' },
);

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
    training: Type.Array(TrainedCell, { description: 'what these cells are, and how far it is' }),
    imagesPerSecond: Nullable(Type.Number({ minimum: 0 }), {
      description:
        'train images per second, excluding evaluation: the sum over the last epochs of the cells it is training; null before the first',
    }),
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
