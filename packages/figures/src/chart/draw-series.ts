import { area, line } from 'd3-shape';
import { markup, type Markup, type Part } from '../markup.js';
import type { AxisScale } from './axis-scale.js';
import type { Point, Series } from './chart.js';
import { coordinate } from './layout.js';

/**
 * If no curve of a panel has more points than this, each point is marked, and its interval is a bar instead of a band.
 */
export const MARKED_POINTS = 15;
const DIGITS = 2;
const CAP = 3;
/** Size in pixels of a dot that represents one cell. */
const DOT = 3;

interface Interval {
  readonly x: number;
  readonly low: number;
  readonly high: number;
}

const intervalsOf = (points: readonly Point[]): readonly Interval[] =>
  points.flatMap(({ x, interval }) =>
    interval === null ? [] : [{ x, low: interval[0], high: interval[1] }],
  );

function drawIntervals(
  { points, color }: Series,
  xScale: AxisScale,
  yScale: AxisScale,
  isMarked: boolean,
): Part {
  const intervals = intervalsOf(points);
  if (intervals.length === 0) return undefined;
  if (!isMarked) {
    const band = area<Interval>()
      .x(({ x }) => xScale.place(x))
      .y0(({ low }) => yScale.place(low))
      .y1(({ high }) => yScale.place(high))
      .digits(DIGITS);
    return markup`<path class="interval" d="${band(intervals) ?? ''}" fill="${color}" fill-opacity="0.18"/>
`;
  }
  return intervals.map(({ x, low, high }) => {
    const [at, from, to] = [xScale.place(x), yScale.place(low), yScale.place(high)];
    const [left, right] = [coordinate(at - CAP), coordinate(at + CAP)];
    const d = `M${coordinate(at)},${coordinate(from)}V${coordinate(to)}M${left},${coordinate(from)}H${right}M${left},${coordinate(to)}H${right}`;
    return markup`<path class="interval" d="${d}" fill="none" stroke="${color}"/>
`;
  });
}

/** Strokes of length zero, which round caps turn into dots: one path, however many there are. */
function drawSingles({ points, color }: Series, xScale: AxisScale, yScale: AxisScale): Part {
  const d = points.flatMap(({ x, singles }) =>
    singles.map((single) => `M${coordinate(xScale.place(x))},${coordinate(yScale.place(single))}h0`),
  );
  if (d.length === 0) return undefined;
  return markup`<path class="singles" d="${d.join('')}" fill="none" stroke="${color}" stroke-width="${DOT}" stroke-opacity="0.55" stroke-linecap="round"/>
`;
}

/**
 * Draws a curve with its interval, or the cells that it is the mean of. Points that the axes cannot show must have been
 * removed.
 */
export function drawSeries(series: Series, xScale: AxisScale, yScale: AxisScale, isMarked: boolean): Markup {
  const { label, color, points, isReference = false } = series;
  const curve = line<Point>()
    .x(({ x }) => xScale.place(x))
    .y(({ y }) => yScale.place(y))
    .digits(DIGITS);
  const d = curve(points) ?? '';
  if (isReference)
    return markup`<path class="reference" data-series="${label}" d="${d}" fill="none" stroke="${color}" stroke-width="1.5" stroke-opacity="0.45" stroke-dasharray="5 4"/>
`;
  const marks =
    isMarked &&
    points.map(
      ({ x, y }) =>
        markup`<circle cx="${coordinate(xScale.place(x))}" cy="${coordinate(yScale.place(y))}" r="3" fill="${color}"/>
`,
    );
  return markup`${drawIntervals(series, xScale, yScale, isMarked)}${drawSingles(series, xScale, yScale)}<path class="series" data-series="${label}" d="${d}" fill="none" stroke="${color}" stroke-width="2" stroke-linejoin="round"/>
${marks}`;
}
