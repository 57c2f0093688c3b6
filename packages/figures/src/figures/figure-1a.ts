import type { LossRow } from '@rote/domain';
import type { Chart } from '../chart/chart.js';
import { coloursOf } from '../chart/palette.js';
import { corruptionText, regularizerText, sizeTextOf } from './captions.js';
import { barePoint, groupRows, pointOf, pointsOf } from './group-rows.js';
import { seriesOf } from './series-of.js';

/** In the order in which the paper's curves reach zero. */
const colourOf = coloursOf(['none', 'shuffled-pixels', 'gaussian', 'random-pixels', 'random-labels']);

/** Train loss against epochs under each corruption (paper, figure 1a): a panel for each network and number of images. */
export function figure1a(rows: readonly LossRow[]): Chart {
  const sizeText = sizeTextOf(rows);
  const panels = groupRows(
    rows,
    (row) => `${row.architecture}, ${regularizerText(row.regularizer)}${sizeText(row)}`,
  );
  return {
    title: 'Figure 1a: train loss under each corruption',
    reference: 'the paper’s',
    panels: [...panels].map(([title, ofPanel]) => ({
      title,
      x: { title: 'epoch', kind: 'linear', format: 'number', includes: [0] },
      y: { title: 'train loss (nats)', kind: 'linear', format: 'number', includes: [0] },
      series: [...groupRows(ofPanel, ({ corruption }) => corruption)].flatMap(([corruption, ofCurve]) =>
        seriesOf(corruptionText(corruption), colourOf(corruption), {
          ours: ofCurve.map((row) => pointOf(row.epoch, row.trainLoss, row)),
          paper: pointsOf(
            ofCurve,
            (row) => row.paperTrainLoss,
            (row, loss) => barePoint(row.epoch, loss),
          ),
        }),
      ),
    })),
  };
}
