import type { Static } from 'typebox';
import { Type } from 'typebox';
import { closed } from './nullable.js';

export const Preset = Type.Object(
  {
    name: Type.String({ description: 'the name that a sweep file uses' }),
    part: Type.Enum(['sweep', 'grid', 'training'], {
      description:
        'where the name may stand: in preset at the top of a sweep file, in preset of a grid, or in training.preset',
    }),
    title: Type.String({ description: 'what it is' }),
    source: Type.String({ description: 'where its values come from' }),
    values: Type.Unsafe<Readonly<Record<string, unknown>>>({
      type: 'object',
      additionalProperties: true,
      description: 'the fields that it stands for',
    }),
  },
  { ...closed, description: 'values that a sweep file takes by name' },
);
export type Preset = Static<typeof Preset>;

export const PresetList = Type.Object(
  { items: Type.Array(Preset) },
  { ...closed, description: 'every preset: whole sweeps first, then axes of grids and ways of training' },
);
export type PresetList = Static<typeof PresetList>;
