import { markup, type Markup } from '../markup.js';
import type { AxisScale } from './axis-scale.js';
import type { Panel } from './chart.js';
import { coordinate, PLOT } from './layout.js';

const GRID = '#e3e3e3';
const INK = '#222222';
const TICK_LENGTH = 5;

/** Draws both axes of a panel with ticks, titles and grid lines across the plot. */
export function drawAxes({ x, y }: Panel, xScale: AxisScale, yScale: AxisScale): Markup {
  const { left, right, top, bottom } = PLOT;
  const middle = { x: coordinate((left + right) / 2), y: coordinate((top + bottom) / 2) };
  return markup`<g class="axes" fill="${INK}">
${yScale.ticks.map(({ at, text }) => {
  const place = coordinate(at);
  return markup`<path d="M${left},${place}H${right}" stroke="${GRID}"/><text x="${left - TICK_LENGTH - 2}" y="${place}" dy="0.35em" text-anchor="end">${text}</text>
`;
})}${xScale.ticks.map(({ at, text }) => {
    const place = coordinate(at);
    return markup`<path d="M${place},${bottom}V${bottom + TICK_LENGTH}" stroke="${INK}"/><text x="${place}" y="${bottom + TICK_LENGTH + 13}" text-anchor="middle">${text}</text>
`;
  })}<path d="M${left},${top}V${bottom}H${right}" fill="none" stroke="${INK}"/>
<text class="x-title" x="${middle.x}" y="${bottom + 40}" text-anchor="middle">${x.title}</text>
<text class="y-title" transform="translate(14,${middle.y}) rotate(-90)" text-anchor="middle">${y.title}</text>
</g>`;
}
