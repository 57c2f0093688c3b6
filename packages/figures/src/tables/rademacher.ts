import type { RademacherRow } from '@rote/domain';
import type { Markup } from '../markup.js';
import { countText, meanNumberText } from '../wording/number-text.js';
import { drawTable } from './draw-table.js';
import { settingsColumn } from './settings-column.js';

/** How well networks fit labels of two random classes (paper, section 1.3). */
export function rademacher(rows: readonly RademacherRow[]): Markup {
  const settings = settingsColumn(rows, (row) => [
    row.dataset,
    row.architecture,
    row.regularizer,
    row.trainImages,
  ]);
  return drawTable({
    caption:
      'Rademacher complexity: 2 · train accuracy − 1 on labels of two random classes, a lower bound; mean ± standard deviation (draws). At 1, the bound that follows from it is vacuous.',
    columns: [
      { title: 'images' },
      { title: 'network' },
      { title: 'regularizer' },
      ...settings.columns,
      { title: 'train images', isNumeric: true },
      { title: 'complexity', isNumeric: true },
    ],
    rows: rows.map((row) => [
      row.dataset,
      row.architecture,
      row.regularizer,
      ...settings.cellsOf(row),
      countText(row.trainImages),
      meanNumberText(row.complexity, row.sd, row.n),
    ]),
  });
}
