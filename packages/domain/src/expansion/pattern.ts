import type { PatternSpec, SweepSpec } from '../sweep-spec.js';
import { AXES, type Axis, type AxisValues, completeValue } from './axis.js';
import { type Context, contextKey, type Identities } from './identities.js';
import { isRange } from './written-values.js';

/** What an `exclude` matches. */
export interface Pattern {
  readonly index: number;
  /** The last axis that it names, by its place in `AXES`; -1 where it names none, and so matches everything. */
  readonly last: number;
  /** Whether a value is one of those that it names on an axis, or it names none there. */
  readonly allows: (axis: Axis, identity: number, context: Context) => boolean;
}

/**
 * The identities of an axis' values in each context. Almost no axis has more than one context, and none more than there
 * are kinds of architectures; but `auto` of `stepsPerDecay` is another number for each batch size, and looked up by itself.
 */
function createSet(
  axis: Axis,
  values: readonly AxisValues[Axis][],
  identities: Identities,
): (identity: number, context: Context) => boolean {
  if (axis === 'stepsPerDecay') {
    const numbers = new Set(values);
    return (identity, context) =>
      numbers.has(identity) || (numbers.has('auto') && identities.of(axis, 'auto', context) === identity);
  }
  const sets = new Map<string | number | undefined, Set<number>>();
  return (identity, context) => {
    const key = contextKey(axis, context);
    let set = sets.get(key);
    if (set === undefined)
      sets.set(key, (set = new Set(values.map((value) => identities.of(axis, value as never, context)))));
    return set.has(identity);
  };
}

/** Whether an axis of a pattern names a value, under the identity that it has in a context. */
function createTest(
  axis: Axis,
  given: NonNullable<PatternSpec[Axis]>,
  { spec, identities }: { readonly spec: SweepSpec; readonly identities: Identities },
): (identity: number, context: Context) => boolean {
  // The identity of a seed is the seed, whatever else a combination has.
  if (isRange<unknown>(given)) return (seed) => given.from <= seed && seed <= given.to;
  const values = given.map((each) => completeValue(axis, each as never, spec));
  return createSet(axis, values, identities);
}

function createPattern(
  pattern: PatternSpec,
  index: number,
  { spec, identities }: { readonly spec: SweepSpec; readonly identities: Identities },
): Pattern {
  const named = AXES.filter((axis) => pattern[axis] !== undefined);
  const tests = new Map(
    named.map((axis) => [axis, createTest(axis, pattern[axis]!, { spec, identities })] as const),
  );
  return {
    index,
    last: Math.max(-1, ...named.map((axis) => AXES.indexOf(axis))),
    allows: (axis, identity, context) => tests.get(axis)?.(identity, context) ?? true,
  };
}

export const patternsOf = (spec: SweepSpec, identities: Identities): readonly Pattern[] =>
  (spec.exclude ?? []).map((pattern, index) => createPattern(pattern, index, { spec, identities }));
