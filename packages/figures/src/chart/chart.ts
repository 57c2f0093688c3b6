export interface Point {
  readonly x: number;
  readonly y: number;
  /** Limits of the interval of `y`; `null` if there is none, or if the single cells are drawn instead. */
  readonly interval: readonly [low: number, high: number] | null;
  /**
   * The numbers of which `y` is the mean, drawn beside it if there are so few that an interval would say less; empty
   * for one cell.
   */
  readonly singles: readonly number[];
}

export interface Series {
  readonly label: string;
  /** As `#rrggbb`. */
  readonly color: string;
  readonly points: readonly Point[];
  /** Results that others found or proved, for comparison: dashed and pale, without a label. */
  readonly isReference?: boolean;
}

export interface Axis {
  /** Includes the unit. */
  readonly title: string;
  readonly kind: 'linear' | 'log';
  /** `percent` shows a share (0 … 1) as percent. */
  readonly format: 'number' | 'percent';
  /** Values to show at least, besides those of the series. */
  readonly includes?: readonly number[];
  /** The range of the quantity: neither the axis nor an interval goes beyond it. */
  readonly limits?: readonly [lowest: number, highest: number];
  /** Ticks only at whole numbers, for counts. */
  readonly isWhole?: boolean;
}

/** One pair of axes. */
export interface Panel {
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  /** Drawn in this order. */
  readonly series: readonly Series[];
}

export interface Chart {
  readonly title: string;
  /** Drawn one below another. */
  readonly panels: readonly Panel[];
  /** What the dashed curves are, if there are any. */
  readonly reference?: string;
}
