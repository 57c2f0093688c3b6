import type { CellDataset, DatasetSpec } from '../datasets/index.js';
import { resolveDataset } from '../datasets/index.js';
import { AXES, type Axis, type AxisValues } from './axis.js';
import type { GridPart } from './grid-part.js';
import type { Context, Identities } from './identities.js';
import type { Pattern } from './pattern.js';

/** One value for every axis. The generator reuses this object for the next combination, so do not keep it. */
export interface Combination {
  readonly values: AxisValues;
  readonly dataset: CellDataset;
  /** The identity of the value on each axis, in the order of `AXES`. */
  readonly identities: readonly number[];
}

export interface Walk {
  readonly patterns: readonly Pattern[];
  readonly identities: Identities;
  readonly dataset: DatasetSpec;
  /** Called with each pattern that matches a combination; it may be called again with the same pattern. */
  readonly onMatch: (pattern: Pattern) => void;
  /** Called with the number of combinations just excluded. */
  readonly onExclude: (count: number) => void;
}

/** Number of checks between two yields: about a millisecond of work. */
const STEPS_A_TURN = 1000;

const withTrainImages = (spec: DatasetSpec, train: number): DatasetSpec =>
  typeof spec === 'string' ? { name: spec, train } : { ...spec, train };

/**
 * Yields the combinations of a grid that no pattern matches; the last axis varies fastest. From time to time it yields
 * `undefined` to let its consumer do other work. A pattern is checked once per value of an axis for each partial match
 * of the axes before. Excluded subtrees are skipped, unless a pattern without any match so far might match inside.
 */
export function* combinationsOf(
  part: GridPart,
  { patterns, identities, dataset, onMatch, onExclude }: Walk,
): Generator<Combination | undefined> {
  const lists: readonly (readonly AxisValues[Axis][])[] = AXES.map((axis) => part.values[axis]);
  /** Number of combinations that share one choice of all earlier axes. */
  const below = lists.map((_, depth) => lists.slice(depth).reduce((size, list) => size * list.length, 1));
  const datasets = new Map(
    part.values.trainImages.map((train) => [train, resolveDataset(withTrainImages(dataset, train))]),
  );
  const matched = new Set<Pattern>();
  const match = (pattern: Pattern): void => {
    matched.add(pattern);
    onMatch(pattern);
  };

  const first = Object.fromEntries(AXES.map((axis) => [axis, part.values[axis][0]])) as unknown as AxisValues;
  const values: Record<string, unknown> & AxisValues = { ...first };
  const context = {
    get seed() {
      return values.seed;
    },
    get architecture() {
      return values.architecture;
    },
    get batchSize() {
      return values.batchSize;
    },
    dataset: datasets.get(first.trainImages)!,
  } satisfies Context;
  const ids = AXES.map(() => 0);
  const combination = {
    values,
    identities: ids,
    get dataset() {
      return context.dataset;
    },
  };

  const next = AXES.map(() => 0);
  /** Patterns that match the choices before an axis and still name it or a later one. */
  const open: (readonly Pattern[])[] = [patterns.filter(({ last }) => last >= 0)];
  /** Whether some pattern already matches the choices before an axis. */
  const isExcluded: boolean[] = [open[0]!.length < patterns.length];
  for (const pattern of patterns) if (pattern.last < 0) match(pattern);

  let depth = 0;
  let steps = 0;
  while (depth >= 0) {
    if (depth === AXES.length) {
      if (isExcluded[depth] === true) onExclude(1);
      else yield combination;
      depth--;
      continue;
    }
    const axis = AXES[depth]!;
    const index = next[depth]!;
    if (index === lists[depth]!.length) {
      next[depth] = 0;
      depth--;
      continue;
    }
    next[depth] = index + 1;
    const value = lists[depth]![index]!;
    (values as Record<string, unknown>)[axis] = value;
    if (axis === 'trainImages') context.dataset = datasets.get(value as number)!;
    const identity = identities.of(axis, value, context);
    ids[depth] = identity;
    const candidates = open[depth]!;
    let excluded = isExcluded[depth]!;
    let rest = candidates;
    if (candidates.length > 0) {
      const matching = candidates.filter((pattern) => pattern.allows(axis, identity, context));
      for (const pattern of matching)
        if (pattern.last === depth) {
          excluded = true;
          match(pattern);
        }
      rest = matching.filter(({ last }) => last > depth);
    }
    steps += 1 + candidates.length;
    if (steps >= STEPS_A_TURN) {
      steps = 0;
      yield undefined;
    }
    if (excluded && rest.every((pattern) => matched.has(pattern))) {
      onExclude(below[depth + 1] ?? 1);
      continue;
    }
    depth++;
    open[depth] = rest;
    isExcluded[depth] = excluded;
  }
}
