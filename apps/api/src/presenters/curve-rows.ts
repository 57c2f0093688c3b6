import type { EpochMetrics } from '@rote/domain';
import { csvLine } from '@rote/contracts';
import { EPOCH_COLUMN_NAMES, toEpochColumns } from '@rote/store';
import { toEpochMetrics } from './curve.js';

/** The columns of a curve as CSV, as the table `epochs` names them. */
export const curveHead = (): string => csvLine(EPOCH_COLUMN_NAMES);

/** Unlike JSON, CSV has words for numbers that are not finite. */
export const curveLine = (metrics: EpochMetrics): string => csvLine(Object.values(toEpochColumns(metrics)));

/** Formats an epoch as the API shows it elsewhere, on one line. */
export const curveJsonLine = (metrics: EpochMetrics): string =>
  `${JSON.stringify(toEpochMetrics(metrics))}\n`;
