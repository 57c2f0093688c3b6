import type { Static } from 'typebox';
import { Type } from 'typebox';
import { CellState } from './cell-state.js';
import { CellId, SweepId, SweepIdInput } from './identifiers.js';
import { closed } from './nullable.js';
import { Cursor, DEFAULT_PAGE, Limit, MAX_PAGE, PAGE_LINKS } from './paging.js';

const DIFF_PARTS = ['left', 'right', 'both'] as const;

export const SweepDiffPath = Type.Object(
  { id: SweepIdInput, other: { ...SweepIdInput, description: 'the id of the sweep to compare it with' } },
  closed,
);

export const SweepDiffQuery = Type.Object(
  {
    part: Type.Optional(
      Type.Enum([...DIFF_PARTS], {
        default: 'left',
        description: 'left, right or both: which cells to list: those of only one sweep, or the shared ones',
      }),
    ),
    limit: Limit(MAX_PAGE, DEFAULT_PAGE),
    cursor: Cursor,
  },
  closed,
);

const value = (description: string) => Type.Optional(Type.Unsafe<unknown>({ description }));
const count = (description: string) => Type.Integer({ minimum: 0, description });

export const SweepDiff = Type.Object(
  {
    left: SweepId,
    right: SweepId,
    spec: Type.Array(
      Type.Object(
        {
          pointer: Type.String({ description: 'where, as a JSON pointer into the spec' }),
          left: value('what the left spec has there; left out if nothing'),
          right: value('what the right spec has there; left out if nothing'),
        },
        closed,
      ),
      { description: 'where the specs differ; lists are compared as a whole' },
    ),
    cells: Type.Object(
      {
        left: count('cells of only the left sweep'),
        right: count('cells of only the right sweep'),
        both: count('cells of both, each trained once'),
      },
      closed,
    ),
    part: Type.Enum([...DIFF_PARTS], { description: 'which of these cells are listed' }),
    items: Type.Array(
      Type.Object(
        {
          position: count('place in the sweep’s order of expansion; of shared cells, in the left one’s'),
          id: CellId,
          state: CellState,
          architecture: Type.String({ description: 'as results write it' }),
          corruption: Type.String({ description: 'as results write it' }),
          regularizer: Type.String({ description: 'as results write it' }),
          seed: count('its seed'),
        },
        closed,
      ),
    ),
    ...PAGE_LINKS,
  },
  { ...closed, description: 'how two sweeps differ' },
);
export type SweepDiff = Static<typeof SweepDiff>;
