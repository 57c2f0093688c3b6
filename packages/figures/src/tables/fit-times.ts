import type { FitTimeRow } from '@rote/domain';
import { percentText } from '@rote/domain';
import type { Markup } from '../markup.js';
import { countText, meanNumberText, significantText } from '../wording/number-text.js';
import { drawTable } from './draw-table.js';
import { settingsColumn } from './settings-column.js';

/** The mean or, if some cells never fitted, its lower bound: `≥ 45 (3)`. */
const timeText = ({ epochsToFit, epochsAtLeast, sd, n }: FitTimeRow): string =>
  epochsToFit === null ? `≥ ${meanNumberText(epochsAtLeast, null, n)}` : meanNumberText(epochsToFit, sd, n);

/** The epochs that figure 1b is about, and how many cells never fitted. */
export function fitTimes(rows: readonly FitTimeRow[]): Markup {
  const settings = settingsColumn(rows, (row) => [
    row.architecture,
    row.regularizer,
    row.labelNoise,
    row.trainImages,
  ]);
  return drawTable({
    caption:
      'Epochs until the train loss is at most 0.05; mean ± standard deviation (cells). If some cells did not reach it, either within all their epochs (unfitted) or before their own stop rule ended them (stopped), the mean is at least the number shown.',
    columns: [
      { title: 'network' },
      { title: 'regularizer' },
      ...settings.columns,
      { title: 'train images', isNumeric: true },
      { title: 'random labels', isNumeric: true },
      { title: 'epochs', isNumeric: true },
      { title: 'unfitted', isNumeric: true },
      { title: 'stopped', isNumeric: true },
      { title: 'paper', isNumeric: true },
    ],
    rows: rows.map((row) => [
      row.architecture,
      row.regularizer,
      ...settings.cellsOf(row),
      countText(row.trainImages),
      percentText(row.labelNoise),
      timeText(row),
      row.unfitted,
      row.censored,
      significantText(row.paperEpochs),
    ]),
  });
}
