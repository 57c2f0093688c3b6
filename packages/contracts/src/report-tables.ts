import type { Static } from 'typebox';
import { Type } from 'typebox';
import { Tables } from './cell-selection.js';
import { closed } from './nullable.js';

const Value = Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()], {
  description:
    'NaN and infinities are text; a list of numbers is text separated by spaces; null is a missing value',
});

export const ReportTablesQuery = Type.Object(
  { tables: Tables('only these; default: all. Some take much longer than others') },
  closed,
);
export type ReportTablesQuery = Static<typeof ReportTablesQuery>;

export const ReportTables = Type.Object(
  {
    items: Type.Array(
      Type.Object(
        {
          name: Type.String({
            description: 'the SQL view or function that it comes from, for example figure_1a',
          }),
          columns: Type.Array(Type.String()),
          rows: Type.Array(Type.Array(Value), { description: 'each has the length of columns' }),
        },
        closed,
      ),
    ),
  },
  { ...closed, description: 'the tables that have rows' },
);
export type ReportTables = Static<typeof ReportTables>;
