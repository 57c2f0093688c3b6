import type { TOptional, TString } from 'typebox';
import { Type } from 'typebox';
import { MAX_POSITIONS_CHARACTERS } from './positions.js';

const RANGE = '\\d{1,10}(-\\d{1,10})?';

/** The positions of cells, as a parameter. */
export const Positions = Type.Optional(
  Type.String({
    pattern: `^${RANGE}(,${RANGE})*$`,
    maxLength: MAX_POSITIONS_CHARACTERS,
    description: `positions and ranges of positions, both ends included, such as 0-99,205, in at most ${String(MAX_POSITIONS_CHARACTERS)} characters: only these cells`,
  }),
);

/** Names in SQL, as a parameter. */
const Names = (what: string, description: string): TOptional<TString> =>
  Type.Optional(
    Type.String({
      pattern: '^[a-z0-9_]{1,63}(,[a-z0-9_]{1,63}){0,99}$',
      description: `names of ${what} with commas between them: ${description}`,
    }),
  );

/** The names of columns, as a parameter. */
export const Columns = (description: string): TOptional<TString> => Names('columns', description);

/** The names of tables, as a parameter. */
export const Tables = (description: string): TOptional<TString> => Names('tables', description);
