import { columnCaption } from '../model/axis-value.js';
import type { Fold } from '../model/fold.js';
import type { GridAxis } from '../model/grid-axis.js';
import {
  LABEL_SIZE,
  LINE_HEIGHT,
  rowTitle,
  SLANT_DEGREES,
  TITLE_HEIGHT,
  TITLE_SIZE,
  type GridLayout,
} from './grid-layout.js';
import type { GridTheme } from './grid-theme.js';
import type { Pen } from '../../paint/pen.js';

const titleOf = ({ columns }: GridAxis): string => columns.map(columnCaption).join(', ');
const panelTitle = (axis: GridAxis, index: number): string => `${titleOf(axis)} = ${axis.labels[index]!}`;

/** Draws the labels of columns, and what they are. */
export function drawColumnLabels(pen: Pen, layout: GridLayout, { sides }: Fold, theme: GridTheme): void {
  const { columnLabels, stepX, gap, top } = layout;
  const bottom = top - 6;
  const titleTop = sides.beside === undefined ? 0 : TITLE_HEIGHT + 4;
  for (const [beside, left] of layout.panels.x.entries()) {
    if (sides.beside !== undefined)
      pen.text(panelTitle(sides.beside, beside), left, TITLE_HEIGHT / 2, {
        size: LABEL_SIZE,
        fill: theme.ink,
        isBold: true,
      });
    if (sides.x !== undefined && beside === 0)
      pen.text(`${titleOf(sides.x)} →`, left, titleTop + TITLE_HEIGHT / 2, {
        size: TITLE_SIZE,
        fill: theme.inkSoft,
      });
    const centerOf = (index: number): number => left + index * stepX + (stepX - gap) / 2;
    if (columnLabels.kind === 'lines')
      for (const [index, lines] of columnLabels.lines.entries())
        for (const [line, text] of lines.entries())
          pen.text(text, centerOf(index), bottom - (lines.length - line - 0.5) * LINE_HEIGHT, {
            size: LABEL_SIZE,
            fill: theme.ink,
            align: 'middle',
          });
    else
      for (const [index, text] of columnLabels.texts.entries())
        if (index % columnLabels.every === 0)
          pen.text(text, centerOf(index), bottom - 2, {
            size: LABEL_SIZE,
            fill: theme.ink,
            angle: SLANT_DEGREES,
          });
  }
}

/** Draws the labels of rows. */
export function drawRowLabels(pen: Pen, layout: GridLayout, theme: GridTheme): void {
  const { stepY, gap, left, rowLabels, rowLabelEvery } = layout;
  for (const top of layout.panels.y)
    for (const [index, text] of rowLabels.entries())
      if (index % rowLabelEvery === 0)
        pen.text(text, left - 8, top + index * stepY + (stepY - gap) / 2, {
          size: LABEL_SIZE,
          fill: theme.ink,
          align: 'end',
        });
}

/** Draws what the rows are, in the corner. */
export function drawCorner(pen: Pen, layout: GridLayout, { sides }: Fold, theme: GridTheme): void {
  if (sides.y !== undefined)
    pen.text(rowTitle(sides.y), layout.left - 8, layout.top - 8, {
      size: TITLE_SIZE,
      fill: theme.inkSoft,
      align: 'end',
    });
}

/** Draws what each row of panels is. */
export function drawPanelTitles(pen: Pen, layout: GridLayout, { sides }: Fold, theme: GridTheme): void {
  if (sides.below === undefined) return;
  for (const [below, top] of layout.panels.y.entries())
    pen.text(panelTitle(sides.below, below), layout.panels.x[0]!, top - TITLE_HEIGHT / 2 - 2, {
      size: LABEL_SIZE,
      fill: theme.ink,
      isBold: true,
    });
}
