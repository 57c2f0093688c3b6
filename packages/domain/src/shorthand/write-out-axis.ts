import type { Fault } from '../errors.js';
import { escapePointer, searchFaults } from '../faults.js';
import type { PlacedAxis, PlacedValue } from './placed.js';
import { isObject } from './placed.js';
import type { Range } from './range.js';
import { findRangeFault, RANGE_FORMS, valuesOfRange } from './range.js';

/** More ways to combine the ranges inside one value than a person compares. */
const MAX_COMBINATIONS = 100_000;

/** The form of a value that is meant to be a range; the range may be malformed. */
const formOf = (value: unknown): keyof typeof RANGE_FORMS | undefined =>
  isObject(value)
    ? (Object.keys(RANGE_FORMS) as (keyof typeof RANGE_FORMS)[]).find((form) => Object.hasOwn(value, form))
    : undefined;

/** Reads a range. If it has a fault, the range itself stands for its values. */
function readRange(written: unknown, pointer: string, faults: Fault[]): readonly unknown[] {
  const found = searchFaults(RANGE_FORMS[formOf(written)!], written, pointer).faults;
  const fault = found.length > 0 ? undefined : findRangeFault(written as Range, pointer);
  faults.push(...found, ...(fault === undefined ? [] : [fault]));
  return found.length === 0 && fault === undefined ? valuesOfRange(written as Range) : [written];
}

/**
 * Returns the values that one written value stands for: itself if there is no range in it, otherwise one for each
 * combination of the numbers of its ranges; the last range varies fastest.
 */
function writeOutValue(written: unknown, pointer: string, faults: Fault[]): readonly unknown[] {
  if (formOf(written) !== undefined) return readRange(written, pointer, faults);
  if (!isObject(written)) return [written];
  let combinations: readonly Readonly<Record<string, unknown>>[] = [{}];
  let hasRange = false;
  for (const [key, field] of Object.entries(written)) {
    const values = writeOutValue(field, `${pointer}/${escapePointer(key)}`, faults);
    hasRange ||= values.length !== 1 || values[0] !== field;
    const count = combinations.length * values.length;
    if (count > MAX_COMBINATIONS) {
      faults.push({
        pointer,
        expected: `ranges with at most ${String(MAX_COMBINATIONS)} combinations`,
        found: String(count),
      });
      return [written];
    }
    combinations = combinations.flatMap((each) => values.map((value) => ({ ...each, [key]: value })));
  }
  return hasRange ? combinations : [written];
}

/** Whether an axis is one of seeds, of which a grid can read a range without a list of them. */
const isSeedAxis = (axis: string): boolean => /^seed$|Seed$/.test(axis);

function writeOutAxis(
  written: unknown,
  {
    place,
    faults,
    keepsRange,
  }: { readonly place: string; readonly faults: Fault[]; readonly keepsRange: boolean },
): PlacedAxis {
  const listed = (values: readonly PlacedValue[]): PlacedAxis => ({ place, values, written });
  if (Array.isArray(written))
    return listed(
      written.flatMap((item, index) => {
        const at = `${place}/${String(index)}`;
        return writeOutValue(item, at, faults).map((value) => ({ value, place: at }));
      }),
    );
  const form = formOf(written);
  const isKept = keepsRange && form === 'from' && !Object.hasOwn(written as object, 'step');
  return form === undefined || isKept
    ? { place, values: undefined, written }
    : listed(readRange(written, place, faults).map((value) => ({ value, place })));
}

/**
 * Writes out the ranges of axes: one in place of a list, as items of a list, or as numbers inside an item.
 *
 * @param place the JSON pointer of the object with the axes
 * @param keepsSeeds whether `{from, to}` in place of a list of seeds stays a range
 */
export const writeOutAxes = (
  axes: Readonly<Record<string, unknown>>,
  {
    place,
    faults,
    keepsSeeds,
  }: { readonly place: string; readonly faults: Fault[]; readonly keepsSeeds: boolean },
): ReadonlyMap<string, PlacedAxis> =>
  new Map(
    Object.entries(axes).map(([axis, written]) => {
      const at = `${place}/${escapePointer(axis)}`;
      return [axis, writeOutAxis(written, { place: at, faults, keepsRange: keepsSeeds && isSeedAxis(axis) })];
    }),
  );
