import type { SvgPen } from '../paint/svg-pen.js';
import type { LegendText } from './legend-groups.js';

/** What a chart says in words. */
export interface ChartText {
  readonly title: string;
  readonly legend: LegendText;
}

interface HeadColors {
  readonly strong: string;
  readonly ink: string;
}

const SIDE = 16;
const TITLE_SIZE = 15;
const SIZE = 12;
const LINE = 20;
const SWATCH = 16;
const GAP = 14;

/**
 * Writes a chart's title and legend into an SVG file.
 *
 * @returns where the chart itself can begin, in pixels from the top
 */
export function writeHead(
  pen: SvgPen,
  { title, legend: { title: groups, lines, more } }: ChartText,
  width: number,
  { strong, ink }: HeadColors,
): number {
  pen.text(title, SIDE, 20, { size: TITLE_SIZE, fill: strong, isBold: true });
  let [x, y] = [SIDE, 44];
  const write = (text: string, color?: string): void => {
    const swatch = color === undefined ? 0 : SWATCH + 5;
    const length = swatch + pen.widthOf(text, SIZE);
    if (x > SIDE && x + length > width - SIDE) [x, y] = [SIDE, y + LINE];
    if (color !== undefined) pen.rect(x, y - 2, SWATCH, 4, color);
    pen.text(text, x + swatch, y, { size: SIZE, fill: ink });
    x += length + GAP;
  };
  if (lines.length === 0) return 40;
  if (groups !== undefined) write(`${groups}:`);
  for (const [group, color] of lines) write(group, color);
  if (more > 0) write(`and ${String(more)} more`);
  return y + LINE;
}
