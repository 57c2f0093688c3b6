import { isSolved } from '../architectures/index.js';
import { canonicalJson } from '../cell-id.js';
import { resolveDataset } from '../datasets/index.js';
import { completeOptimizer } from '../optimizers/index.js';
import type { SweepSpec } from '../sweep-spec.js';
import { AXES, type Axis, completeValue } from './axis.js';
import type { CellObserver } from './observe-cells.js';
import type { PartCount } from './part-count.js';
import { gridsOf } from './grid-part.js';
import type { Pattern } from './pattern.js';
import { isRange } from './written-values.js';

const MAX_WARNINGS = 50;
/** The JSON pointer that a warning begins with. */
const POINTER = /^\/[^:]*(?=:)/;
const plural = (count: number, one: string, many = `${one}s`): string =>
  `${String(count)} ${count === 1 ? one : many}`;

/** What was merged, ignored or excluded of a grid. */
function* warningsOfPart(
  { part, cells, merged, used }: PartCount,
  named: readonly Axis[],
): Generator<string> {
  const { pointer } = part;
  for (const [axis, repeated] of part.repeats)
    yield `${pointer}/${axis}: ${plural(repeated, 'value')} repeated, possibly under another name; each counts once`;
  for (const axis of named)
    if (cells > 0 && !used.has(axis)) yield `${pointer}/${axis}: makes no difference to any cell here`;
  for (const [axes, count] of merged)
    yield axes === ''
      ? `${pointer}: ${plural(count, 'combination is', 'combinations are')} the same as other cells of the sweep`
      : `${pointer}: ${plural(count, 'combination is', 'combinations are')} the same as other cells: ${axes} ${axes.includes(',') ? 'make' : 'makes'} no difference to them`;
  if (cells === 0 && merged.size === 0) yield `${pointer}: exclude removes all of it`;
}

/** Axes of the grid that an included grid omits, if its default value there is not one of the grid's values. */
function* warningsOfLeftOut(spec: SweepSpec): Generator<string> {
  const { grid, include = [] } = spec;
  for (const [index, included] of include.entries()) {
    const leftOut = AXES.filter((axis) => {
      const given = grid[axis];
      if (given === undefined || included[axis] !== undefined) return false;
      const fallback = completeValue(axis, undefined, spec);
      if (isRange<unknown>(given))
        return typeof fallback !== 'number' || fallback < given.from || given.to < fallback;
      const usual = canonicalJson(fallback ?? 'the seed');
      return !given.some((value) => canonicalJson(completeValue(axis, value as never, spec)) === usual);
    });
    if (leftOut.length > 0)
      yield `/include/${String(index)}: omits ${leftOut.join(', ')}, so it takes the value in training or the default, which /grid does not contain`;
  }
}

/** Numbers of train images that override a smaller `dataset.train`. */
function* warningsOfTrainImages(spec: SweepSpec): Generator<string> {
  if (typeof spec.dataset === 'string' || spec.dataset.train === undefined) return;
  const { train } = resolveDataset(spec.dataset);
  for (const { pointer, grid } of gridsOf(spec)) {
    const more = (grid.trainImages ?? []).filter((count) => count > train);
    if (more.length > 0)
      yield `${pointer}/trainImages: ${plural(more.length, 'value')} above dataset.train (${String(train)}), which they override`;
  }
}

/** An optimizer of `training` that nothing takes an option from, because every grid has others. */
function* warningsOfOptimizer(spec: SweepSpec): Generator<string> {
  const usual = spec.training?.optimizer;
  if (usual === undefined) return;
  const { kind } = completeOptimizer({}, usual);
  const isUsed = gridsOf(spec).some(
    ({ grid }) => grid.optimizer?.some((given) => completeOptimizer(given, usual).kind === kind) ?? true,
  );
  if (!isUsed)
    yield `/training/optimizer: makes no difference, because no grid has ${kind} on its axis optimizer`;
}

/** Everything in a spec that has no effect, or a different one than it seems to, with its JSON pointer; at most 50. */
export function warningsOf(
  spec: SweepSpec,
  {
    counts,
    unmatched,
    observer,
    placeOf,
  }: {
    readonly counts: readonly PartCount[];
    readonly unmatched: ReadonlySet<Pattern>;
    readonly observer: CellObserver;
    readonly placeOf: (pointer: string) => string;
  },
): readonly string[] {
  const grids = gridsOf(spec);
  const everySolved = counts.every(({ part }) => part.values.architecture.every(isSolved));
  const found = [
    ...counts.flatMap((count, index) => [
      ...warningsOfPart(
        count,
        AXES.filter((axis) => grids[index]!.grid[axis] !== undefined),
      ),
    ]),
    ...warningsOfLeftOut(spec),
    ...[...unmatched].map(({ index }) => `/exclude/${String(index)}: matches nothing`),
    ...warningsOfTrainImages(spec),
    ...warningsOfOptimizer(spec),
    ...(['training', 'measures'] as const)
      .filter((part) => everySolved && Object.keys(spec[part] ?? {}).length > 0)
      .map((part) => `/${part}: makes no difference, because every cell is solved, not trained`),
    ...observer.warnings(),
  ];
  // Steps of one zip share a place, and often a warning.
  const warnings = [...new Set(found.map((warning) => warning.replace(POINTER, placeOf)))];
  return warnings.length <= MAX_WARNINGS
    ? warnings
    : [
        ...warnings.slice(0, MAX_WARNINGS - 1),
        `and ${String(warnings.length - MAX_WARNINGS + 1)} more warnings`,
      ];
}
