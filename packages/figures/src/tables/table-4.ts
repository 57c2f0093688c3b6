import type { RegularizedRow } from '@rote/domain';
import type { Markup } from '../markup.js';
import { countText, meanShareText, shareText } from '../wording/number-text.js';
import { drawTable } from './draw-table.js';
import { settingsColumn } from './settings-column.js';

/** Train accuracy on random labels with a regularizer (paper, table 4). */
export function table4(rows: readonly RegularizedRow[]): Markup {
  const settings = settingsColumn(rows, (row) => [row.architecture, row.regularizer, row.trainImages]);
  return drawTable({
    caption:
      'Table 4: train accuracy on random labels with a regularizer; mean ± standard deviation (cells). With random crops or flips, the paper’s number is for the augmented batches used in training.',
    columns: [
      { title: 'network' },
      { title: 'regularizer' },
      ...settings.columns,
      { title: 'train images', isNumeric: true },
      { title: 'train', isNumeric: true },
      { title: 'diverged', isNumeric: true },
      { title: 'paper', isNumeric: true },
    ],
    rows: rows.map((row) => [
      row.architecture,
      row.regularizer,
      ...settings.cellsOf(row),
      countText(row.trainImages),
      meanShareText(row.trainAccuracy, row.sd, row.n),
      row.diverged,
      row.paperConverges === false ? 'fails to converge' : shareText(row.paperTrainAccuracy),
    ]),
  });
}
