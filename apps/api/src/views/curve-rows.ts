import type { EpochMetrics } from '@rote/domain';
import { csvLine } from '@rote/contracts';
import { EPOCH_COLUMN_NAMES, toEpochColumns } from '@rote/store';
import { toEpochMetrics } from './curve-view.js';

/** The columns of a curve as CSV, as the table `epochs` names them. */
export const curveHead = (): string => csvLine(EPOCH_COLUMN_NAMES);

/** Unlike JSON, CSV has words for what is not finite. */
export const curveLine = (metrics: EpochMetrics): string => csvLine(Object.values(toEpochColumns(metrics)));

/** The epoch as the API shows it elsewhere, on a line of its own. */
export const curveJsonLine = (metrics: EpochMetrics): string =>
  `${JSON.stringify(toEpochMetrics(metrics))}\n`;
