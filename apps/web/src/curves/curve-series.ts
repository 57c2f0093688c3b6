/** One curve. Its arrays may be views of larger ones, so that ten thousand curves cost no copies. */
export interface CurveSeries {
  /** Names it to a person. */
  readonly name: string;
  /** Ascending. */
  readonly x: ArrayLike<number>;
  /** As long as `x`. NaN is a gap: nothing was measured there, or it was not finite. */
  readonly y: ArrayLike<number>;
  /** Curves of a group have one color and one line of the legend. Default: all are of one group. */
  readonly group?: string;
  /** Limits of a band around it, as long as `x`. */
  readonly low?: ArrayLike<number>;
  readonly high?: ArrayLike<number>;
  readonly isDashed?: boolean;
}
