/** How a cell is shown; part of the address. */
export interface CellSearch {
  /** What its learning curve shows. Default: accuracy. */
  readonly curve?: 'loss';
}

/** Reads the address, and ignores what it does not know. */
export const readCellSearch = ({ curve }: Readonly<Record<string, unknown>>): CellSearch =>
  curve === 'loss' ? { curve } : {};
