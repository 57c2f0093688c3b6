export { tablesOf } from './figures/figure-index.js';
export { type FigureTitle, listFigures, renderFigure } from './render-figure.js';
export { PAGE_POLICY, renderReport } from './report/render-report.js';
export type {
  FigureReport,
  FigureRows,
  OfImages,
  OfSettings,
  PaperPoint,
  SettingsRow,
} from './figure-rows.js';
