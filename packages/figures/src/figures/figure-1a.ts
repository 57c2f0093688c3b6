import type { LossRow, PaperPoint } from '@rote/domain';
import { corruptionCaption } from '@rote/domain';
import { EPOCH_AXIS, lossAxis } from '../chart/axes.js';
import type { Chart } from '../chart/chart.js';
import { colorsOf } from '../chart/palette.js';
import { regularizerText, settingsTextOf, imagesTextOf } from '../wording/captions.js';
import { groupRows } from '../wording/group-rows.js';
import { curvesOf } from './curves-of.js';
import { paperCurve } from './paper-curve.js';
import { pointOf } from './points.js';

/** In the order in which the paper's curves reach zero. */
const CORRUPTIONS = ['none', 'shuffled-pixels', 'gaussian', 'random-pixels', 'random-labels'];

/** Train loss against epochs under each corruption (paper, figure 1a), with a panel for each network and its images. */
export function figure1a(rows: readonly LossRow[], paper: readonly PaperPoint[]): Chart {
  const imagesText = imagesTextOf(rows);
  const panelOf = (row: LossRow): string =>
    `${row.architecture}, ${regularizerText(row.regularizer)}${imagesText(row)}`;
  const settingsText = settingsTextOf(rows, (row) => `${panelOf(row)}, ${row.corruption}`);
  const labelOf = (row: LossRow): string => `${corruptionCaption(row.corruption)}${settingsText(row)}`;
  const colorOf = colorsOf([...CORRUPTIONS.map(corruptionCaption), ...rows.map(labelOf)]);
  return {
    title: 'Figure 1a: train loss under each corruption',
    reference: 'the paper’s',
    panels: [...groupRows(rows, panelOf)].map(([title, ofPanel]) => ({
      title,
      x: EPOCH_AXIS,
      y: lossAxis('train loss (nats)'),
      series: [...groupRows(ofPanel, ({ corruption }) => corruption).values()].flatMap((ofCorruption) => {
        const [{ dataset, architecture, corruption, regularizer }] = ofCorruption;
        const like = {
          source: 'figure-1a',
          metric: 'train_loss',
          dataset,
          architecture,
          corruption,
          regularizer,
        };
        return curvesOf(ofCorruption, {
          labelOf,
          colorOf,
          ours: (ofCurve) => ofCurve.map((row) => pointOf(row.epoch, row.trainLoss, row)),
          paper: paperCurve(paper, like, 'epoch'),
        });
      }),
    })),
  };
}
