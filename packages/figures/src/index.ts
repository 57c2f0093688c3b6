export { tablesOf } from './figures/figure-index.js';
export { type FigureTitle, listFigures, renderFigure } from './render-figure.js';
export { renderTable, type TableName } from './render-table.js';
export { PAGE_POLICY, renderReport } from './report/render-report.js';
