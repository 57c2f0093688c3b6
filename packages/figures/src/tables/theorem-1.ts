import type { Theorem1Row } from '@rote/domain';
import type { Markup } from '../markup.js';
import { noiseText } from '../wording/captions.js';
import { countText, meanShareText, significantText } from '../wording/number-text.js';
import { drawTable } from './draw-table.js';
import { settingsColumn } from './settings-column.js';

/**
 * How well the networks of theorem 1 and its corollary reproduce labels, by the number of train images (paper, section
 * 4).
 */
export function theorem1(rows: readonly Theorem1Row[]): Markup {
  const settings = settingsColumn(rows, (row) => [
    row.architecture,
    row.corruption,
    row.labelNoise,
    row.trainImages,
  ]);
  return drawTable({
    caption:
      'Theorem 1: networks whose weights are constructed; mean ± standard deviation (cells), and the largest error of an output',
    columns: [
      { title: 'network' },
      { title: 'data' },
      ...settings.columns,
      { title: 'train images', isNumeric: true },
      { title: 'train accuracy', isNumeric: true },
      { title: 'largest error', isNumeric: true },
    ],
    rows: rows.map((row) => [
      row.architecture,
      noiseText(row.corruption, row.labelNoise),
      ...settings.cellsOf(row),
      countText(row.trainImages),
      meanShareText(row.trainAccuracy, row.sd, row.n),
      significantText(row.maxError),
    ]),
  });
}
