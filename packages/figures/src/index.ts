export { FIGURE_NAMES, type FigureName } from './figures/figure-index.js';
export { type FigureTitle, listFigures, renderFigure } from './render-figure.js';
export { PAGE_POLICY, renderReport } from './report/render-report.js';
