import type { Static } from 'typebox';
import { Type } from 'typebox';
import { CellState } from './cell-state.js';
import { UUID_PATTERN } from './identifiers.js';
import { closed } from './nullable.js';

export const MAX_PAGE = 1000;

const Limit = Type.Integer({
  minimum: 1,
  maximum: MAX_PAGE,
  default: 100,
  description: `a whole number from 1 to ${String(MAX_PAGE)}: the most items of a page`,
});

/** Pages go by a position in the order, not by number, so that nothing is skipped or repeated while cells arrive. */
export const SweepPageQuery = Type.Object(
  {
    limit: Limit,
    before: Type.Optional(
      Type.String({ pattern: UUID_PATTERN, description: 'a sweep id: only sweeps older than that one' }),
    ),
  },
  closed,
);
export type SweepPageQuery = Static<typeof SweepPageQuery>;

export const CellPageQuery = Type.Object(
  {
    limit: Limit,
    state: Type.Optional(CellState),
    after: Type.Optional(
      Type.Integer({ minimum: 0, description: 'a whole number from 0: only cells at later positions' }),
    ),
  },
  closed,
);
export type CellPageQuery = Static<typeof CellPageQuery>;

export const SubmitQuery = Type.Object(
  {
    dryRun: Type.Boolean({
      default: false,
      description: 'true or false: with true the spec is checked and planned, and nothing is written',
    }),
  },
  closed,
);
export type SubmitQuery = Static<typeof SubmitQuery>;

/** Header names are lower case, as Node gives them; other headers are let through. */
export const SubmitHeaders = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 200,
      description: 'a key of 1 to 200 characters: the same key with the same spec submits once',
    }),
  ),
});
export type SubmitHeaders = Static<typeof SubmitHeaders>;
