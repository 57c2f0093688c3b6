import { canonicalJson } from '../cell-id.js';
import type { Fault } from '../errors.js';
import { found } from '../faults.js';
import type { Notes } from './notes.js';
import { note, spend } from './notes.js';
import type { PlacedAxis, PlacedGrid } from './placed.js';
import { countValuesOf, isObject } from './placed.js';
import { writeOutAxes } from './write-out-axis.js';

/** Further values of some axes, for those combinations of a grid that have one of the listed values on every axis of `if`. */
interface Condition {
  readonly place: string;
  readonly when: ReadonlyMap<string, PlacedAxis>;
  readonly adds: ReadonlyMap<string, PlacedAxis>;
}

const EXPECTED = 'an object with the field if and further values of at least one axis';

function readCondition(written: unknown, place: string, notes: Notes): Condition | undefined {
  const { if: when, ...adds } = isObject(written) ? written : {};
  if (!isObject(when) || Object.keys(when).length === 0 || Object.keys(adds).length === 0) {
    note(notes, { pointer: place, expected: EXPECTED, found: found(written) });
    return undefined;
  }
  const both = Object.keys(adds).filter((axis) => Object.hasOwn(when, axis));
  note(
    notes,
    ...both.map((axis) => ({
      pointer: `${place}/${axis}`,
      expected: 'an axis that is not in if, because such a condition says nothing',
      found: axis,
    })),
  );
  return {
    place,
    when: writeOutAxes(when, { place: `${place}/if`, notes, keepsSeeds: false }),
    adds: writeOutAxes(adds, { place, notes, keepsSeeds: true }),
  };
}

/** Whether a value of a condition is on the axis of one of the grids, which says the same as that it can be met. */
function findUnknown({ when }: Condition, grids: readonly PlacedGrid[]): readonly Fault[] {
  return [...when].flatMap(([axis, { place, values }]) => {
    const known = new Set(
      grids.flatMap(({ axes }) => axes.get(axis)?.values?.map(({ value }) => canonicalJson(value)) ?? []),
    );
    if (values === undefined)
      return [{ pointer: place, expected: 'a list of values that the axis has in this grid' }];
    return values
      .filter(({ value }) => !known.has(canonicalJson(value)))
      .map(({ value, place: at }) => ({
        pointer: at,
        expected: `a value that ${axis} has in this grid, written in the same way`,
        found: found(value),
      }));
  });
}

/** The part of a grid that meets a condition; `undefined` if no combination does. */
function restrict({ place, axes }: PlacedGrid, { when }: Condition): PlacedGrid | undefined {
  const restricted = new Map(axes);
  for (const [axis, { values: wanted = [] }] of when) {
    const own = axes.get(axis);
    const allowed = new Set(wanted.map(({ value }) => canonicalJson(value)));
    const values = own?.values?.filter(({ value }) => allowed.has(canonicalJson(value))) ?? [];
    if (own === undefined || values.length === 0) return undefined;
    restricted.set(axis, { ...own, values });
  }
  return { place, axes: restricted };
}

/**
 * Reads `conditional`: a list of further values that only some combinations of a grid take. Returns the grids that they
 * add.
 */
export function readConditions(
  written: unknown,
  {
    place,
    grids,
    notes,
  }: { readonly place: string; readonly grids: readonly PlacedGrid[]; readonly notes: Notes },
): readonly PlacedGrid[] {
  if (!Array.isArray(written)) {
    note(notes, {
      pointer: place,
      expected: `a list, each item ${EXPECTED}`,
      found: found(written),
    });
    return [];
  }
  const size = grids.reduce((sum, grid) => sum + countValuesOf(grid), 0);
  return written.flatMap((each: unknown, index) => {
    if (!spend(notes, size, place)) return [];
    const condition = readCondition(each, `${place}/${String(index)}`, notes);
    if (condition === undefined) return [];
    const unknown = findUnknown(condition, grids);
    note(notes, ...unknown);
    if (unknown.length > 0) return [];
    return grids.flatMap((grid) => {
      const part = restrict(grid, condition);
      if (part === undefined) return [];
      const added = { place: condition.place, axes: new Map([...part.axes, ...condition.adds]) };
      return spend(notes, countValuesOf(added), place) ? [added] : [];
    });
  });
}
