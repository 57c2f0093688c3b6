import { markup, type Markup } from '../markup.js';
import type { AxisScale } from './axis-scale.js';
import type { Series } from './chart.js';
import { coordinate, LINE_HEIGHT, PLOT } from './layout.js';
import { spreadLabels } from './spread-labels.js';

const INK = '#222222';
const OFFSET = 18;
/**
 * Longest label in characters. The middle of a longer one is cut out, because curves differ at the ends of their
 * labels.
 */
const MAX_LENGTH = 44;
const TAIL_LENGTH = 17;

const shorten = (text: string): string =>
  text.length <= MAX_LENGTH
    ? text
    : `${text.slice(0, MAX_LENGTH - TAIL_LENGTH - 1)}…${text.slice(-TAIL_LENGTH)}`;

/**
 * Draws the label of each curve in the margin, with a line in its color from the end of the curve. Within the plot that
 * line is dotted and pale, so that it does not look like data.
 */
export function drawLabels(series: readonly Series[], xScale: AxisScale, yScale: AxisScale): Markup {
  const ends = series.flatMap(({ label, color, points, isReference = false }) => {
    const last = points.at(-1);
    return isReference || last === undefined
      ? []
      : [{ label, color, x: xScale.place(last.x), y: yScale.place(last.y) }];
  });
  const places = spreadLabels(
    ends.map(({ y }) => y),
    { gap: LINE_HEIGHT, top: PLOT.top, bottom: PLOT.bottom },
  );
  return markup`<g class="labels" fill="${INK}">
${ends.map(({ label, color, x, y }, index) => {
  const place = coordinate(places[index]!);
  const within =
    x < PLOT.right - 1 &&
    markup`<path d="M${coordinate(x + 4)},${coordinate(y)}H${PLOT.right + 4}" stroke="${color}" stroke-width="1" stroke-opacity="0.5" stroke-dasharray="1 3" fill="none"/>`;
  return markup`${within}<path d="M${PLOT.right + 4},${coordinate(y)}L${PLOT.right + OFFSET - 4},${place}" stroke="${color}" stroke-width="1" fill="none"/><text x="${PLOT.right + OFFSET}" y="${place}" dy="0.35em">${shorten(label)}</text>
`;
})}</g>`;
}
