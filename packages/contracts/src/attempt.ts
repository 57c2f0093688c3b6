import type { Static } from 'typebox';
import { Type } from 'typebox';
import { EngineIdentity } from './cell-result.js';
import { CellError } from './cell-state.js';
import { closed, Instant, Nullable } from './nullable.js';

export const Attempt = Type.Object(
  {
    attempt: Type.Integer({ minimum: 1, description: '1-based' }),
    workerId: Type.String(),
    engine: EngineIdentity,
    startedAt: Instant('when the worker claimed it'),
    endedAt: Nullable(Instant('when it ended'), { description: 'null while it runs' }),
    error: Nullable(CellError, { description: 'how it failed; null where it did not' }),
  },
  { ...closed, description: 'one try of a worker at a cell' },
);
export type Attempt = Static<typeof Attempt>;
