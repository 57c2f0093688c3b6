import type { Static } from 'typebox';
import { Type } from 'typebox';
import { FOLDER_NAME } from './cell.js';
import { DATASET_NAMES, IMAGE_FOLDER } from './dataset.js';
import { closed, PositiveInteger, Seed } from './spec-parts.js';

/** Labels are of two bytes at most. */
const MAX_CLASSES = 65_536;

const FolderSpec = Type.Object(
  {
    name: Type.Literal(IMAGE_FOLDER),
    folder: Type.String({
      pattern: FOLDER_NAME,
      description: 'the name of a folder in the data directory, of letters, digits, ".", "_" and "-"',
    }),
    classes: Type.Integer({ minimum: 2, maximum: MAX_CLASSES }),
    images: Type.Object(
      { train: PositiveInteger, test: PositiveInteger },
      { ...closed, description: 'how many images the folder has: {train, test}' },
    ),
    train: Type.Optional(PositiveInteger),
    test: Type.Optional(PositiveInteger),
    subsetSeed: Type.Optional(Seed),
  },
  closed,
);

export const DatasetSpec = Type.Union(
  [
    Type.Enum([...DATASET_NAMES]),
    Type.Object(
      {
        name: Type.Enum([...DATASET_NAMES], { description: [...DATASET_NAMES, IMAGE_FOLDER].join(', ') }),
        train: Type.Optional(PositiveInteger),
        test: Type.Optional(PositiveInteger),
        subsetSeed: Type.Optional(Seed),
        preprocessing: Type.Optional(Type.Enum(['whiten', 'scale'])),
      },
      closed,
    ),
    FolderSpec,
  ],
  {
    description: `${DATASET_NAMES.join(', ')}, {name, train, test, subsetSeed, preprocessing} or {name: ${IMAGE_FOLDER}, folder, classes, images, train, test, subsetSeed}`,
  },
);

export type DatasetSpec = Static<typeof DatasetSpec>;
export type FolderSpec = Static<typeof FolderSpec>;
