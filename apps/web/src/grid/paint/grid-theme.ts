import type { CellState } from '@rote/domain/cell-state';

/** The colors of the page, as a pen needs them. */
export interface GridTheme {
  readonly paper: string;
  readonly sheet: string;
  readonly well: string;
  readonly ink: string;
  readonly inkSoft: string;
  readonly rule: string;
  readonly focus: string;
  readonly cached: string;
  readonly states: Readonly<Record<CellState, string>>;
  readonly font: string;
}
