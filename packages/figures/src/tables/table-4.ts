import type { RegularizedRow } from '@rote/domain';
import type { Markup } from '../markup.js';
import { drawTable } from './draw-table.js';
import { countText, meanShareText, shareText } from './number-text.js';

/** Train accuracy on random labels with a regularizer (paper, table 4). */
export const table4 = (rows: readonly RegularizedRow[]): Markup =>
  drawTable({
    caption:
      'Table 4: train accuracy on random labels with a regularizer; mean ± standard deviation (cells). With random crops or flips, the paper’s is that of the batches as they were trained on.',
    columns: [
      { title: 'network' },
      { title: 'regularizer' },
      { title: 'train images', isNumeric: true },
      { title: 'train', isNumeric: true },
      { title: 'diverged', isNumeric: true },
      { title: 'paper', isNumeric: true },
    ],
    rows: rows.map((row) => [
      row.architecture,
      row.regularizer,
      countText(row.trainImages),
      meanShareText(row.trainAccuracy, row.sd, row.n),
      row.diverged,
      row.paperConverges === false ? 'fails to converge' : shareText(row.paperTrainAccuracy),
    ]),
  });
