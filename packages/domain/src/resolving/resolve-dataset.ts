import type { CellDataset } from '../cell.js';
import { DATASETS, IMAGE_FOLDER } from '../dataset.js';
import type { DatasetSpec, FolderSpec } from '../dataset-spec.js';

function resolveFolder(spec: FolderSpec): CellDataset {
  const { images, train = images.train, test = images.test, subsetSeed = 0 } = spec;
  const whole = train === images.train && test === images.test;
  return {
    name: spec.name,
    folder: spec.folder,
    classes: spec.classes,
    images,
    train,
    test,
    subsetSeed: whole ? 0 : subsetSeed,
    preprocessing: 'inception',
  };
}

/** How many classes and images the whole of a cell's data set has. */
export function wholeDataset(dataset: CellDataset): {
  readonly classes: number;
  readonly train: number;
  readonly test: number;
} {
  if (dataset.name === IMAGE_FOLDER) return { classes: dataset.classes, ...dataset.images };
  const { classes, train, test } = DATASETS[dataset.name];
  return { classes, train, test };
}

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
