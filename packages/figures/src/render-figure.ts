import type { FigureName, ReportRows } from '@rote/domain';
import { FIGURE_NAMES } from '@rote/domain';
import { drawChart } from './chart/draw-chart.js';
import { findChart } from './figures/figure-index.js';

export interface FigureTitle {
  readonly name: FigureName;
  readonly title: string;
}

/** The figures that there are rows for, in the order of the paper. */
export const listFigures = (rows: Partial<ReportRows>): readonly FigureTitle[] =>
  FIGURE_NAMES.flatMap((name) => {
    const chart = findChart(name, rows);
    return chart === undefined ? [] : [{ name, title: chart.title }];
  });

/** A figure as an SVG document, or undefined where there are no rows for it. The same bytes for the same rows. */
export function renderFigure(name: FigureName, rows: Partial<ReportRows>): string | undefined {
  const chart = findChart(name, rows);
  return chart && drawChart(chart).markup;
}
