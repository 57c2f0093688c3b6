import type { Static } from 'typebox';
import type { SeedRange } from '../spec-parts.js';

type Range = Static<typeof SeedRange>;
/** The values of an axis as a spec writes them: a list, or for seeds a range. */
type Written<Value> = readonly Value[] | Range;

export const isRange = <Value>(values: Written<Value>): values is Range => !Array.isArray(values);

/** The number of values; 0 for a range that ends before it begins. */
export const countValues = (values: Written<unknown>): number =>
  isRange(values) ? Math.max(0, values.to - values.from + 1) : values.length;

/** Yields each value in turn, without turning a range into a list. */
export function* eachValue<Value>(values: Written<Value>): Generator<Value | number> {
  if (isRange(values)) for (let seed = values.from; seed <= values.to; seed++) yield seed;
  else yield* values;
}
