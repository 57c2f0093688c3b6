import { findAxis, type GridAxis } from './grid-axis.js';
import type { GridCells } from './grid-cells.js';
import { GRID_SIDES, type GridSide, type GridView } from './grid-view.js';

/** Where a square is: the index of its value on each side. */
export type SquarePlace = Readonly<Record<GridSide, number>>;

/** The cells of a sweep in the squares of a grid. */
export interface Fold {
  readonly sides: Readonly<Record<GridSide, GridAxis | undefined>>;
  /** How many places each side has. */
  readonly lengths: Readonly<Record<GridSide, number>>;
  readonly squares: number;
  readonly squareOf: Uint32Array;
  /** The rows of square s are those from `starts[s]` to `starts[s + 1]` of `rows`. */
  readonly starts: Uint32Array;
  readonly rows: Uint32Array;
  /** The columns that vary within some square: of seeds, and of anything else. */
  readonly foldedSeeds: readonly string[];
  readonly foldedOthers: readonly string[];
  /** Whether the cells of a square differ in more than seeds. */
  readonly isMixed: Uint8Array;
}

/** More squares than these are neither read nor drawn. */
const MOST_SQUARES = 400_000;

/** Thrown where the sides together have more places than can be drawn. */
export class TooManySquares extends Error {
  constructor(squares: number) {
    super(
      `These axes make ${squares.toLocaleString('en')} squares, and the picture has room for ${MOST_SQUARES.toLocaleString('en')}. Choose axes with fewer values, or look at the table.`,
    );
    this.name = 'TooManySquares';
  }
}

/**
 * Puts cells into squares. Axes of the view that the sweep does not vary in are left out.
 *
 * @throws TooManySquares
 */
export function foldCells(cells: GridCells, view: GridView): Fold {
  const sides = Object.fromEntries(
    GRID_SIDES.map((side) => [side, view[side] === undefined ? undefined : findAxis(cells, view[side])]),
  ) as Fold['sides'];
  const lengths = Object.fromEntries(
    GRID_SIDES.map((side) => [side, sides[side]?.values.length ?? 1]),
  ) as Fold['lengths'];
  const squares = lengths.x * lengths.y * lengths.beside * lengths.below;
  if (squares > MOST_SQUARES) throw new TooManySquares(squares);

  const squareOf = new Uint32Array(cells.size);
  for (let row = 0; row < cells.size; row++) {
    const at = (side: GridSide): number => sides[side]?.codes[row] ?? 0;
    squareOf[row] = squareAt(
      { lengths },
      { x: at('x'), y: at('y'), beside: at('beside'), below: at('below') },
    );
  }
  const { starts, rows } = groupRows(squareOf, squares);
  return { sides, lengths, squares, squareOf, starts, rows, ...findFolded(cells, squareOf, starts, rows) };
}

export const squareAt = ({ lengths }: Pick<Fold, 'lengths'>, { x, y, beside, below }: SquarePlace): number =>
  ((below * lengths.beside + beside) * lengths.y + y) * lengths.x + x;

export function placeOf({ lengths }: Pick<Fold, 'lengths'>, square: number): SquarePlace {
  const row = Math.floor(square / lengths.x);
  const panel = Math.floor(row / lengths.y);
  return {
    x: square % lengths.x,
    y: row % lengths.y,
    beside: panel % lengths.beside,
    below: Math.floor(panel / lengths.beside),
  };
}

/** The rows of a square. */
export const rowsOf = ({ starts, rows }: Pick<Fold, 'starts' | 'rows'>, square: number): Uint32Array =>
  rows.subarray(starts[square], starts[square + 1]);

function groupRows(squareOf: Uint32Array, squares: number): Pick<Fold, 'starts' | 'rows'> {
  const starts = new Uint32Array(squares + 1);
  for (const square of squareOf) starts[square + 1] = (starts[square + 1] ?? 0) + 1;
  for (let square = 0; square < squares; square++) starts[square + 1]! += starts[square]!;
  const next = starts.slice(0, squares);
  const rows = new Uint32Array(squareOf.length);
  for (let row = 0; row < squareOf.length; row++) rows[next[squareOf[row]!]!++] = row;
  return { starts, rows };
}

function findFolded(
  { axes }: GridCells,
  squareOf: Uint32Array,
  starts: Uint32Array,
  rows: Uint32Array,
): Pick<Fold, 'foldedSeeds' | 'foldedOthers' | 'isMixed'> {
  const isMixed = new Uint8Array(starts.length - 1);
  const folded: Record<'seeds' | 'others', string[]> = { seeds: [], others: [] };
  for (const { name, codes, isSeed } of axes.values()) {
    let varies = false;
    for (let row = 0; row < squareOf.length; row++) {
      const square = squareOf[row]!;
      if (codes[row] === codes[rows[starts[square]!]!]) continue;
      varies = true;
      if (isSeed) break;
      isMixed[square] = 1;
    }
    if (varies) folded[isSeed ? 'seeds' : 'others'].push(name);
  }
  return { foldedSeeds: folded.seeds, foldedOthers: folded.others, isMixed };
}
