export interface Point {
  readonly x: number;
  readonly y: number;
  /** Limits of the interval of `y`; `null` where there is none, and where the single cells are drawn in its place. */
  readonly interval: readonly [low: number, high: number] | null;
  /** What `y` is the mean of, to be drawn beside it: of so few cells that an interval would say less; empty of one. */
  readonly singles: readonly number[];
}

export interface Series {
  readonly label: string;
  /** As `#rrggbb`. */
  readonly color: string;
  readonly points: readonly Point[];
  /** What others found or proved, to compare with: dashed and pale, without a label of its own. */
  readonly isReference?: boolean;
}

export interface Axis {
  /** With its unit. */
  readonly title: string;
  readonly kind: 'linear' | 'log';
  /** `percent` shows a share (0 … 1) as percent. */
  readonly format: 'number' | 'percent';
  /** Values to show at least, besides those of the series. */
  readonly includes?: readonly number[];
  /** What the quantity can be: neither the axis nor an interval goes beyond. */
  readonly limits?: readonly [lowest: number, highest: number];
  /** Ticks at whole numbers alone, for what is counted. */
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
  /** One below another. */
  readonly panels: readonly Panel[];
  /** What dashed curves are, where there are some. */
  readonly reference?: string;
}
