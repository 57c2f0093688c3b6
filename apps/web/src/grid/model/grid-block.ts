import { placeOf, rowsOf, squareAt, type Fold } from './fold.js';

/** Where a square is among all: panels beside each other are counted through. */
export interface GridSpot {
  readonly column: number;
  readonly row: number;
}

export const gridSize = ({ lengths }: Pick<Fold, 'lengths'>): GridSpot => ({
  column: lengths.x * lengths.beside,
  row: lengths.y * lengths.below,
});

export function spotOf(fold: Pick<Fold, 'lengths'>, square: number): GridSpot {
  const { x, y, beside, below } = placeOf(fold, square);
  return { column: beside * fold.lengths.x + x, row: below * fold.lengths.y + y };
}

export const squareAtSpot = (fold: Pick<Fold, 'lengths'>, { column, row }: GridSpot): number =>
  squareAt(fold, {
    x: column % fold.lengths.x,
    beside: Math.floor(column / fold.lengths.x),
    y: row % fold.lengths.y,
    below: Math.floor(row / fold.lengths.y),
  });

/** The next square in a direction; the same one at the edge. */
export function stepFrom(fold: Pick<Fold, 'lengths'>, square: number, columns: number, rows: number): number {
  const { column, row } = spotOf(fold, square);
  const size = gridSize(fold);
  return squareAtSpot(fold, {
    column: Math.min(size.column - 1, Math.max(0, column + columns)),
    row: Math.min(size.row - 1, Math.max(0, row + rows)),
  });
}

/** The squares of the block between two corners. */
export function squaresBetween(fold: Pick<Fold, 'lengths'>, one: number, other: number): number[] {
  const a = spotOf(fold, one);
  const b = spotOf(fold, other);
  const squares: number[] = [];
  for (let row = Math.min(a.row, b.row); row <= Math.max(a.row, b.row); row++)
    for (let column = Math.min(a.column, b.column); column <= Math.max(a.column, b.column); column++)
      squares.push(squareAtSpot(fold, { column, row }));
  return squares;
}

/** The rows of cells in squares. */
export const rowsInSquares = (fold: Fold, squares: Iterable<number>): Set<number> =>
  new Set(Array.from(squares, (square) => [...rowsOf(fold, square)]).flat());

/** Marks the squares of which a cell is chosen. */
export function squaresOfRows(fold: Fold, rows: ReadonlySet<number>): Uint8Array {
  const isChosen = new Uint8Array(fold.squares);
  for (const row of rows) isChosen[fold.squareOf[row]!] = 1;
  return isChosen;
}
