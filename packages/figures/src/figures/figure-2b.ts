import type { BatchNormRow, PaperPoint } from '@rote/domain';
import { EPOCH_AXIS, shareAxis } from '../chart/axes.js';
import type { Chart } from '../chart/chart.js';
import { colorsOf } from '../chart/palette.js';
import { settingsTextOf, imagesTextOf } from '../wording/captions.js';
import { groupRows } from '../wording/group-rows.js';
import { curvesOf } from './curves-of.js';
import { paperCurve } from './paper-curve.js';
import { pointOf } from './points.js';

const WITH = 'with batch norm';
const WITHOUT = 'without batch norm';
const nameOf = ({ batchNorm }: BatchNormRow): string => (batchNorm ? WITH : WITHOUT);

/** Test accuracy of the small Inception against epochs, with and without batch normalization (paper, figure 2b). */
export function figure2b(rows: readonly BatchNormRow[], paper: readonly PaperPoint[]): Chart {
  const imagesText = imagesTextOf(rows);
  const settingsText = settingsTextOf(rows, (row) => `${nameOf(row)}${imagesText(row)}`);
  const labelOf = (row: BatchNormRow): string => `${nameOf(row)}${settingsText(row)}`;
  const colorOf = colorsOf([WITH, WITHOUT, ...rows.map(labelOf)]);
  return {
    title: 'Figure 2b: batch normalization',
    reference: 'the paper’s',
    panels: [...groupRows(rows, imagesText)].map(([images, ofPanel]) => ({
      title: `inception-small, true labels, no regularizer${images}`,
      x: EPOCH_AXIS,
      y: shareAxis('test accuracy (%)', []),
      series: [...groupRows(ofPanel, nameOf)].flatMap(([name, ofName]) => {
        const architecture = name === WITH ? 'inception-small' : 'inception-small-no-bn';
        const like = {
          source: 'figure-2b',
          metric: 'test_accuracy',
          dataset: ofName[0].dataset,
          architecture,
        };
        return curvesOf(ofName, {
          labelOf,
          colorOf,
          ours: (ofCurve) => ofCurve.map((row) => pointOf(row.epoch, row.testAccuracy, row)),
          paper: paperCurve(paper, like, 'epoch'),
        });
      }),
    })),
  };
}
