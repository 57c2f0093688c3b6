import { metricText } from '../model/grid-metric.js';
import type { GridPicture } from '../model/grid-picture.js';
import type { PaperNumber } from '../model/paper-marks.js';
import { legendTicks } from '../model/value-scale.js';
import { colorAt, type MapColor } from './color-map.js';
import { drawColumnLabels, drawCorner, drawPanelTitles, drawRowLabels } from './draw-labels.js';
import { drawSquare } from './draw-square.js';
import { boxOf, LABEL_SIZE, TITLE_SIZE, type GridLayout } from './grid-layout.js';
import type { GridTheme } from './grid-theme.js';
import type { Pen } from '../../paint/pen.js';
import { createSvgPen } from '../../paint/svg-pen.js';

const LEGEND_HEIGHT = 48;
const LEGEND_STEPS = 60;

/** Writes the picture as an SVG file, with its legend. */
export function writeGridSvg(
  picture: GridPicture,
  layout: GridLayout,
  colors: readonly MapColor[],
  theme: GridTheme,
  paper: ReadonlyMap<number, readonly PaperNumber[]>,
  widthOf: Pen['widthOf'],
): string {
  const { fold, metric, summaries } = picture;
  const scale = picture.scale();
  const pen = createSvgPen(theme.font, widthOf);
  const width = Math.max(layout.width, layout.left + 260);
  const height = layout.height + LEGEND_HEIGHT;
  drawColumnLabels(pen, layout, fold, theme);
  drawRowLabels(pen, layout, theme);
  drawCorner(pen, layout, fold, theme);
  drawPanelTitles(pen, layout, fold, theme);
  for (let square = 0; square < fold.squares; square++)
    drawSquare(
      pen,
      boxOf(layout, fold, square),
      square,
      summaries,
      { metric, scale, colors, theme },
      paper.get(square)?.[0]?.verdict,
    );
  const top = layout.height + 8;
  const title = { size: TITLE_SIZE, fill: theme.inkSoft };
  pen.text(metric.caption, layout.left, top, title);
  if (scale !== undefined) {
    const step = 240 / LEGEND_STEPS;
    for (let index = 0; index < LEGEND_STEPS; index++)
      pen.rect(
        layout.left + index * step,
        top + 10,
        step + 0.5,
        8,
        colorAt(colors, index / (LEGEND_STEPS - 1)).fill,
      );
    for (const tick of legendTicks(scale)) {
      const unit = scale.toUnit(tick);
      pen.text(metricText(metric, tick), layout.left + unit * 240, top + 28, {
        ...title,
        size: LABEL_SIZE - 1,
        align: unit === 0 ? 'start' : unit === 1 ? 'end' : 'middle',
      });
    }
  }
  return pen.finish(width, height, theme.paper);
}
