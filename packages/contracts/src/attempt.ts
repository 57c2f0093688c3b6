import { MICRO_BATCHES } from '@rote/domain';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { EngineIdentity } from './cell-result.js';
import { CellError } from './cell-state.js';
import { closed, Instant, Nullable } from './nullable.js';

export const Attempt = Type.Object(
  {
    number: Type.Integer({ minimum: 1, description: '1-based' }),
    workerId: Type.String(),
    engine: EngineIdentity,
    microBatches: Type.Enum([...MICRO_BATCHES], {
      description:
        'how it processed each batch. 1: whole. 2, after an attempt ran out of memory: half batches, or modules ' +
        'recomputed if batch normalization needs the whole batch',
    }),
    gpuMemoryMb: Nullable(Type.Integer({ minimum: 0 }), {
      description: 'GPU memory observed in use by its trainer, in MiB; null if not observed',
    }),
    firstStep: Nullable(Type.Integer({ minimum: 0 }), {
      description:
        'the optimizer step at which it began: 0 from the start, more if it resumed from a checkpoint; null until known',
    }),
    startedAt: Instant('when the worker claimed it'),
    endedAt: Nullable(Instant('when it ended'), { description: 'null while it runs' }),
    outcome: Nullable(Type.Enum(['succeeded', 'diverged', 'failed', 'released', 'cancelled']), {
      description: 'null while it runs; released: returned unfinished',
    }),
    error: Nullable(CellError, { description: 'how it failed; null if it did not' }),
    stderr: Nullable(Type.String(), { description: 'the last lines of the trainer’s standard error' }),
    lateWrites: Type.Integer({
      minimum: 0,
      description: 'writes rejected because they came after the attempt was superseded',
    }),
  },
  { ...closed, description: 'one attempt of a worker at a cell' },
);
export type Attempt = Static<typeof Attempt>;
