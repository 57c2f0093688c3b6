import type { FigureName, ReportRows } from '@rote/domain';
import { FIGURE_NAMES } from '@rote/domain';
import { drawChart } from './chart/draw-chart.js';
import { findChart } from './figures/figure-index.js';

export interface FigureTitle {
  readonly name: FigureName;
  readonly title: string;
}

/** The figures that have rows, in the order of the paper. */
export const listFigures = (rows: Partial<ReportRows>): readonly FigureTitle[] =>
  FIGURE_NAMES.flatMap((name) => {
    const chart = findChart(name, rows);
    return chart === undefined ? [] : [{ name, title: chart.title }];
  });

/** Renders a figure as an SVG document, or returns undefined if it has no rows. The same rows give the same bytes. */
export function renderFigure(name: FigureName, rows: Partial<ReportRows>): string | undefined {
  const chart = findChart(name, rows);
  return chart && drawChart(chart).markup;
}
