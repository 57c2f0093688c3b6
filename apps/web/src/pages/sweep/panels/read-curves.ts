import { tableFromIPC } from '@uwdata/flechette';

/** Learning curves of cells, one after another. */
export interface CurveColumns {
  /** The position of each curve’s cell in the sweep. */
  readonly positions: ArrayLike<number>;
  /** Curve `i` has the values from `starts[i]` up to `starts[i + 1]`. */
  readonly starts: Uint32Array;
  readonly epochs: Float64Array;
  /** By column; NaN where nothing was measured, or it was not finite. */
  readonly values: ReadonlyMap<string, Float64Array>;
}

type Numbers = ArrayLike<number | null>;

/** Copies numbers into an array from a place on. Lists without nulls are typed arrays. */
function copy(numbers: Numbers, into: Float64Array, from: number): void {
  if (ArrayBuffer.isView(numbers)) into.set(numbers as ArrayLike<number>, from);
  else for (let index = 0; index < numbers.length; index++) into[from + index] = numbers[index] ?? NaN;
}

/** Reads the answer of the API: a row for each cell, whose columns are lists in order of epochs. */
export function readCurves(bytes: Uint8Array, columns: readonly string[]): CurveColumns {
  const table = tableFromIPC(bytes);
  const positions = table.getChild('position').toArray() as ArrayLike<number>;
  const lists = (name: string): Iterable<Numbers> => table.getChild(name) as Iterable<Numbers>;
  const starts = new Uint32Array(positions.length + 1);
  if (positions.length === 0) return { positions, starts, epochs: new Float64Array(), values: new Map() };
  let curve = 0;
  for (const { length } of lists('epoch')) {
    starts[curve + 1] = starts[curve]! + length;
    curve += 1;
  }
  const gather = (name: string): Float64Array => {
    const gathered = new Float64Array(starts[positions.length]!);
    let at = 0;
    for (const list of lists(name)) {
      copy(list, gathered, at);
      at += list.length;
    }
    return gathered;
  };
  return {
    positions,
    starts,
    epochs: gather('epoch'),
    values: new Map(columns.map((name) => [name, gather(name)])),
  };
}
