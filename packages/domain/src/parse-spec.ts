import { DATASETS, IMAGE_FOLDER, INPUT_SIDE } from './dataset.js';
import type { Fault } from './errors.js';
import { InvalidInputError } from './errors.js';
import { findFaults } from './faults.js';
import type { Architecture, Regularizer } from './cell.js';
import { architectureName, isSolved } from './cell.js';
import { findFolderMisfits } from './find-folder-misfits.js';
import { findMissingGamma } from './find-missing-gamma.js';
import { resolveArchitecture, resolveDataset, resolveRegularizer, wholeDataset } from './resolve.js';
import type { GridSpec } from './sweep-spec.js';
import { SweepSpec } from './sweep-spec.js';

/** The most cells that one sweep may have. */
export const MAX_CELLS = 1_000_000;

const gridSize = (grid: GridSpec): number =>
  Object.values(grid).reduce((size: number, values: readonly unknown[]) => size * values.length, 1);

const cropsRandomly = (regularizer: unknown): boolean =>
  JSON.stringify(regularizer).includes('"random-crop"');

/** What of an architecture and a regularizer does not go together; `undefined` where all does. */
function misfit(architecture: Architecture, regularizer: Regularizer): string | undefined {
  const { dropout, augmentation, patience } = regularizer;
  if (isSolved(architecture) && (dropout > 0 || augmentation !== 'none' || patience !== null))
    return `none, or weight decay alone: ${architectureName(architecture)} is solved and not trained`;
  if (architecture.kind === 'memorizer' && regularizer.weightDecay > 0)
    return "none: a memorizer's weights are written down";
  if (architecture.kind === 'linear' && architecture.features.kind !== 'raw' && augmentation !== 'none')
    return `no augmentation: the features of ${architectureName(architecture)} are computed once`;
  if (architecture.kind === 'linear' && dropout > 0) return 'no dropout: a linear model has no hidden units';
  return undefined;
}

/** Regularizers of a grid that one of its architectures cannot have. */
function findMisfits(grid: GridSpec, pointer: string): readonly Fault[] {
  const architectures = grid.architecture.map(resolveArchitecture);
  return (grid.regularizer ?? []).flatMap((spec, index) => {
    const expected = architectures
      .map((architecture) => misfit(architecture, resolveRegularizer(spec, architecture)))
      .find((found) => found !== undefined);
    return expected === undefined ? [] : [{ pointer: `${pointer}/regularizer/${String(index)}`, expected }];
  });
}

/** Numbers of train images that there are not, and images left out that are none of them. */
function findBadImages(
  grid: GridSpec,
  {
    train,
    pointer,
  }: { readonly train: { readonly given: number; readonly most: number }; readonly pointer: string },
): readonly Fault[] {
  const counts = grid.trainImages ?? [train.given];
  const leaveOut = grid.leaveOut ?? [];
  const fewest = counts.reduce((least, count) => Math.min(least, count));
  return [
    ...(grid.trainImages ?? []).flatMap((count, index) =>
      count <= train.most
        ? []
        : [
            {
              pointer: `${pointer}/trainImages/${String(index)}`,
              expected: `at most ${String(train.most)}, the train images of the data set; found ${String(count)}`,
            },
          ],
    ),
    ...leaveOut.flatMap((image, index) =>
      image === 'none' || (fewest > 1 && image < fewest)
        ? []
        : [
            {
              pointer: `${pointer}/leaveOut/${String(index)}`,
              expected: `none or below ${String(fewest)}, the number of train images; found ${String(image)}`,
            },
          ],
    ),
  ];
}

/** How far the sum of a row of probabilities may be off 1: they are written in decimals. */
const ROUNDING = 1e-6;

/** Transition matrices that are none, or not of the data set's classes. */
function findBadTransitions(grid: GridSpec, classes: number, pointer: string): readonly Fault[] {
  return (grid.corruption ?? []).flatMap((corruption, index) => {
    if (typeof corruption === 'string' || corruption.kind !== 'asymmetric-labels') return [];
    const { transitions } = corruption;
    const at = `${pointer}/corruption/${String(index)}/transitions`;
    const shape = [transitions.length, ...transitions.map((row) => row.length)];
    if (shape.some((size) => size !== classes))
      return [{ pointer: at, expected: `${String(classes)} rows of ${String(classes)} probabilities` }];
    return transitions.flatMap((row, from) => {
      const sum = row.reduce((total, share) => total + share, 0);
      return Math.abs(sum - 1) <= ROUNDING
        ? []
        : [
            {
              pointer: `${at}/${String(from)}`,
              expected: `probabilities that sum up to 1; found ${String(sum)}`,
            },
          ];
    });
  });
}

/** What a schema cannot say: limits that depend on the data set, and on the grid as a whole. */
function findContradictions(spec: SweepSpec): readonly Fault[] {
  const faults: Fault[] = [];
  const dataset = resolveDataset(spec.dataset);
  const whole = wholeDataset(dataset);
  for (const part of ['train', 'test'] as const) {
    if (dataset[part] > whole[part])
      faults.push({
        pointer: `/dataset/${part}`,
        expected: `at most ${String(whole[part])}, the ${part} images of ${dataset.name}; found ${String(dataset[part])}`,
      });
  }
  const grids = [
    { pointer: '/grid', grid: spec.grid },
    ...(spec.include ?? []).map((grid, index) => ({ pointer: `/include/${String(index)}`, grid })),
  ];
  for (const { pointer, grid } of grids) {
    faults.push(
      ...findMisfits(grid, pointer),
      ...findFolderMisfits(grid, { dataset, pointer }),
      ...findMissingGamma(grid, { dataset, pointer }),
      ...findBadTransitions(grid, whole.classes, pointer),
    );
    faults.push(...findBadImages(grid, { train: { given: dataset.train, most: whole.train }, pointer }));
    grid.regularizer?.forEach((regularizer, index) => {
      if (!cropsRandomly(regularizer)) return;
      const at = `${pointer}/regularizer/${String(index)}`;
      if (dataset.name !== IMAGE_FOLDER && DATASETS[dataset.name].height === INPUT_SIDE)
        faults.push({
          pointer: at,
          expected: `no random crop: the images of ${dataset.name} are no larger than the ${String(INPUT_SIDE)}×${String(INPUT_SIDE)} input`,
        });
      if (JSON.stringify(regularizer).includes('"flip-rotation"'))
        faults.push({ pointer: at, expected: 'one augmentation: random-crop or flip-rotation, not both' });
    });
  }
  const size = grids.reduce((sum, { grid }) => sum + gridSize(grid), 0);
  if (size > MAX_CELLS)
    faults.push({
      pointer: '/grid',
      expected: `at most ${String(MAX_CELLS)} cells; found ${String(size)}: split the sweep`,
    });
  return faults;
}

/**
 * Checks a sweep spec, as read from JSON or YAML.
 *
 * @throws InvalidInputError `spec-invalid` with every fault, each with its JSON pointer and what was expected
 */
export function parseSweepSpec(value: unknown): SweepSpec {
  const faults = findFaults(SweepSpec, value);
  const spec = value as SweepSpec;
  const all = faults.length > 0 ? faults : findContradictions(spec);
  if (all.length > 0) throw new InvalidInputError('spec-invalid', 'this is not a sweep spec', all);
  return spec;
}
