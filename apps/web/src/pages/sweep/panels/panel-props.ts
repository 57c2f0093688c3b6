/** What every panel of a sweep is given. */
export interface PanelProps {
  readonly sweepId: string;
  /** The chosen cells by their positions in the sweep; undefined if all are. */
  readonly positions: readonly number[] | undefined;
}
