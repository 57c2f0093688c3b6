import { isSolved } from '../architectures/index.js';
import { canonicalJson } from '../cell-id.js';
import { resolveDataset } from '../datasets/index.js';
import type { SweepSpec } from '../sweep-spec.js';
import { AXES, type Axis, completeValue } from './axis.js';
import type { CellObserver } from './observe-cells.js';
import type { PartCount } from './part-count.js';
import { gridsOf } from './grid-part.js';
import type { Pattern } from './pattern.js';
import { isRange } from './written-values.js';

const MAX_WARNINGS = 50;
const plural = (count: number, one: string, many = `${one}s`): string =>
  `${String(count)} ${count === 1 ? one : many}`;

/** What of a grid was merged, ignored or left out. */
function* warningsOfPart(
  { part, cells, merged, used }: PartCount,
  named: readonly Axis[],
): Generator<string> {
  const { pointer } = part;
  for (const [axis, repeated] of part.repeats)
    yield `${pointer}/${axis}: ${plural(repeated, 'value')} given again, or as another word for the same; each counts once`;
  for (const axis of named)
    if (cells > 0 && !used.has(axis)) yield `${pointer}/${axis}: makes no difference to any cell here`;
  for (const [axes, count] of merged)
    yield axes === ''
      ? `${pointer}: ${plural(count, 'combination is', 'combinations are')} the same cells as others of the sweep`
      : `${pointer}: ${plural(count, 'combination is', 'combinations are')} the same cells as others: ${axes} ${axes.includes(',') ? 'make' : 'makes'} no difference to them`;
  if (cells === 0 && merged.size === 0) yield `${pointer}: exclude leaves nothing of it`;
}

/** Axes of the grid that an included one leaves out, where it thereby gets a value that the grid does not have. */
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
      yield `/include/${String(index)}: leaves out ${leftOut.join(', ')}, and so has what training says or the default, which /grid does not have`;
  }
}

/** Numbers of train images that take the place of a smaller one. */
function* warningsOfTrainImages(spec: SweepSpec): Generator<string> {
  if (typeof spec.dataset === 'string' || spec.dataset.train === undefined) return;
  const { train } = resolveDataset(spec.dataset);
  for (const { pointer, grid } of gridsOf(spec)) {
    const more = (grid.trainImages ?? []).filter((count) => count > train);
    if (more.length > 0)
      yield `${pointer}/trainImages: ${plural(more.length, 'value')} above dataset.train (${String(train)}), whose place they take`;
  }
}

/** What a spec says to no effect, or to another one than it seems to have: each with its place, at most 50. */
export function warningsOf(
  spec: SweepSpec,
  {
    counts,
    unmatched,
    observer,
  }: {
    readonly counts: readonly PartCount[];
    readonly unmatched: ReadonlySet<Pattern>;
    readonly observer: CellObserver;
  },
): readonly string[] {
  const grids = gridsOf(spec);
  const everySolved = counts.every(({ part }) => part.values.architecture.every(isSolved));
  const warnings = [
    ...counts.flatMap((count, index) => [
      ...warningsOfPart(
        count,
        AXES.filter((axis) => grids[index]!.grid[axis] !== undefined),
      ),
    ]),
    ...warningsOfLeftOut(spec),
    ...[...unmatched].map(({ index }) => `/exclude/${String(index)}: matches nothing`),
    ...warningsOfTrainImages(spec),
    ...(['training', 'measures'] as const)
      .filter((part) => everySolved && Object.keys(spec[part] ?? {}).length > 0)
      .map((part) => `/${part}: makes no difference, for every cell is solved, not trained`),
    ...observer.warnings(),
  ];
  return warnings.length <= MAX_WARNINGS
    ? warnings
    : [
        ...warnings.slice(0, MAX_WARNINGS - 1),
        `and ${String(warnings.length - MAX_WARNINGS + 1)} more warnings`,
      ];
}
