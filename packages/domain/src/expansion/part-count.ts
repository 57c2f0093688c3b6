import type { Axis } from './axis.js';
import type { GridPart } from './grid-part.js';

/** What happened to the combinations of a grid. */
export interface PartCount {
  readonly part: GridPart;
  /** Combinations that became new cells. */
  cells: number;
  excluded: number;
  /** Counts combinations that equal an earlier cell, by the axes whose different values make no difference to them. */
  readonly merged: Map<string, number>;
  /** Axes that made a difference to at least one combination. */
  readonly used: Set<Axis>;
}
