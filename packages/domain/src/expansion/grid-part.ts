import { canonicalJson } from '../cell-id.js';
import type { GridSpec, SweepSpec } from '../sweep-spec.js';
import { AXES, type Axis, type AxisValues, completeValue } from './axis.js';
import { eachValue } from './written-values.js';

/**
 * The grid of a sweep, or one of its included grids, with every value of every axis complete and without duplicates.
 */
export interface GridPart {
  /** Its JSON pointer in the spec. */
  readonly pointer: string;
  readonly values: { readonly [A in Axis]: readonly AxisValues[A][] };
  /** The number of duplicate values on each axis that has any. */
  readonly repeats: ReadonlyMap<Axis, number>;
}

/** Number of values between two yields. */
const VALUES_A_TURN = 500;

/** Completes the values of a grid. A grid can be long, so it yields `undefined` from time to time. */
export function* completeGrid({ pointer, grid }: GivenGrid, spec: SweepSpec): Generator<undefined, GridPart> {
  const repeats = new Map<Axis, number>();
  const values: Partial<Record<Axis, readonly unknown[]>> = {};
  for (const axis of AXES) {
    const given = grid[axis];
    if (given === undefined) {
      values[axis] = [completeValue(axis, undefined, spec)];
      continue;
    }
    const distinct = new Map<string | number, unknown>();
    let count = 0;
    for (const each of eachValue<unknown>(given)) {
      if (++count % VALUES_A_TURN === 0) yield undefined;
      const value = completeValue(axis, each as never, spec);
      const key = typeof value === 'number' ? value : canonicalJson(value);
      if (!distinct.has(key)) distinct.set(key, value);
    }
    if (distinct.size < count) repeats.set(axis, count - distinct.size);
    values[axis] = [...distinct.values()];
  }
  return { pointer, values: values as GridPart['values'], repeats };
}

/** A grid as the spec writes it, and its JSON pointer. */
interface GivenGrid {
  readonly pointer: string;
  readonly grid: GridSpec;
}

export const gridsOf = ({
  grid,
  include = [],
}: Pick<SweepSpec, 'grid' | 'include'>): readonly GivenGrid[] => [
  { pointer: '/grid', grid },
  ...include.map((each, index) => ({ pointer: `/include/${String(index)}`, grid: each })),
];
