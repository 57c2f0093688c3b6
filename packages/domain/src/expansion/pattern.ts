import type { PatternSpec, SweepSpec } from '../sweep-spec.js';
import { AXES, type Axis, type AxisValues, completeValue } from './axis.js';
import { type Context, contextKey, type Identities } from './identities.js';
import { isRange } from './written-values.js';

/** The combinations that an `exclude` matches. */
export interface Pattern {
  readonly index: number;
  /** Index in `AXES` of the last axis that it names; -1 if it names none and so matches everything. */
  readonly last: number;
  /** Whether the pattern names a value on an axis, or does not restrict that axis. */
  readonly allows: (axis: Axis, identity: number, context: Context) => boolean;
}

/**
 * Tests for the identities of an axis' values, cached by context. Almost every axis has one context, and none has more
 * than there are kinds of architectures. The exception is `auto` of `stepsPerDecay`, a different number for each batch
 * size, which is looked up separately.
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

/** Tests whether a pattern names a value on an axis, by the identity that the value has in a context. */
function createTest(
  axis: Axis,
  given: NonNullable<PatternSpec[Axis]>,
  { spec, identities }: { readonly spec: SweepSpec; readonly identities: Identities },
): (identity: number, context: Context) => boolean {
  // The identity of a seed is the seed itself, in every context.
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
