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
        'how it processed each batch. 1: whole. 2, after an attempt that ran out of memory: half batches, or modules ' +
        'computed again where batch normalization needs the whole batch',
    }),
    gpuMemoryMb: Nullable(Type.Integer({ minimum: 0 }), {
      description: 'MiB of its GPU that its trainer was seen to hold; null where nobody saw it',
    }),
    firstStep: Nullable(Type.Integer({ minimum: 0 }), {
      description:
        'the optimizer step at which it began: 0 from the start, more where it went on from a checkpoint; null while that is not known',
    }),
    startedAt: Instant('when the worker claimed it'),
    endedAt: Nullable(Instant('when it ended'), { description: 'null while it runs' }),
    outcome: Nullable(Type.Enum(['succeeded', 'diverged', 'failed', 'released', 'cancelled']), {
      description: 'null while it runs; released: handed back unfinished',
    }),
    error: Nullable(CellError, { description: 'how it failed; null where it did not' }),
    stderr: Nullable(Type.String(), { description: 'the last lines that the trainer wrote there' }),
    lateWrites: Type.Integer({
      minimum: 0,
      description: 'writes that came after the attempt had been superseded, and were refused',
    }),
  },
  { ...closed, description: 'one try of a worker at a cell' },
);
export type Attempt = Static<typeof Attempt>;
