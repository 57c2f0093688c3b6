import { canonicalJson } from '../cell-id.js';
import type { GridSpec, SweepSpec } from '../sweep-spec.js';
import { AXES, type Axis, type AxisValues, completeValue } from './axis.js';

/** The grid of a sweep, or one of those it includes: each value of each axis complete, and once. */
export interface GridPart {
  /** Where it is in the spec. */
  readonly pointer: string;
  readonly values: { readonly [A in Axis]: readonly AxisValues[A][] };
  /** How many values each axis that was named repeats. */
  readonly repeats: ReadonlyMap<Axis, number>;
}

function completeGrid(grid: GridSpec, pointer: string, spec: SweepSpec): GridPart {
  const repeats = new Map<Axis, number>();
  const completeAxis = (axis: Axis): readonly unknown[] => {
    const given: readonly unknown[] | undefined = grid[axis];
    if (given === undefined) return [completeValue(axis, undefined, spec)];
    const distinct = new Map<string | number, unknown>();
    for (const each of given) {
      const value = completeValue(axis, each as never, spec);
      const key = typeof value === 'number' ? value : canonicalJson(value);
      if (!distinct.has(key)) distinct.set(key, value);
    }
    if (distinct.size < given.length) repeats.set(axis, given.length - distinct.size);
    return [...distinct.values()];
  };
  const values = Object.fromEntries(AXES.map((axis) => [axis, completeAxis(axis)]));
  return { pointer, values: values as unknown as GridPart['values'], repeats };
}

export const gridsOf = ({
  grid,
  include = [],
}: Pick<SweepSpec, 'grid' | 'include'>): readonly {
  readonly pointer: string;
  readonly grid: GridSpec;
}[] => [
  { pointer: '/grid', grid },
  ...include.map((each, index) => ({ pointer: `/include/${String(index)}`, grid: each })),
];

export const partsOf = (spec: SweepSpec): readonly GridPart[] =>
  gridsOf(spec).map(({ pointer, grid }) => completeGrid(grid, pointer, spec));
