import { FIGURE_NAMES } from '@rote/domain';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { SweepIdInput } from './identifiers.js';
import { closed } from './nullable.js';

const FigureName = Type.Enum([...FIGURE_NAMES], {
  description: `a figure: ${FIGURE_NAMES.join(', ')}`,
});

export const FigurePath = Type.Object({ id: SweepIdInput, name: FigureName }, closed);

export const FigureList = Type.Object(
  {
    items: Type.Array(
      Type.Object(
        {
          name: FigureName,
          title: Type.String({ description: 'what it shows' }),
          svg: Type.String({ description: 'its address as SVG' }),
          png: Type.String({ description: 'its address as PNG' }),
        },
        closed,
      ),
    ),
  },
  { ...closed, description: 'the figures that a sweep has rows for, in the paper’s order' },
);
export type FigureList = Static<typeof FigureList>;
