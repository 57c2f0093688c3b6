import type { AccuracyRow, ComparisonRow, Verdict } from '@rote/domain';
import { markup, type Markup } from '../markup.js';
import { countText, meanShareText, shareText } from '../wording/number-text.js';
import { drawTable } from './draw-table.js';
import { settingsColumn } from './settings-column.js';
import { drawVerdict } from './verdict.js';

const yesNo = (value: boolean): string => (value ? 'yes' : 'no');

/** The verdict of the view `paper_comparison` on a row of table 1. */
function verdictOf(
  row: AccuracyRow,
  metric: string,
  comparison: readonly ComparisonRow[],
): Verdict | undefined {
  const regularizer =
    [row.weightDecay && 'weight-decay', row.randomCrop && 'random-crop'].filter(Boolean).join('+') || 'none';
  return comparison.find(
    (each) =>
      each.source === 'table-1' &&
      each.metric === metric &&
      each.architecture === row.architecture &&
      each.regularizer === regularizer &&
      each.trainImages === row.trainImages &&
      each.settings === row.settings &&
      each.corruption === (row.labels === 'true' ? 'none' : 'random-labels'),
  )?.verdict;
}

/** Train and test accuracy with and without regularizers (paper, table 1), ours beside the paper's. */
export function table1(rows: readonly AccuracyRow[], comparison: readonly ComparisonRow[]): Markup {
  const settings = settingsColumn(rows, (row) => [
    row.architecture,
    row.randomCrop,
    row.weightDecay,
    row.labels,
    row.trainImages,
  ]);
  return drawTable({
    caption: 'Table 1: accuracy with and without explicit regularizers; mean ± standard deviation (cells)',
    columns: [
      { title: 'network' },
      { title: 'crop' },
      { title: 'weight decay' },
      { title: 'labels' },
      ...settings.columns,
      { title: 'train images', isNumeric: true },
      { title: 'train', isNumeric: true },
      { title: 'paper', isNumeric: true },
      { title: 'test', isNumeric: true },
      { title: 'paper', isNumeric: true },
      { title: 'verdict on train, test' },
    ],
    rows: rows.map((row) => [
      row.architecture,
      yesNo(row.randomCrop),
      yesNo(row.weightDecay),
      row.labels,
      ...settings.cellsOf(row),
      countText(row.trainImages),
      meanShareText(row.trainAccuracy, row.trainSd, row.n),
      shareText(row.paperTrainAccuracy),
      meanShareText(row.testAccuracy, row.testSd, row.n),
      shareText(row.paperTestAccuracy),
      markup`${drawVerdict(verdictOf(row, 'train_accuracy', comparison))}, ${drawVerdict(verdictOf(row, 'test_accuracy', comparison))}`,
    ]),
  });
}
