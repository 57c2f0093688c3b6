import type { Static } from 'typebox';
import { Type } from 'typebox';
import { closed, PositiveInteger, Seed } from '../spec-parts.js';
import type { ValueOf } from '../value-of.js';
import { cifar10 } from './cifar10.js';
import { cifar100 } from './cifar100.js';
import type { DatasetFacts } from './facts.js';
import { KNOWN_PREPROCESSINGS } from './facts.js';
import { fashionMnist } from './fashion-mnist.js';
import { FolderDataset, FolderSpec, IMAGE_FOLDER, resolveFolder } from './image-folder.js';
import { mnist } from './mnist.js';
import { synthetic } from './synthetic.js';

export type { DatasetFacts } from './facts.js';
export { PREPROCESSINGS } from './facts.js';
export { FolderDataset, IMAGE_FOLDER, isFolderName } from './image-folder.js';

/**
 * The data sets that a cell can name, with what is known about each before it is loaded. This is the only list of them.
 */
export const DATASETS = {
  cifar10,
  cifar100,
  mnist,
  'fashion-mnist': fashionMnist,
  synthetic,
} as const satisfies Record<string, DatasetFacts>;

export type DatasetName = keyof typeof DATASETS;
const DATASET_NAMES = Object.keys(DATASETS) as readonly DatasetName[];

/** A data set that is known before it is loaded. */
export const KnownDataset = Type.Object(
  {
    name: Type.Enum([...DATASET_NAMES], { description: 'data set' }),
    // Fewer images than the whole set has are chosen by seed, without replacement.
    train: Type.Integer({ minimum: 1, description: 'number of train images' }),
    test: Type.Integer({ minimum: 1, description: 'number of test images' }),
    // The same for every cell of a sweep, regardless of the cell's own seed.
    subsetSeed: Type.Integer({
      minimum: 0,
      description: 'seed for choosing images; 0 for the whole set',
    }),
    preprocessing: Type.Enum([...KNOWN_PREPROCESSINGS], {
      description: 'whiten: per image (x − mean) / max(std, 1/√N); scale: x / 255',
    }),
  },
  closed,
);
export type KnownDataset = ValueOf<typeof KnownDataset>;

/** The data set of a cell. */
export const CellDataset = Type.Union([KnownDataset, FolderDataset]);
export type CellDataset = KnownDataset | FolderDataset;

export const DatasetSpec = Type.Union(
  [
    Type.Enum([...DATASET_NAMES]),
    Type.Object(
      {
        name: Type.Enum([...DATASET_NAMES], { description: [...DATASET_NAMES, IMAGE_FOLDER].join(', ') }),
        train: Type.Optional(PositiveInteger),
        test: Type.Optional(PositiveInteger),
        subsetSeed: Type.Optional(Seed),
        preprocessing: Type.Optional(Type.Enum([...KNOWN_PREPROCESSINGS])),
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

/** The number of classes and images in the whole of a cell's data set. */
export function wholeDataset(dataset: CellDataset): {
  readonly classes: number;
  readonly train: number;
  readonly test: number;
} {
  if (dataset.name === IMAGE_FOLDER) return { classes: dataset.classes, ...dataset.images };
  const { classes, train, test } = DATASETS[dataset.name];
  return { classes, train, test };
}

/** Number of color channels of an image. */
export const channelsOf = (dataset: CellDataset): number =>
  dataset.name === IMAGE_FOLDER ? 3 : DATASETS[dataset.name].channels;

/** The title of a data set in reports; an image folder's title is its folder name. */
export const datasetTitle = (dataset: CellDataset): string =>
  dataset.name === IMAGE_FOLDER ? dataset.folder : dataset.name;

export function resolveDataset(spec: DatasetSpec): CellDataset {
  if (typeof spec !== 'string' && spec.name === IMAGE_FOLDER) return resolveFolder(spec);
  const { name, ...given } = typeof spec === 'string' ? { name: spec } : spec;
  const facts = DATASETS[name];
  const {
    train = facts.train,
    test = facts.test,
    subsetSeed = 0,
    preprocessing = facts.preprocessing,
  } = given;
  const whole = train === facts.train && test === facts.test;
  return { name, train, test, subsetSeed: whole ? 0 : subsetSeed, preprocessing };
}
