import { escapePointer, searchFaults } from '../faults.js';
import type { Notes } from './notes.js';
import { note, spend } from './notes.js';
import type { PlacedAxis, PlacedValue } from './placed.js';
import { isObject } from './placed.js';
import type { Range } from './range.js';
import { countOfRange, findRangeFault, RANGE_FORMS, valuesOfRange } from './range.js';

/** The form of a value that is meant to be a range; the range may be malformed. */
const formOf = (value: unknown): keyof typeof RANGE_FORMS | undefined =>
  isObject(value)
    ? (Object.keys(RANGE_FORMS) as (keyof typeof RANGE_FORMS)[]).find((form) => Object.hasOwn(value, form))
    : undefined;

/** Reads a range. If it has a fault, the range itself stands for its values. */
function readRange(written: unknown, pointer: string, notes: Notes): readonly unknown[] {
  const found = searchFaults(RANGE_FORMS[formOf(written)!], written, pointer).faults;
  const fault = found.length > 0 ? undefined : findRangeFault(written as Range, pointer);
  note(notes, ...found, ...(fault === undefined ? [] : [fault]));
  if (found.length > 0 || fault !== undefined) return [written];
  const range = written as Range;
  return spend(notes, countOfRange(range), pointer) ? valuesOfRange(range) : [written];
}

/**
 * Returns the values that one written value stands for: itself if there is no range in it, otherwise one for each
 * combination of the numbers of its ranges; the last range varies fastest.
 */
function writeOutValue(written: unknown, pointer: string, notes: Notes): readonly unknown[] {
  if (formOf(written) !== undefined) return readRange(written, pointer, notes);
  if (!isObject(written)) return [written];
  let combinations: readonly Readonly<Record<string, unknown>>[] = [{}];
  let hasRange = false;
  for (const [key, field] of Object.entries(written)) {
    const values = writeOutValue(field, `${pointer}/${escapePointer(key)}`, notes);
    hasRange ||= values.length !== 1 || values[0] !== field;
    const count = combinations.length * values.length;
    if (values.length > 1 && !spend(notes, count, pointer)) return [written];
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
    notes,
    keepsRange,
  }: { readonly place: string; readonly notes: Notes; readonly keepsRange: boolean },
): PlacedAxis {
  const listed = (values: readonly PlacedValue[]): PlacedAxis => ({ place, values, written });
  if (Array.isArray(written))
    return listed(
      written.flatMap((item, index) => {
        const at = `${place}/${String(index)}`;
        return writeOutValue(item, at, notes).map((value) => ({ value, place: at }));
      }),
    );
  const form = formOf(written);
  const isKept = keepsRange && form === 'from' && !Object.hasOwn(written as object, 'step');
  return form === undefined || isKept
    ? { place, values: undefined, written }
    : listed(readRange(written, place, notes).map((value) => ({ value, place })));
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
    notes,
    keepsSeeds,
  }: { readonly place: string; readonly notes: Notes; readonly keepsSeeds: boolean },
): ReadonlyMap<string, PlacedAxis> =>
  new Map(
    Object.entries(axes).map(([axis, written]) => {
      const at = `${place}/${escapePointer(axis)}`;
      return [axis, writeOutAxis(written, { place: at, notes, keepsRange: keepsSeeds && isSeedAxis(axis) })];
    }),
  );
