import type { BatchNormRow } from '@rote/domain';
import type { Chart } from '../chart/chart.js';
import { PALETTE } from '../chart/palette.js';
import { sizeTextOf } from './captions.js';
import { barePoint, groupRows, pointOf, pointsOf } from './group-rows.js';
import { seriesOf } from './series-of.js';

const CURVES = [
  { batchNorm: true, label: 'with batch norm', colour: PALETTE[0] },
  { batchNorm: false, label: 'without batch norm', colour: PALETTE[1] },
] as const;

/** Test accuracy of the small Inception against epochs, with and without batch normalization (paper, figure 2b). */
export function figure2b(rows: readonly BatchNormRow[]): Chart {
  return {
    title: 'Figure 2b: batch normalization',
    reference: 'the paper’s',
    panels: [...groupRows(rows, sizeTextOf(rows))].map(([size, ofPanel]) => ({
      title: `inception-small, true labels, no regularizer${size}`,
      x: { title: 'epoch', kind: 'linear', format: 'number', includes: [0] },
      y: { title: 'test accuracy (%)', kind: 'linear', format: 'percent' },
      series: CURVES.flatMap(({ batchNorm, label, colour }) => {
        const ofCurve = ofPanel.filter((row) => row.batchNorm === batchNorm);
        return seriesOf(label, colour, {
          ours: ofCurve.map((row) => pointOf(row.epoch, row.testAccuracy, row)),
          paper: pointsOf(
            ofCurve,
            (row) => row.paperTestAccuracy,
            (row, accuracy) => barePoint(row.epoch, accuracy),
          ),
        });
      }),
    })),
  };
}
