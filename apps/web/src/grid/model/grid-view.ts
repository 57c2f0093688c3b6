/** Which axes the grid is drawn along. A side without an axis has one place; what has no side is folded. */
export interface GridView {
  readonly x: string | undefined;
  readonly y: string | undefined;
  /** Panels beside each other. */
  readonly beside: string | undefined;
  /** Panels below each other. */
  readonly below: string | undefined;
}

export const GRID_SIDES = ['x', 'y', 'beside', 'below'] as const satisfies readonly (keyof GridView)[];
export type GridSide = (typeof GRID_SIDES)[number];
