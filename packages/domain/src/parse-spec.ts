import { DATASETS, INPUT_SIDE } from './dataset.js';
import type { Fault } from './errors.js';
import { InvalidInputError } from './errors.js';
import { findFaults } from './faults.js';
import { resolveDataset } from './resolve.js';
import type { GridSpec } from './sweep-spec.js';
import { SweepSpec } from './sweep-spec.js';

/** The most cells that one sweep may have. */
export const MAX_CELLS = 1_000_000;

const gridSize = (grid: GridSpec): number =>
  Object.values(grid).reduce((size: number, values: readonly unknown[]) => size * values.length, 1);

const cropsRandomly = (regularizer: unknown): boolean =>
  JSON.stringify(regularizer).includes('"random-crop"');

/** What a schema cannot say: limits that depend on the data set, and on the grid as a whole. */
function findContradictions(spec: SweepSpec): readonly Fault[] {
  const faults: Fault[] = [];
  const dataset = resolveDataset(spec.dataset);
  const facts = DATASETS[dataset.name];
  for (const part of ['train', 'test'] as const) {
    if (dataset[part] > facts[part])
      faults.push({
        pointer: `/dataset/${part}`,
        expected: `at most ${String(facts[part])}, the ${part} images of ${dataset.name}; found ${String(dataset[part])}`,
      });
  }
  const grids = [
    { pointer: '/grid', grid: spec.grid },
    ...(spec.include ?? []).map((grid, index) => ({ pointer: `/include/${String(index)}`, grid })),
  ];
  for (const { pointer, grid } of grids) {
    grid.regularizer?.forEach((regularizer, index) => {
      if (!cropsRandomly(regularizer)) return;
      const at = `${pointer}/regularizer/${String(index)}`;
      if (facts.height === INPUT_SIDE)
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
