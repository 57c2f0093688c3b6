import type { Static, TNumber, TUnsafe } from 'typebox';
import { Type } from 'typebox';
import type { Fault } from '../errors.js';
import { power } from '../power.js';
import { closed } from '../spec-parts.js';

/** More values than a person compares on one axis. */
const MAX_VALUES = 100_000;

const Positive = Type.Number({ exclusiveMinimum: 0, description: 'a number above 0' });
const Count = Type.Integer({ minimum: 1, maximum: MAX_VALUES });
const COUNT = `count a whole number from 1 to ${String(MAX_VALUES)}`;

/** `[first, last, count]`. TypeBox writes tuples in the form of older drafts of JSON Schema. */
const endsOf = (end: TNumber, description: string): TUnsafe<readonly [number, number, number]> =>
  Type.Unsafe<readonly [number, number, number]>({
    type: 'array',
    prefixItems: [end, end, Count],
    items: { not: {} },
    minItems: 3,
    maxItems: 3,
    description,
  });
const Ends = endsOf(Type.Number(), `[first, last, count], ${COUNT}`);
const PositiveEnds = endsOf(Positive, `[first, last, count], both ends above 0 and ${COUNT}`);

const Steps = Type.Object(
  { from: Type.Number(), to: Type.Number(), step: Type.Optional(Positive) },
  {
    ...closed,
    description:
      '{from, to, step}, step above 0 (1 if omitted): from, from + step, and so on, up to and including to',
  },
);
const Linspace = Type.Object(
  { linspace: Ends },
  { ...closed, description: '{linspace: [first, last, count]}: evenly spaced numbers, as numpy.linspace' },
);
const Logspace = Type.Object(
  { logspace: Ends },
  {
    ...closed,
    description:
      '{logspace: [first, last, count]}: powers of ten with evenly spaced exponents, as numpy.logspace: [-4, -1, 4] is 0.0001 to 0.1',
  },
);
const Geomspace = Type.Object(
  { geomspace: PositiveEnds },
  {
    ...closed,
    description:
      '{geomspace: [first, last, count]}: numbers in a constant ratio, as numpy.geomspace: [0.0001, 0.1, 4] is the same',
  },
);

/** The forms of a range, by the field that only this form has. */
export const RANGE_FORMS = { from: Steps, linspace: Linspace, logspace: Logspace, geomspace: Geomspace };

/** Several numbers, written as their ends instead of one by one. */
export const Range = Type.Union([Steps, Linspace, Logspace, Geomspace], {
  description: 'a range: {from, to, step}, or linspace, logspace or geomspace: [first, last, count]',
});
export type Range = Static<typeof Range>;

/**
 * Sums and quotients of decimal fractions have errors in their last digits. A value must be the number that a person
 * would write, because a cell's id depends on it.
 */
const SIGNIFICANT_DIGITS = 12;
const rounded = (value: number): number =>
  Number.isInteger(value) ? value : Number(value.toPrecision(SIGNIFICANT_DIGITS));

const spaced = (first: number, last: number, count: number): readonly number[] =>
  count === 1
    ? [first]
    : Array.from({ length: count }, (_, index) =>
        rounded((first * (count - 1 - index) + last * index) / (count - 1)),
      );

const powerOfTen = (exponent: number): number =>
  Number.isInteger(exponent) ? Number(`1e${String(exponent)}`) : rounded(power(10, exponent));

/** Numbers in a constant ratio, with the ends as they were written. */
const inRatio = (first: number, last: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => {
    if (index === 0) return first;
    if (index === count - 1) return last;
    return rounded(first * power(last / first, index / (count - 1)));
  });

/** How far a last step may miss the end by rounding, as a share of a step. */
const SLACK = 1e-9;

const countSteps = (from: number, to: number, step: number): number =>
  Math.floor((to - from) / step + SLACK) + 1;

/** The number of values of a range without a fault. */
export function countOfRange(range: Range): number {
  if ('from' in range) return countSteps(range.from, range.to, range.step ?? 1);
  if ('linspace' in range) return range.linspace[2];
  return 'logspace' in range ? range.logspace[2] : range.geomspace[2];
}

/** Says what is wrong with a range that satisfies its schema; `undefined` if nothing is. */
export function findRangeFault(range: Range, pointer: string): Fault | undefined {
  if (!('from' in range)) return undefined;
  const { from, to, step = 1 } = range;
  if (to < from)
    return {
      pointer: `${pointer}/to`,
      expected: `at least ${String(from)}, where the range begins`,
      found: String(to),
    };
  const count = countSteps(from, to, step);
  return count <= MAX_VALUES
    ? undefined
    : { pointer, expected: `at most ${String(MAX_VALUES)} values`, found: String(count) };
}

/**
 * Returns the numbers of a range without a fault, in the order in which they are written. Each has at most 12
 * significant digits, so that `{linspace: [0, 1, 11]}` has the 0.3 that a person would write.
 */
export function valuesOfRange(range: Range): readonly number[] {
  if ('from' in range) {
    const { from, to, step = 1 } = range;
    return Array.from({ length: countSteps(from, to, step) }, (_, index) => rounded(from + index * step));
  }
  if ('linspace' in range) return spaced(...range.linspace);
  if ('logspace' in range) return spaced(...range.logspace).map(powerOfTen);
  return inRatio(...range.geomspace);
}
