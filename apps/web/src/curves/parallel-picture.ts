import { PathText, type CurvePath } from '../paint/path-text.js';
import type { Pen } from '../paint/pen.js';
import { createSvgPen } from '../paint/svg-pen.js';
import { writeHead, type ChartText } from './chart-head.js';
import { batchesOf, type CurveStyle } from './curve-batches.js';
import type { ParallelAxis } from './parallel-axes.js';

export const HEIGHT = 300;
export const TOP = 44;
export const BOTTOM = 16;
export const SIDE = 46;
/** Canvas paths of more lines than this are slow. */
const BATCH = 250;
const TICK_SIZE = 11;
/** As many texts fit beside an axis. */
const MAX_TICKS = 12;

/** The lines of a parallel chart, in pixels of the page. */
export interface ParallelPicture {
  readonly axes: readonly ParallelAxis[];
  readonly lefts: readonly number[];
  readonly width: number;
  /** Of each row, whether it is within all parts: 1 or 0. */
  readonly selected: Uint8Array;
  readonly groups: readonly string[];
  readonly colors: ReadonlyMap<string, string>;
  /** The color of rows that are not selected. */
  readonly pale: string;
}

/** How far from the top a place of an axis is. */
export const topOf = (place: number): number => TOP + (1 - place) * (HEIGHT - TOP - BOTTOM);

/** Returns the ticks of an axis that have a text. */
export function thinTicks({ ticks }: ParallelAxis): ParallelAxis['ticks'] {
  const step = Math.ceil(ticks.length / MAX_TICKS);
  return ticks.filter((_, index) => index % step === 0);
}

/** Adds the line of a row to a path, with a gap where it has no value. */
function traceRow(path: CurvePath, { axes, lefts }: ParallelPicture, row: number): void {
  let isOpen = false;
  for (const [index, { places }] of axes.entries()) {
    const place = places[row]!;
    if (!Number.isNaN(place)) path[isOpen ? 'lineTo' : 'moveTo'](lefts[index]!, topOf(place));
    isOpen = !Number.isNaN(place);
  }
}

interface Strokes extends CurveStyle {
  readonly rows: readonly number[];
  readonly opacity: number;
}

/** Returns the rows in the order in which they are drawn: those that are not selected lie below the others. */
function strokesOf({ selected, groups, colors, pale }: ParallelPicture): readonly Strokes[] {
  const all = [...selected.keys()];
  const others = all.filter((row) => selected[row] === 0);
  const shown = all.filter((row) => selected[row] === 1);
  const opacity = Math.max(0.08, Math.min(0.9, (60 / Math.max(1, shown.length)) ** 0.45));
  const looks = shown.map((row) => ({ color: colors.get(groups[row]!) ?? pale, isDashed: false }));
  return [
    { color: pale, isDashed: false, rows: others, opacity: Math.max(0.15, opacity) },
    ...batchesOf(looks).map(({ curves, ...look }) => ({
      ...look,
      rows: curves.map((index) => shown[index]!),
      opacity,
    })),
  ];
}

/** Draws the rows of a parallel chart on a canvas; its axes are elements of the page. */
export function drawRows(canvas: HTMLCanvasElement, picture: ParallelPicture): void {
  const ratio = window.devicePixelRatio;
  Object.assign(canvas, {
    width: Math.round(picture.width * ratio),
    height: Math.round(HEIGHT * ratio),
  });
  const path = canvas.getContext('2d')!;
  path.scale(ratio, ratio);
  for (const { color, rows, opacity } of strokesOf(picture)) {
    path.strokeStyle = color;
    path.globalAlpha = opacity;
    for (let from = 0; from < rows.length; from += BATCH) {
      path.beginPath();
      for (const row of rows.slice(from, from + BATCH)) traceRow(path, picture, row);
      path.stroke();
    }
  }
}

interface SvgColors {
  readonly strong: string;
  readonly ink: string;
  readonly sheet: string;
}

/** Writes a parallel chart as an SVG file, with its title, its legend and its axes. */
export function writeParallelSvg(
  picture: ParallelPicture,
  text: ChartText,
  colors: SvgColors,
  font: string,
  widthOf: Pen['widthOf'],
): string {
  const pen = createSvgPen(font, widthOf);
  const top = writeHead(pen, text, picture.width, colors);
  pen.shift(0, top, () => {
    for (const { color, rows, opacity } of strokesOf(picture)) {
      const path = new PathText();
      for (const row of rows) traceRow(path, picture, row);
      if (path.text !== '') pen.path(path.text, { stroke: color, opacity });
    }
    for (const [index, axis] of picture.axes.entries()) {
      const left = picture.lefts[index]!;
      pen.line(left, TOP, left, HEIGHT - BOTTOM, colors.ink, 1);
      pen.text(axis.title, left, TOP - 22, { size: 12, fill: colors.strong, align: 'middle' });
      for (const { at, text: tick } of thinTicks(axis)) {
        pen.rect(left + 2, topOf(at) - 7, pen.widthOf(tick, TICK_SIZE) + 6, 14, colors.sheet);
        pen.text(tick, left + 5, topOf(at), { size: TICK_SIZE, fill: colors.ink });
      }
    }
  });
  return pen.finish(picture.width, top + HEIGHT, colors.sheet);
}
