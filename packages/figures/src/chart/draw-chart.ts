import { markup, type Markup } from '../markup.js';
import { isShowable, scaleAxis, withinLimits } from './axis-scale.js';
import type { Axis, Chart, Panel, Point, Series } from './chart.js';
import { drawAxes } from './draw-axes.js';
import { drawLabels } from './draw-labels.js';
import { drawSeries, MARKED_POINTS } from './draw-series.js';
import { HEAD_HEIGHT, heightOf, MARGIN, PANEL_HEIGHT, PLOT, TEXT_SIZE, WIDTH } from './layout.js';

const X_TICKS = 8;
const Y_TICKS = 6;
const FONTS = "'Source Sans 3', 'Helvetica Neue', Arial, sans-serif";

function showableInterval(interval: Point['interval'], axis: Axis): Point['interval'] {
  if (interval === null || interval.some(Number.isNaN)) return null;
  const [low, high] = interval.map((end) => withinLimits(end, axis)) as [number, number];
  return isShowable(low, axis) && isShowable(high, axis) ? [low, high] : null;
}

/** The series without the points that the axes cannot show: the loss of a diverged cell is NaN. */
const showable = ({ x, y, series }: Panel): readonly Series[] =>
  series.map((each) => ({
    ...each,
    points: each.points
      .filter((point) => isShowable(point.x, x) && isShowable(point.y, y))
      .map((point) => ({
        ...point,
        interval: showableInterval(point.interval, y),
        singles: point.singles.filter((single) => isShowable(single, y)),
      })),
  }));

function drawPanel(panel: Panel, index: number): Markup {
  const series = showable(panel);
  const points = series.flatMap((each) => each.points);
  const xScale = scaleAxis(
    panel.x,
    points.map(({ x }) => x),
    [PLOT.left, PLOT.right],
    X_TICKS,
  );
  const heights = points.flatMap(({ y, interval, singles }) => [y, ...(interval ?? []), ...singles]);
  const yScale = scaleAxis(panel.y, heights, [PLOT.bottom, PLOT.top], Y_TICKS);
  const isMarked = series.every((each) => each.isReference === true || each.points.length <= MARKED_POINTS);
  // References lie behind Rote's own results.
  const ordered = [
    ...series.filter((each) => each.isReference),
    ...series.filter((each) => !each.isReference),
  ];
  return markup`<g class="panel" transform="translate(0,${HEAD_HEIGHT + index * PANEL_HEIGHT})">
<text class="panel-title" x="${PLOT.left}" y="${MARGIN.top - 12}" font-weight="600">${panel.title}</text>
${drawAxes(panel, xScale, yScale)}
${ordered.map((each) => drawSeries(each, xScale, yScale, isMarked))}${drawLabels(series, xScale, yScale)}
</g>
`;
}

/**
 * Draws a chart as an SVG document: the same bytes for the same chart. It refers to no file and has no script, style
 * sheet or ids, so that many of them can be on one page.
 */
export function drawChart({ title, panels, reference }: Chart): Markup {
  const height = heightOf(panels.length);
  const hasReference = panels.some(({ series }) => series.some(({ isReference = false }) => isReference));
  return markup`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" font-family="${FONTS}" font-size="${TEXT_SIZE}">
<title>${title}</title>
<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>
<text class="title" x="${PLOT.left}" y="22" font-size="16" font-weight="600" fill="#222222">${title}</text>
${
  reference !== undefined &&
  hasReference &&
  markup`<text class="reference-note" x="${WIDTH - 12}" y="22" text-anchor="end" fill="#555555">dashed: ${reference}</text>
`
}${panels.map(drawPanel)}</svg>
`;
}
