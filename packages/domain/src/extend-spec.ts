import { canonicalJson } from './cell-id.js';
import { type Fault, InvalidInputError } from './errors.js';
import { parseSweepSpec } from './parse-spec.js';
import type { GridSpec, SweepSpec } from './sweep-spec.js';

type Axis = keyof GridSpec;

interface FromTo {
  readonly from: number;
  readonly to: number;
}

const isFromTo = (values: unknown): values is FromTo =>
  typeof values === 'object' &&
  values !== null &&
  Object.keys(values).sort().join() === 'from,to' &&
  Object.values(values).every(Number.isSafeInteger);

const asList = (values: unknown): readonly unknown[] =>
  Array.isArray(values) ? (values as unknown[]) : [values];

/** Joins two ranges that overlap or touch into one, and other values into a list. */
function joinValues(old: unknown, added: unknown): unknown {
  const areRanges = isFromTo(old) && isFromTo(added) && added.from <= added.to;
  if (areRanges && added.from <= old.to + 1 && added.to >= old.from - 1)
    return { from: Math.min(old.from, added.from), to: Math.max(old.to, added.to) };
  return [...asList(old), ...asList(added)];
}

/** Leaves out values that stand earlier in a list. */
function withoutRepeats(values: unknown): unknown {
  if (!Array.isArray(values)) return values;
  const known = new Set<string>();
  return values.filter((value) => known.size !== known.add(canonicalJson(value)).size);
}

const countOf = (values: unknown): number =>
  isFromTo(values) ? values.to - values.from + 1 : asList(values).length;

/** Translates a pointer into the extended spec to one into the added axes. */
function placeInAxes(grid: GridSpec, { pointer, ...fault }: Fault): Fault {
  const [, part, axis, index, ...rest] = pointer.split('/');
  const old = axis === undefined ? undefined : grid[axis as Axis];
  if (part !== 'grid' || old === undefined) return { pointer, ...fault };
  const isItem = index !== undefined && /^\d+$/.test(index);
  const place = isItem ? [String(Math.max(0, Number(index) - asList(old).length)), ...rest] : [];
  return { pointer: ['', 'axes', axis, ...place].join('/'), ...fault };
}

/**
 * Returns a spec with more values on axes of its grid. Values that are there already are not repeated; further grids
 * (`include`) stay as they are.
 *
 * @param axes values by axis, as a list or as shorthand
 * @throws InvalidInputError `spec-invalid` if the grid has no such axis, or a value does not fit it
 */
export function extendSpec(spec: SweepSpec, axes: Readonly<Record<string, unknown>>): SweepSpec {
  const { grid } = spec;
  const faults = Object.keys(axes)
    .filter((axis) => grid[axis as Axis] === undefined)
    .map((axis) => ({
      pointer: `/axes/${axis}`,
      expected: `an axis of the sweep's grid: ${Object.keys(grid).join(', ')}`,
      found: axis,
    }));
  if (faults.length > 0) throw new InvalidInputError('spec-invalid', 'the sweep has no such axis', faults);
  const joined = Object.fromEntries(
    Object.entries(axes).map(([axis, values]) => [axis, joinValues(grid[axis as Axis], values)]),
  );
  try {
    const extended = parseSweepSpec({ ...spec, grid: { ...grid, ...joined } });
    const distinct = Object.fromEntries(
      Object.keys(axes).map((axis) => {
        const values = withoutRepeats(extended.grid[axis as Axis]);
        const old = grid[axis as Axis];
        // A range that was written out, without a new value, is still that range.
        return [axis, countOf(values) === countOf(withoutRepeats(old)) ? old : values];
      }),
    );
    return { ...extended, grid: { ...extended.grid, ...distinct } };
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    throw new InvalidInputError(
      'spec-invalid',
      'these values do not extend the sweep',
      error.faults.map((fault) => placeInAxes(grid, fault)),
      error.more,
    );
  }
}
