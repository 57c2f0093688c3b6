import { findMetric, METRIC_COLUMNS, type GridMetric } from '../../grid/model/grid-metric.js';

/** What most people compare. */
export const USUAL_METRIC = 'test_accuracy';

/** The metrics that have numbers. */
export const COMPARED_METRICS: readonly GridMetric[] = ['gap', ...METRIC_COLUMNS]
  .map(findMetric)
  .filter((metric) => metric !== undefined)
  .sort((a, b) => Number(b.key === USUAL_METRIC) - Number(a.key === USUAL_METRIC));
