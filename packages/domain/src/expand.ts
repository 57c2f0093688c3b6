import type { Cell } from './cell.js';
import { canonicalJson, cellId } from './cell-id.js';
import type { CellSpec } from './resolve.js';
import { resolveCell } from './resolve.js';
import type { DatasetSpec } from './dataset-spec.js';
import type { GridSpec, PatternSpec, SweepSpec } from './sweep-spec.js';

export interface ExpandedCell {
  readonly id: string;
  readonly cell: Cell;
}

type Axis = keyof GridSpec;

/** In order of expansion. Seeds vary slowest, so that a sweep cut short has whole grids of its first seeds. */
const AXES = [
  'seed',
  'labelSeed',
  'pixelSeed',
  'initSeed',
  'orderSeed',
  'trainImages',
  'architecture',
  'corruption',
  'testLabels',
  'regularizer',
  'leaveOut',
  'epochs',
  'batchSize',
  'optimizer',
  'decayPerEpoch',
  'stepsPerDecay',
  'stop',
] as const satisfies readonly Axis[];

const withTrainImages = (spec: DatasetSpec, train: number): DatasetSpec =>
  typeof spec === 'string' ? { name: spec, train } : { ...spec, train };

function withValue(spec: CellSpec, axis: Axis, value: unknown): CellSpec {
  switch (axis) {
    case 'seed':
    case 'labelSeed':
    case 'pixelSeed':
    case 'initSeed':
    case 'orderSeed':
    case 'architecture':
    case 'corruption':
    case 'testLabels':
    case 'regularizer':
    case 'leaveOut':
      return { ...spec, [axis]: value };
    case 'trainImages':
      return { ...spec, dataset: withTrainImages(spec.dataset, value as number) };
    case 'optimizer':
      return {
        ...spec,
        training: { ...spec.training, optimizer: { ...spec.training.optimizer, ...(value as object) } },
      };
    default:
      return { ...spec, training: { ...spec.training, [axis]: value } };
  }
}

function* product(grid: GridSpec, base: CellSpec, depth = 0): Generator<CellSpec> {
  const axis = AXES[depth];
  if (axis === undefined) {
    yield base;
    return;
  }
  const values: readonly unknown[] | undefined = grid[axis];
  if (values === undefined) yield* product(grid, base, depth + 1);
  else for (const value of values) yield* product(grid, withValue(base, axis, value), depth + 1);
}

/** A cell has a value on an axis where putting the value there leaves it the same cell; so synonyms are equal. */
function matches(pattern: PatternSpec, spec: CellSpec, cell: Cell): boolean {
  const own = canonicalJson(cell);
  return AXES.every((axis) => {
    const values: readonly unknown[] | undefined = pattern[axis];
    return values?.some((value) => canonicalJson(resolveCell(withValue(spec, axis, value))) === own) ?? true;
  });
}

/**
 * The cells of a sweep, in a stable order: the grid's, then those of each `include`, less what an `exclude` matches.
 * Each cell comes once. A stream, so that a large grid is never held whole.
 */
export function* expandSweep(spec: SweepSpec): Generator<ExpandedCell> {
  const { dataset, grid, include = [], exclude = [], training = {}, measures } = spec;
  const usual: CellSpec = {
    dataset,
    seed: 1,
    architecture: 'mlp-1x512',
    corruption: 'none',
    regularizer: 'none',
    training,
    ...(measures === undefined ? {} : { measures }),
  };
  const base = AXES.reduce<CellSpec>((given, axis) => {
    const first: unknown = grid[axis]?.[0];
    return first === undefined ? given : withValue(given, axis, first);
  }, usual);
  const seen = new Set<string>();
  for (const part of [grid, ...include]) {
    for (const cellSpec of product(part, base)) {
      const cell = resolveCell(cellSpec);
      const id = cellId(cell);
      if (seen.has(id)) continue;
      seen.add(id);
      if (!exclude.some((pattern) => matches(pattern, cellSpec, cell))) yield { id, cell };
    }
  }
}
