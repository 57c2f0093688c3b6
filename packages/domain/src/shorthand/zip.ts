import { found } from '../faults.js';
import type { Notes } from './notes.js';
import { note } from './notes.js';
import type { PlacedAxis, PlacedValue } from './placed.js';
import { isObject } from './placed.js';
import { writeOutAxes } from './write-out-axis.js';

/** One step of a zip: a value on each of its axes. */
export type ZipRow = ReadonlyMap<string, PlacedAxis>;

/** Each group has at least two of the axes. */
const MAX_GROUPS = 10;

const EXPECTED = 'an object with at least two axes, each a list or a range, all of the same length';

const lengthOf = (axis: PlacedAxis | undefined): number => axis?.values?.length ?? 0;

/** Reads axes that advance together: the first value of each with the first value of the others, and so on. */
function rowsOfZip(written: unknown, place: string, notes: Notes): readonly ZipRow[] {
  if (!isObject(written) || Object.keys(written).length < 2) {
    note(notes, { pointer: place, expected: EXPECTED, found: found(written) });
    return [];
  }
  const axes = [...writeOutAxes(written, { place, notes, keepsSeeds: false })];
  const [[firstName, first] = ['', undefined]] = axes;
  const unequal = axes.filter(([, axis]) => lengthOf(axis) !== lengthOf(first) || lengthOf(axis) === 0);
  note(
    notes,
    ...unequal.map(([, axis]) => ({
      pointer: axis.place,
      expected:
        lengthOf(first) === 0
          ? EXPECTED
          : `${String(lengthOf(first))} values, as many as ${firstName} has here`,
      found: axis.values === undefined ? 'no list' : String(axis.values.length),
    })),
  );
  // The values are still checked.
  if (unequal.length > 0) return [new Map(axes)];
  const only = (axis: PlacedAxis, value: PlacedValue): PlacedAxis => ({ ...axis, values: [value] });
  return Array.from(
    { length: lengthOf(first) },
    (_, index) => new Map(axes.map(([name, axis]) => [name, only(axis, axis.values![index]!)])),
  );
}

/**
 * Reads `zip`: one group of axes that advance together, or a list of such groups, which are independent of each other.
 * Returns the steps of each group.
 *
 * @param taken the axes of the grid outside the zip; an axis may come only once
 */
export function readZips(
  written: unknown,
  {
    place,
    taken,
    notes,
  }: { readonly place: string; readonly taken: Iterable<string>; readonly notes: Notes },
): readonly (readonly ZipRow[])[] {
  const seen = new Set(taken);
  const groups: readonly (readonly [string, unknown])[] = Array.isArray(written)
    ? written.map((group: unknown, index) => [`${place}/${String(index)}`, group] as const)
    : [[place, written]];
  if (groups.length > MAX_GROUPS) {
    note(notes, {
      pointer: place,
      expected: `at most ${String(MAX_GROUPS)} groups`,
      found: String(groups.length),
    });
    return [];
  }
  for (const [at, group] of groups)
    for (const axis of isObject(group) ? Object.keys(group) : []) {
      if (seen.has(axis))
        note(notes, { pointer: `${at}/${axis}`, expected: 'each axis only once in a grid', found: axis });
      seen.add(axis);
    }
  return groups.map(([at, group]) => rowsOfZip(group, at, notes));
}
