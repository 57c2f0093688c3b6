import type { Static } from 'typebox';
import { Type } from 'typebox';
import { CellId } from './identifiers.js';
import { closed, Nullable } from './nullable.js';

const Pixels = Type.Integer({ minimum: 1 });
const ClassName = (description: string) => Nullable(Type.String(), { description });

const CellImage = Type.Object(
  {
    index: Type.Integer({ minimum: 0, description: 'its index in the train set of the cell, from 0' }),
    label: Type.Integer({ minimum: 0, description: 'its label for training' }),
    className: ClassName('the class of that label; null if it has no name, or is no class of the data set'),
    trueLabel: Type.Integer({ minimum: 0, description: 'its label in the data set' }),
    trueClassName: ClassName('the class of that label; null if it has no name'),
    pixels: Type.String({
      pattern: '^[A-Za-z0-9+/]+={0,2}$',
      description:
        'height × width × channels bytes in base64, by row, column and channel; 0 is black, 255 is white',
    }),
  },
  { ...closed, description: 'one train image' },
);

/** Some train images of a cell, to look at. */
export const CellImages = Type.Object(
  {
    cellId: CellId,
    height: Type.Integer({ ...Pixels, description: 'height of each image in pixels' }),
    width: Type.Integer({ ...Pixels, description: 'width of each image in pixels' }),
    channels: Type.Integer({ ...Pixels, description: '1 for gray levels, 3 for RGB' }),
    stride: Type.Integer({
      ...Pixels,
      description:
        'the network sees this many times as many rows and columns, of which every such one is here; 1 for all',
    }),
    images: Type.Array(CellImage, { description: 'evenly spread over the train set, in its order' }),
  },
  {
    ...closed,
    description:
      'some train images of a cell as its network sees them in the first epoch: corrupted, cropped and augmented, but neither scaled nor mixed',
  },
);
export type CellImages = Static<typeof CellImages>;
