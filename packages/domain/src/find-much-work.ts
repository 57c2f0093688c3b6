import { resolveDataset } from './datasets/index.js';
import type { Fault } from './errors.js';
import { gridsOf } from './expansion/grid-part.js';
import { countValues } from './expansion/written-values.js';
import { USUAL_TRAINING } from './resolving/index.js';
import { MAX_COUNT } from './spec-parts.js';
import type { GridSpec, SweepSpec } from './sweep-spec.js';

/** The most cells that one sweep may have. */
const MAX_CELLS = 1_000_000;

/** Combinations times patterns: about ten seconds of the API's time, interleaved with its other work. */
const MAX_CHECKS = 50_000_000;

const gridSize = (grid: Partial<GridSpec>): number =>
  Object.values(grid).reduce((size: number, values) => size * countValues(values), 1);

/** Finds more cells, or more combinations to compare with patterns, than a request may cost. */
export function findMuchWork(spec: SweepSpec): readonly Fault[] {
  const size = gridsOf(spec).reduce((sum, { grid }) => sum + gridSize(grid), 0);
  if (size > MAX_CELLS)
    return [
      {
        pointer: '/grid',
        expected: `at most ${String(MAX_CELLS)} cells: split the sweep`,
        found: String(size),
      },
    ];
  const patterns = spec.exclude?.length ?? 0;
  return size * patterns <= MAX_CHECKS
    ? []
    : [
        {
          pointer: '/exclude',
          expected: `at most ${String(Math.floor(MAX_CHECKS / size))} patterns for ${String(size)} combinations: split the sweep`,
          found: String(patterns),
        },
      ];
}

const least = (numbers: readonly number[]): number => numbers.reduce((a, b) => Math.min(a, b));
const most = (numbers: readonly number[]): number => numbers.reduce((a, b) => Math.max(a, b));

/** Finds cells with more optimizer steps than can be counted. */
export function findLongTraining(
  grid: GridSpec,
  { spec: { dataset, training }, pointer }: { readonly spec: SweepSpec; readonly pointer: string },
): readonly Fault[] {
  const images = most(grid.trainImages ?? [resolveDataset(dataset).train]);
  const batchSize = least(grid.batchSize ?? [training?.batchSize ?? USUAL_TRAINING.batchSize]);
  const epochs = most(grid.epochs ?? [training?.epochs ?? USUAL_TRAINING.epochs]);
  const steps = epochs * Math.ceil(images / batchSize);
  if (steps <= MAX_COUNT) return [];
  return [
    {
      pointer: grid.epochs === undefined ? '/training/epochs' : `${pointer}/epochs`,
      expected: `at most ${String(MAX_COUNT)} optimizer steps in total`,
      found: `${String(steps)}: ${String(epochs)} epochs of ${String(images)} images in batches of ${String(batchSize)}`,
    },
  ];
}
