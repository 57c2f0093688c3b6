import type { Static } from 'typebox';
import { Type } from 'typebox';
import { closed } from './nullable.js';

/** The most values of an axis that are listed. */
const MAX_VALUES = 1000;

export const SweepAxis = Type.Object(
  {
    column: Type.String({ description: 'a column of the SQL views sweep_axes and results' }),
    isSeed: Type.Boolean({
      description: 'whether its values are seeds, over which people usually average',
    }),
    distinct: Type.Integer({ minimum: 2, description: 'how many values it has in the sweep' }),
    values: Type.Array(Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]), {
      maxItems: MAX_VALUES,
      description: `its values in ascending order, null last; the first ${String(MAX_VALUES)} if it has more`,
    }),
  },
  { ...closed, description: 'an axis of a sweep' },
);
export type SweepAxis = Static<typeof SweepAxis>;

export const SweepAxes = Type.Object(
  {
    cells: Type.Integer({ minimum: 0, description: 'number of cells of the sweep' }),
    axes: Type.Array(SweepAxis, {
      description:
        'the columns that vary, those of the axes in the sweep’s grid first; a seed of one purpose that only follows "seed" is left out',
    }),
  },
  { ...closed, description: 'the axes of a sweep' },
);
export type SweepAxes = Static<typeof SweepAxes>;
