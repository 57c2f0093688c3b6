import { PathText } from '../paint/path-text.js';
import type { Pen } from '../paint/pen.js';
import { createSvgPen, type SvgPen } from '../paint/svg-pen.js';
import { placer } from './axis-range.js';
import { writeHead, type ChartText } from './chart-head.js';
import type { PlotContent, PlotView } from './create-curve-plot.js';
import { batchesOf } from './curve-batches.js';
import {
  BAND_OPACITY,
  CURVE_WIDTH,
  dotRadiusOf,
  dotStrengthOf,
  GAP_MARK,
  placeBands,
  strengthOf,
  traceBand,
  traceCurve,
  traceGaps,
} from './draw-curves.js';
import { placeCurves, type PlacedCurves } from './placed-curves.js';

const LEFT = 72;
const RIGHT = 16;
const BOTTOM = 48;
const SIZE = 12;

/** Writes a plot as an SVG file: the part that is shown, with its title and its legend. */
export function writePlotSvg(
  content: PlotContent,
  { width, height, ...view }: PlotView,
  text: ChartText,
  font: string,
  widthOf: Pen['widthOf'],
): string {
  const { kind, series, styles, x, y, colors } = content;
  const pen = createSvgPen(font, widthOf);
  const total = LEFT + width + RIGHT;
  const top = writeHead(pen, text, total, colors);
  const bottom = top + height;
  const right = LEFT + width;
  for (const { at, text: tick } of view.xTicks) {
    pen.line(LEFT + at, top, LEFT + at, bottom, colors.rule, 1);
    pen.text(tick, LEFT + at, bottom + 14, { size: SIZE, fill: colors.ink, align: 'middle' });
  }
  for (const { at, text: tick } of view.yTicks) {
    pen.line(LEFT, top + at, right, top + at, colors.rule, 1);
    pen.text(tick, LEFT - 8, top + at, { size: SIZE, fill: colors.ink, align: 'end' });
  }
  pen.text(x.title, LEFT + width / 2, bottom + 34, { size: SIZE, fill: colors.ink, align: 'middle' });
  if (y.title !== '')
    pen.text(y.title, 14, top + height / 2, { size: SIZE, fill: colors.ink, align: 'middle', angle: -90 });
  const placeX = placer(view.x, LEFT, right);
  const placeY = placer(view.y, bottom, top);
  pen.clip(LEFT, top, width, height, () => {
    for (const band of placeBands(series, styles, placeX, placeY)) {
      const path = new PathText();
      traceBand(path, band);
      pen.path(`${path.text}Z`, { fill: band.color, opacity: BAND_OPACITY });
    }
    const placed = placeCurves(series, placeX, placeY);
    if (kind === 'points') writeDots(pen, placed, styles);
    else writeCurves(pen, placed, styles);
  });
  return pen.finish(total, bottom + BOTTOM, colors.sheet);
}

function writeCurves(pen: SvgPen, placed: PlacedCurves, styles: PlotContent['styles']): void {
  for (const { color, isDashed, curves } of batchesOf(styles)) {
    const [lines, gaps] = [new PathText(), new PathText()];
    for (const curve of curves) {
      traceCurve(lines, placed, curve);
      traceGaps(gaps, placed, curve, GAP_MARK);
    }
    const look = { stroke: color, line: CURVE_WIDTH };
    pen.path(lines.text, { ...look, isDashed, opacity: strengthOf(styles.length) });
    if (gaps.text !== '') pen.path(gaps.text, look);
  }
}

function writeDots(pen: SvgPen, { x, y }: PlacedCurves, styles: PlotContent['styles']): void {
  for (const { color, curves } of batchesOf(styles)) {
    const path = new PathText();
    for (const curve of curves) {
      path.moveTo(x[curve]!, y[curve]!);
      path.lineTo(x[curve]!, y[curve]!);
    }
    pen.path(path.text, {
      stroke: color,
      line: 2 * dotRadiusOf(styles.length),
      isRound: true,
      opacity: dotStrengthOf(styles.length),
    });
  }
}
