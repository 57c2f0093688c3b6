import type { CurveColumns } from './read-curves.js';

/** An epoch that a running cell has reported; values by column. */
export interface ReportedEpoch {
  readonly epoch: number;
  readonly values: Readonly<Record<string, number>>;
}

/** Reported epochs by the position of their cell, each cell’s in order. */
export type Tails = ReadonlyMap<number, readonly ReportedEpoch[]>;

/** Returns the epochs that a curve does not have yet. A cell that began again is behind its curve until it is read again. */
const laterThan = (tail: readonly ReportedEpoch[], last: number): readonly ReportedEpoch[] =>
  tail.filter(({ epoch }) => epoch > last);

/** Returns curves with the epochs that have been reported since they were read. Columns that no event has get gaps. */
export function growCurves(curves: CurveColumns, tails: Tails): CurveColumns {
  if (tails.size === 0) return curves;
  const { starts, epochs, values } = curves;
  const known = new Set(Array.from(curves.positions));
  const begun = [...tails.keys()].filter((position) => !known.has(position));
  const positions = [...Array.from(curves.positions), ...begun];
  const added = positions.map((position, curve) => {
    const end = starts[curve + 1];
    const isEmpty = end === undefined || end === starts[curve];
    return laterThan(tails.get(position) ?? [], isEmpty ? 0 : epochs[end - 1]!);
  });
  const grownStarts = new Uint32Array(positions.length + 1);
  for (const [curve, tail] of added.entries()) {
    const length = curve + 1 < starts.length ? starts[curve + 1]! - starts[curve]! : 0;
    grownStarts[curve + 1] = grownStarts[curve]! + length + tail.length;
  }
  const grow = (old: Float64Array, valueOf: (epoch: ReportedEpoch) => number): Float64Array => {
    const grown = new Float64Array(grownStarts[positions.length]!);
    for (const [curve, tail] of added.entries()) {
      if (curve + 1 < starts.length)
        grown.set(old.subarray(starts[curve], starts[curve + 1]), grownStarts[curve]);
      grown.set(tail.map(valueOf), grownStarts[curve + 1]! - tail.length);
    }
    return grown;
  };
  return {
    positions,
    starts: grownStarts,
    epochs: grow(epochs, ({ epoch }) => epoch),
    values: new Map(
      [...values].map(([column, old]) => [column, grow(old, (each) => each.values[column] ?? NaN)]),
    ),
  };
}
