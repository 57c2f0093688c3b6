import type { PaperPoint, RowOf } from '../figure-rows.js';
import { percentText } from '../figures/captions.js';
import type { Markup } from '../markup.js';
import { drawTable } from './draw-table.js';
import { countText, meanNumberText, significantText } from './number-text.js';
import { settingsColumn } from './settings-column.js';

type FitTimeRow = RowOf<'figure1b'>;

/** The paper's epochs at a level of noise; `null` where it has none. */
const paperEpochs = (row: FitTimeRow, paper: readonly PaperPoint[]): number | null =>
  paper.find(
    (point) =>
      point.source === 'figure-1b' &&
      point.metric === 'epochs_to_fit' &&
      point.architecture === row.architecture &&
      point.regularizer === row.regularizer &&
      point.labelNoise === row.labelNoise,
  )?.value ?? null;

/** The epochs that figure 1b is about, and how many cells never got there. */
export function fitTimes(rows: readonly FitTimeRow[], paper: readonly PaperPoint[]): Markup {
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
      significantText(paperEpochs(row, paper)),
    ]),
  });
}
