/** Positions from one to another, both included. */
export type PositionRange = readonly [from: number, to: number];

/** Which cells of a sweep: all, unless it says otherwise. */
export interface CellSelection {
  /** In ascending order, without overlap. */
  readonly positions?: readonly PositionRange[];
}

const arrayOf = (numbers: readonly number[]): string => `'{${numbers.map(Math.trunc).join(',')}}'::int[]`;

/**
 * Returns the FROM clause of the selected positions, named `wanted`; each is looked up in the index of positions, however many there are.
 *
 * @returns nothing if all are wanted
 */
export const wantedPositions = ({ positions }: CellSelection): string | undefined =>
  positions &&
  `unnest(${arrayOf(positions.map(([from]) => from))}, ${arrayOf(positions.map(([, to]) => to))}) AS wanted (first, last)`;

/** The condition that a position, an expression, is one of them. */
export const isWanted = (position: string): string => `${position} BETWEEN wanted.first AND wanted.last`;
