import type { Axis } from './axis.js';
import type { GridPart } from './grid-part.js';

/** What became of the combinations of a grid. */
export interface PartCount {
  readonly part: GridPart;
  /** Combinations that are cells of their own. */
  cells: number;
  excluded: number;
  /** Combinations that are cells which came before, by the axes of several values that make no difference to them. */
  readonly merged: Map<string, number>;
  /** Axes that made a difference to a combination. */
  readonly used: Set<Axis>;
}
