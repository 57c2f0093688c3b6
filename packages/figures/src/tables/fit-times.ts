import type { FitTimeRow } from '@rote/domain';
import { percentText } from '../figures/captions.js';
import type { Markup } from '../markup.js';
import { drawTable } from './draw-table.js';
import { countText, meanNumberText, significantText } from './number-text.js';
import { settingsColumn } from './settings-column.js';

/** The epochs that figure 1b is about, and how many cells never got there. */
export function fitTimes(rows: readonly FitTimeRow[]): Markup {
  const settings = settingsColumn(rows, (row) => [
    row.architecture,
    row.regularizer,
    row.labelNoise,
    row.trainImages,
  ]);
  return drawTable({
    caption:
      'Epochs until the train loss is at most 0.05; mean ± standard deviation of the cells that got there (cells), and how many did not',
    columns: [
      { title: 'network' },
      { title: 'regularizer' },
      ...settings.columns,
      { title: 'train images', isNumeric: true },
      { title: 'random labels', isNumeric: true },
      { title: 'epochs', isNumeric: true },
      { title: 'unfitted', isNumeric: true },
      { title: 'paper', isNumeric: true },
    ],
    rows: rows.map((row) => [
      row.architecture,
      row.regularizer,
      ...settings.cellsOf(row),
      countText(row.trainImages),
      percentText(row.labelNoise),
      meanNumberText(row.epochsToFit, row.sd, row.n - row.unfitted),
      row.unfitted,
      significantText(row.paperEpochs),
    ]),
  });
}
