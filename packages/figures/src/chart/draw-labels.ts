import { markup, type Markup } from '../markup.js';
import type { AxisScale } from './axis-scale.js';
import type { Series } from './chart.js';
import { coordinate, LINE_HEIGHT, PLOT } from './layout.js';
import { spreadLabels } from './spread-labels.js';

const INK = '#222222';
const OFFSET = 18;
/** Of a label; its middle is cut out, for what tells curves apart is at either end. */
const MAX_LENGTH = 44;
const TAIL_LENGTH = 17;

const shorten = (text: string): string =>
  text.length <= MAX_LENGTH
    ? text
    : `${text.slice(0, MAX_LENGTH - TAIL_LENGTH - 1)}…${text.slice(-TAIL_LENGTH)}`;

/**
 * What each curve is, written beside its end, with a line to it in its colour: in the margin, for in the
 * plot it would look like data.
 */
export function drawLabels(series: readonly Series[], yScale: AxisScale): Markup {
  const ends = series.flatMap(({ label, colour, points, isReference = false }) => {
    const last = points.at(-1);
    return isReference || last === undefined ? [] : [{ label, colour, y: yScale.place(last.y) }];
  });
  const places = spreadLabels(
    ends.map(({ y }) => y),
    { gap: LINE_HEIGHT, top: PLOT.top, bottom: PLOT.bottom },
  );
  return markup`<g class="labels" fill="${INK}">
${ends.map(({ label, colour, y }, index) => {
  const place = coordinate(places[index]!);
  return markup`<path d="M${PLOT.right + 4},${coordinate(y)}L${PLOT.right + OFFSET - 4},${place}" stroke="${colour}" stroke-width="1" fill="none"/><text x="${PLOT.right + OFFSET}" y="${place}" dy="0.35em">${shorten(label)}</text>
`;
})}</g>`;
}
