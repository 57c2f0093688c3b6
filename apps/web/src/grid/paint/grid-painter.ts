import { squareAt } from '../model/fold.js';
import type { GridPicture, PictureChange } from '../model/grid-picture.js';
import type { PaperNumber } from '../model/paper-marks.js';
import { createCanvasPen } from '../../paint/canvas-pen.js';
import type { MapColor } from './color-map.js';
import { drawColumnLabels, drawCorner, drawPanelTitles, drawRowLabels } from './draw-labels.js';
import { drawSquare, type SquareStyle } from './draw-square.js';
import { boxOf, type GridLayout } from './grid-layout.js';
import type { GridTheme } from './grid-theme.js';

/** The part of a grid that is in sight. */
export interface Sight {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

interface PainterParts {
  readonly canvas: HTMLCanvasElement;
  readonly picture: GridPicture;
  readonly layout: GridLayout;
  readonly colors: readonly MapColor[];
  readonly theme: GridTheme;
  readonly paper: ReadonlyMap<number, readonly PaperNumber[]>;
  /** Where the person has scrolled to. */
  readonly sight: () => Sight;
}

/** Paints a picture on a canvas: all of it, or the squares that have changed, with the next frame. */
export interface GridPainter {
  readonly paint: () => void;
  readonly stop: () => void;
}

/** The name of a frame's time among the browser's measures. */
const MEASURE = 'rote.grid.paint';

/** Fits a canvas to the device's pixels, and returns what draws on it in CSS pixels. */
export function fitCanvas(canvas: HTMLCanvasElement, { width, height }: Sight): CanvasRenderingContext2D {
  const ratio = window.devicePixelRatio;
  const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== w || canvas.height !== h) {
    canvas.width = w;
    canvas.height = h;
    canvas.style.width = `${String(width)}px`;
    canvas.style.height = `${String(height)}px`;
  }
  const context = canvas.getContext('2d')!;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}

/** Limits drawing to the squares' region, in the coordinates of the grid. */
export function withinSquares(
  context: CanvasRenderingContext2D,
  layout: GridLayout,
  view: Sight,
  draw: () => void,
): void {
  context.save();
  context.beginPath();
  context.rect(layout.left - 3, layout.top - 3, view.width, view.height);
  context.clip();
  context.translate(-view.left, -view.top);
  draw();
  context.restore();
}

export function startGridPainter(parts: PainterParts): GridPainter {
  const { canvas, picture, layout, colors, theme, paper } = parts;
  const { fold } = picture;
  const dirty = new Set<number>();
  let isAllDirty = false;
  let frame: number | undefined;

  const style = (): SquareStyle => ({ metric: picture.metric, scale: picture.scale(), colors, theme });
  const draw = (context: CanvasRenderingContext2D, squares: Iterable<number>, isCleared: boolean): void => {
    const pen = createCanvasPen(context, theme.font);
    const current = style();
    for (const square of squares) {
      const box = boxOf(layout, fold, square);
      if (!isCleared) context.clearRect(box.x, box.y, box.width, box.height);
      drawSquare(pen, box, square, picture.summaries, current, paper.get(square)?.[0]?.verdict);
    }
  };

  function paintAll(): void {
    const view = parts.sight();
    const context = fitCanvas(canvas, view);
    const pen = createCanvasPen(context, theme.font);
    context.clearRect(0, 0, view.width, view.height);
    withinSquares(context, layout, view, () => {
      drawPanelTitles(pen, layout, fold, theme);
      draw(context, squaresInView(picture, layout, view), true);
    });
    context.save();
    context.translate(-view.left, 0);
    drawColumnLabels(pen, layout, fold, theme);
    context.restore();
    context.save();
    context.beginPath();
    context.rect(0, layout.top - 3, layout.left, view.height);
    context.clip();
    context.clearRect(0, 0, layout.left - 3, view.height);
    context.translate(0, -view.top);
    drawRowLabels(pen, layout, theme);
    context.restore();
    context.clearRect(0, layout.top - 20, layout.left - 3, 17);
    drawCorner(pen, layout, fold, theme);
  }

  function paintFrame(): void {
    frame = undefined;
    const start = performance.now();
    if (isAllDirty) paintAll();
    else {
      const view = parts.sight();
      const context = fitCanvas(canvas, view);
      withinSquares(context, layout, view, () => {
        draw(context, dirty, false);
      });
    }
    isAllDirty = false;
    dirty.clear();
    performance.clearMeasures(MEASURE);
    performance.measure(MEASURE, { start });
  }

  const schedule = (): void => {
    frame ??= requestAnimationFrame(paintFrame);
  };
  const hear = (change: PictureChange): void => {
    if (change.kind === 'all') isAllDirty = true;
    else for (const square of change.squares) dirty.add(square);
    schedule();
  };
  const end = picture.onChange(hear);
  return {
    paint: () => {
      isAllDirty = true;
      schedule();
    },
    stop: () => {
      end();
      if (frame !== undefined) cancelAnimationFrame(frame);
    },
  };
}

function* squaresInView(
  { fold }: GridPicture,
  layout: GridLayout,
  view: Sight,
): Generator<number, void, undefined> {
  const columns = rangesInView(layout.panels.x, layout.stepX, fold.lengths.x, view.left, view.width);
  const rows = rangesInView(layout.panels.y, layout.stepY, fold.lengths.y, view.top, view.height);
  for (const [below, [firstRow, lastRow]] of rows)
    for (const [beside, [firstColumn, lastColumn]] of columns)
      for (let y = firstRow; y <= lastRow; y++)
        for (let x = firstColumn; x <= lastColumn; x++) yield squareAt(fold, { x, y, beside, below });
}

/** Of each panel in sight, the first and the last index in sight. */
function rangesInView(
  panels: readonly number[],
  step: number,
  count: number,
  from: number,
  length: number,
): [number, [number, number]][] {
  return panels.flatMap((start, panel) => {
    const first = Math.max(0, Math.floor((from - start) / step));
    const last = Math.min(count - 1, Math.floor((from + length - start) / step));
    return first <= last ? [[panel, [first, last]] as [number, [number, number]]] : [];
  });
}
