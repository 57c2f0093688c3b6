import type { Architecture } from './architectures/index.js';
import {
  architectureName,
  findMisfit,
  findUnfitDefault,
  FOLDER_ARCHITECTURES,
  refusalsKey,
  resolveArchitecture,
  takesFolders,
} from './architectures/index.js';
import type { CellDataset } from './datasets/index.js';
import { IMAGE_FOLDER } from './datasets/index.js';
import type { Fault } from './errors.js';
import { resolveRegularizer } from './resolving/index.js';
import type { GridSpec } from './sweep-spec.js';

interface Place {
  readonly dataset: CellDataset;
  readonly pointer: string;
}

const isFolder = ({ name }: CellDataset): boolean => name === IMAGE_FOLDER;

/** Regularizers of a grid that one of its architectures cannot have. */
export function findMisfits(grid: GridSpec, { pointer }: Place): readonly Fault[] {
  // The list can have any length, but only a handful of architectures differ in what they refuse.
  const architectures = new Map<string, Architecture>();
  for (const spec of grid.architecture) {
    const architecture = resolveArchitecture(spec);
    architectures.set(refusalsKey(architecture), architecture);
  }
  return (grid.regularizer ?? []).flatMap((spec, index) => {
    const expected = [...architectures.values()]
      .map((architecture) => findMisfit(architecture, resolveRegularizer(spec, architecture)))
      .find((found) => found !== undefined);
    return expected === undefined ? [] : [{ pointer: `${pointer}/regularizer/${String(index)}`, expected }];
  });
}

/** Architectures of a grid that cannot take the data set's kind of images. */
export function findFolderMisfits(grid: GridSpec, { dataset, pointer }: Place): readonly Fault[] {
  const names = FOLDER_ARCHITECTURES.join(' or ');
  return grid.architecture.flatMap((spec, index) => {
    const architecture = resolveArchitecture(spec);
    if (takesFolders(architecture) === isFolder(dataset)) return [];
    const at = `${pointer}/architecture/${String(index)}`;
    const name = architectureName(architecture);
    return [
      isFolder(dataset)
        ? { pointer: at, expected: `${names}, the architecture for image folders`, found: name }
        : {
            pointer: at,
            expected: `no ${name}: it takes images of an ${IMAGE_FOLDER}, and ${dataset.name} is not one`,
          },
    ];
  });
}

/** Architectures of a grid that omit an option whose default does not fit what they see. */
export function findUnfitDefaults(grid: GridSpec, { dataset, pointer }: Place): readonly Fault[] {
  // Architectures that have options take no folder.
  if (isFolder(dataset)) return [];
  return grid.architecture.flatMap((spec, index) => {
    const unfit = findUnfitDefault(spec, dataset);
    if (unfit === undefined) return [];
    const at = `${pointer}/architecture/${String(index)}`;
    return [
      {
        pointer: typeof spec === 'string' ? at : `${at}/${unfit.option}`,
        expected: unfit.expected,
        found: 'nothing',
      },
    ];
  });
}
