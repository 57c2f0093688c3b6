import type { LabelFitRow } from '@rote/domain';
import { EPOCH_AXIS, shareAxis } from '../chart/axes.js';
import type { Chart } from '../chart/chart.js';
import { PALETTE } from '../chart/palette.js';
import { noiseText, regularizerText, settingsTextOf, imagesTextOf } from '../wording/captions.js';
import { groupRows } from '../wording/group-rows.js';
import { pointOf, pointsOf } from './points.js';
import { seriesOf } from './series-of.js';

/** Train accuracy on images with true and with wrong labels against epochs: which are learned first. */
export function labelFit(rows: readonly LabelFitRow[]): Chart {
  const imagesText = imagesTextOf(rows);
  const nameOf = (row: LabelFitRow): string =>
    `${row.architecture}, ${noiseText(row.corruption, row.labelNoise)}, ${regularizerText(row.regularizer)}${imagesText(row)}`;
  const settingsText = settingsTextOf(rows, nameOf);
  const panels = groupRows(rows, (row) => `${nameOf(row)}${settingsText(row)}`);
  return {
    title: 'True and wrong labels over time',
    panels: [...panels].map(([title, ofPanel]) => ({
      title,
      x: EPOCH_AXIS,
      y: shareAxis('train accuracy (%)'),
      series: [
        ...seriesOf('true label', PALETTE[0], {
          ours: pointsOf(
            ofPanel,
            (row) => row.cleanTrainAccuracy,
            (row, accuracy) =>
              pointOf(row.epoch, accuracy, {
                low: row.cleanLow,
                high: row.cleanHigh,
                singles: row.cleanSingles,
              }),
          ),
          paper: [],
        }),
        ...seriesOf('wrong label', PALETTE[1], {
          ours: pointsOf(
            ofPanel,
            (row) => row.corruptedTrainAccuracy,
            (row, accuracy) =>
              pointOf(row.epoch, accuracy, {
                low: row.corruptedLow,
                high: row.corruptedHigh,
                singles: row.corruptedSingles,
              }),
          ),
          paper: [],
        }),
      ],
    })),
  };
}
