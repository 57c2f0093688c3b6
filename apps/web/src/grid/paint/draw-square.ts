import { CELL_STATES, type CellState } from '@rote/domain/cell-state';
import { stateCode } from '../model/grid-cells.js';
import { shortMetricText, type GridMetric } from '../model/grid-metric.js';
import type { PaperVerdict } from '../model/paper-marks.js';
import { countOf, type Summaries } from '../model/summaries.js';
import type { ValueScale } from '../model/value-scale.js';
import { colorAt, type MapColor } from './color-map.js';
import type { Box } from './grid-layout.js';
import type { GridTheme } from './grid-theme.js';
import type { Pen } from '../../paint/pen.js';

/** How squares are drawn: by state, or by a number. */
export interface SquareStyle {
  readonly metric: GridMetric;
  readonly scale: ValueScale | undefined;
  readonly colors: readonly MapColor[];
  readonly theme: GridTheme;
}

const CODES = Object.fromEntries(CELL_STATES.map((state) => [state, stateCode(state)])) as Record<
  CellState,
  number
>;
/** From what is done to what has not begun, as the bar of progress has them. */
const ORDER: readonly CellState[] = [
  'succeeded',
  'diverged',
  'failed',
  'cancelled',
  'running',
  'queued',
  'pending',
];
/** Marks need this much room. */
const MARKED_FROM = 10;
const NUMBER_SIZE = 12;
const INTERVAL_SIZE = 10;
const STRIP = 3;

/**
 * Draws one square. What has no number is told apart by shape, not only by color: waiting cells are an outline, running ones have
 * a dot, diverged ones hatching, failed ones a cross, cancelled ones a bar. A triangle marks cached cells.
 */
export function drawSquare(
  pen: Pen,
  box: Box,
  square: number,
  summaries: Summaries,
  style: SquareStyle,
  verdict: PaperVerdict | undefined,
): void {
  const cells = ORDER.reduce((sum, state) => sum + countOf(summaries, square, CODES[state]), 0);
  if (cells === 0) return;
  const { theme, metric } = style;
  const ink =
    metric.unit === 'state'
      ? drawStates(pen, box, square, summaries, cells, theme)
      : drawNumber(pen, box, square, summaries, cells, style);
  if (box.width < MARKED_FROM || box.height < MARKED_FROM) return;
  if (summaries.cached[square]! > 0) drawCached(pen, box, ink);
  if (verdict !== undefined) drawVerdict(pen, box, verdict, ink);
}

/** Draws the square in the color of its mean, or as what its cells are. Returns the color for marks. */
function drawNumber(
  pen: Pen,
  box: Box,
  square: number,
  summaries: Summaries,
  cells: number,
  { metric, scale, colors, theme }: SquareStyle,
): string {
  const mean = summaries.mean[square]!;
  if (Number.isNaN(mean) || scale === undefined) {
    const state = ORDER.find((each) => each !== 'succeeded' && countOf(summaries, square, CODES[each]) > 0);
    // Cells that ended without this number.
    if (state === undefined) pen.rect(box.x, box.y, box.width, box.height, theme.well);
    else drawState(pen, box, state, theme);
    return theme.ink;
  }
  const { fill, ink } = colorAt(colors, scale.toUnit(mean));
  pen.rect(box.x, box.y, box.width, box.height, fill);
  const isLarge = box.width >= MARKED_FROM && box.height >= MARKED_FROM;
  const without = cells - countOf(summaries, square, CODES.succeeded);
  if (isLarge && without > 0) drawStrip(pen, box, square, summaries, cells, theme);
  if (isLarge && summaries.isSoFar[square] === 1)
    pen.disc(box.x + 6, box.y + box.height - 6 - (without > 0 ? STRIP : 0), 2.2, ink);
  writeNumber(pen, box, square, summaries, metric, ink);
  return ink;
}

function writeNumber(
  pen: Pen,
  { x, y, width, height }: Box,
  square: number,
  summaries: Summaries,
  metric: GridMetric,
  ink: string,
): void {
  if (width < 30 || height < 16) return;
  const text = shortMetricText(metric, summaries.mean[square]!);
  if (pen.widthOf(text, NUMBER_SIZE) > width - 6) return;
  const half = (summaries.high[square]! - summaries.low[square]!) / 2;
  const interval = `±${shortMetricText(metric, half)}`;
  const hasInterval =
    Number.isFinite(half) && height >= 32 && pen.widthOf(interval, INTERVAL_SIZE) <= width - 6;
  const center = x + width / 2;
  pen.text(text, center, y + height / 2 - (hasInterval ? 6 : 0), {
    size: NUMBER_SIZE,
    fill: ink,
    align: 'middle',
    isBold: true,
  });
  if (hasInterval)
    pen.text(interval, center, y + height / 2 + 8, { size: INTERVAL_SIZE, fill: ink, align: 'middle' });
}

/** A strip along the bottom: which share of the cells has no number, and why. */
function drawStrip(
  pen: Pen,
  { x, y, width, height }: Box,
  square: number,
  summaries: Summaries,
  cells: number,
  theme: GridTheme,
): void {
  let end = x + width;
  const top = y + height - STRIP;
  pen.rect(x, top - 1, width, STRIP + 1, theme.paper);
  for (const state of ORDER.toReversed()) {
    const count = countOf(summaries, square, CODES[state]);
    if (count === 0 || state === 'succeeded') continue;
    const length = Math.max(2, (count / cells) * width);
    pen.rect(Math.max(x, end - length), top, length, STRIP, theme.states[state]);
    end -= length;
  }
}

/** Draws the shares of a square's cells by state, side by side. */
function drawStates(
  pen: Pen,
  box: Box,
  square: number,
  summaries: Summaries,
  cells: number,
  theme: GridTheme,
): string {
  let done = 0;
  for (const state of ORDER) {
    const count = countOf(summaries, square, CODES[state]);
    if (count === 0) continue;
    const from = box.x + Math.round((done / cells) * box.width);
    done += count;
    const to = box.x + Math.round((done / cells) * box.width);
    if (to > from) drawState(pen, { ...box, x: from, width: to - from }, state, theme);
  }
  return countOf(summaries, square, CODES.succeeded) > 0 ? theme.paper : theme.ink;
}

/** Draws a box of cells that are in one state. */
export function drawState(pen: Pen, box: Box, state: CellState, theme: GridTheme): void {
  const { x, y, width, height } = box;
  const color = theme.states[state];
  const isSmall = Math.min(width, height) < 6;
  const middle = { x: x + width / 2, y: y + height / 2 };
  const reach = Math.min(width, height, 22) / 2 - 3;
  switch (state) {
    case 'succeeded':
      pen.rect(x, y, width, height, color);
      return;
    case 'diverged':
      pen.rect(x, y, width, height, theme.well);
      if (isSmall) for (let at = 0; at < width; at += 3) pen.rect(x + at, y, 1, height, color);
      else drawHatching(pen, box, color);
      return;
    case 'failed':
      pen.rect(x, y, width, height, isSmall ? color : theme.well);
      if (isSmall) return;
      pen.line(middle.x - reach, middle.y - reach, middle.x + reach, middle.y + reach, color, 2);
      pen.line(middle.x - reach, middle.y + reach, middle.x + reach, middle.y - reach, color, 2);
      return;
    case 'cancelled':
      pen.rect(x, y, width, height, theme.well);
      pen.line(middle.x - Math.max(1, reach), middle.y, middle.x + Math.max(1, reach), middle.y, color, 2);
      return;
    case 'running':
      pen.frame(x, y, width, height, color, isSmall ? 1 : 1.5);
      pen.disc(middle.x, middle.y, isSmall ? 1 : Math.min(4, reach), color);
      return;
    case 'queued':
      pen.frame(x, y, width, height, color, 1);
      if (!isSmall) pen.disc(middle.x, middle.y, 1.2, color);
      return;
    case 'pending':
      pen.frame(x, y, width, height, color, 1);
      return;
    default:
      state satisfies never;
  }
}

/** Lines at 45°, cut at the box. */
function drawHatching(pen: Pen, { x, y, width, height }: Box, color: string): void {
  const step = Math.min(width, height) < 14 ? 4 : 6;
  for (let shift = step / 2; shift < width + height; shift += step) {
    const fromX = Math.max(0, shift - height);
    const toX = Math.min(width, shift);
    pen.line(x + fromX, y + shift - fromX, x + toX, y + shift - toX, color, 1.3);
  }
}

function drawCached(pen: Pen, { x, y, width, height }: Box, ink: string): void {
  const side = Math.min(7, width / 2, height / 2);
  pen.polygon(
    [
      [x, y],
      [x + side, y],
      [x, y + side],
    ],
    ink,
  );
}

/** A mark in the upper right corner: the paper has a number here. */
function drawVerdict(pen: Pen, box: Box, verdict: PaperVerdict, ink: string): void {
  const inset = box.width < 52 || box.height < 20 ? 4 : 7;
  drawVerdictMark(pen, box.x + box.width - inset, box.y + inset, inset < 7 ? 2.2 : 3.4, verdict, ink);
}

/** A disc agrees, a diamond differs, a ring is unclear, and a bar cannot be compared. */
export function drawVerdictMark(
  pen: Pen,
  x: number,
  y: number,
  radius: number,
  verdict: PaperVerdict,
  ink: string,
): void {
  const reach = radius * 1.35;
  switch (verdict) {
    case 'agrees':
      pen.disc(x, y, radius, ink);
      return;
    case 'differs':
      pen.polygon(
        [
          [x, y - reach],
          [x + reach, y],
          [x, y + reach],
          [x - reach, y],
        ],
        ink,
      );
      return;
    case 'unclear':
      pen.ring(x, y, radius - 0.4, ink, 1.3);
      return;
    case 'unfitted':
    case 'censored':
    case 'subset':
      pen.line(x - radius, y, x + radius, y, ink, 1.5);
      return;
    default:
      verdict satisfies never;
  }
}
