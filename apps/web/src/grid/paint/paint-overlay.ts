import type { Fold } from '../model/fold.js';
import { spotOf, gridSize, squareAtSpot } from '../model/grid-block.js';
import { boxOf, type GridLayout } from './grid-layout.js';
import { fitCanvas, withinSquares, type Sight } from './grid-painter.js';
import type { GridTheme } from './grid-theme.js';

/** What lies over the squares: the chosen ones, the one that keys move, and the one under the pointer. */
export interface GridOverlay {
  /** Of each square, whether it is chosen. */
  readonly isChosen: Uint8Array | undefined;
  readonly focused: number | undefined;
  readonly hovered: number | undefined;
}

export function paintOverlay(
  canvas: HTMLCanvasElement,
  fold: Fold,
  layout: GridLayout,
  theme: GridTheme,
  view: Sight,
  { isChosen, focused, hovered }: GridOverlay,
): void {
  const context = fitCanvas(canvas, view);
  context.clearRect(0, 0, view.width, view.height);
  withinSquares(context, layout, view, () => {
    if (isChosen !== undefined) outlineChosen(context, fold, layout, theme, isChosen);
    if (hovered !== undefined) outline(context, fold, layout, hovered, theme.ink, 1, theme.paper);
    if (focused !== undefined) outline(context, fold, layout, focused, theme.focus, 2, theme.paper);
  });
}

function outline(
  context: CanvasRenderingContext2D,
  fold: Fold,
  layout: GridLayout,
  square: number,
  color: string,
  line: number,
  halo: string,
): void {
  const { x, y, width, height } = boxOf(layout, fold, square);
  const out = line / 2;
  for (const [stroke, thick] of [
    [halo, line + 2],
    [color, line],
  ] as const) {
    context.strokeStyle = stroke;
    context.lineWidth = thick;
    context.strokeRect(x - out, y - out, width + 2 * out, height + 2 * out);
  }
}

/** Outlines the region of chosen squares: only the edges that no two of them share. */
function outlineChosen(
  context: CanvasRenderingContext2D,
  fold: Fold,
  layout: GridLayout,
  theme: GridTheme,
  isChosen: Uint8Array,
): void {
  const size = gridSize(fold);
  const isAt = (column: number, row: number): boolean =>
    column >= 0 &&
    row >= 0 &&
    column < size.column &&
    row < size.row &&
    isChosen[squareAtSpot(fold, { column, row })] === 1;
  const path = new Path2D();
  for (let square = 0; square < fold.squares; square++) {
    if (isChosen[square] !== 1) continue;
    const { column, row } = spotOf(fold, square);
    const box = boxOf(layout, fold, square);
    const left = box.x - layout.gap / 2;
    const top = box.y - layout.gap / 2;
    const right = left + layout.stepX;
    const bottom = top + layout.stepY;
    const isPanelStart = column % fold.lengths.x === 0;
    const isPanelEnd = (column + 1) % fold.lengths.x === 0;
    const isPanelTop = row % fold.lengths.y === 0;
    const isPanelBottom = (row + 1) % fold.lengths.y === 0;
    const add = (x1: number, y1: number, x2: number, y2: number): void => {
      path.moveTo(x1, y1);
      path.lineTo(x2, y2);
    };
    if (isPanelStart || !isAt(column - 1, row)) add(left, top, left, bottom);
    if (isPanelEnd || !isAt(column + 1, row)) add(right, top, right, bottom);
    if (isPanelTop || !isAt(column, row - 1)) add(left, top, right, top);
    if (isPanelBottom || !isAt(column, row + 1)) add(left, bottom, right, bottom);
  }
  context.lineCap = 'square';
  for (const [stroke, line] of [
    [theme.paper, 5],
    [theme.ink, 2],
  ] as const) {
    context.strokeStyle = stroke;
    context.lineWidth = line;
    context.stroke(path);
  }
}
