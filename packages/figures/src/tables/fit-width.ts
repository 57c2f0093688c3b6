import type { FitWidthRow } from '@rote/domain';
import type { Markup } from '../markup.js';
import { countText } from '../wording/number-text.js';
import { drawTable } from './draw-table.js';
import { settingsColumn } from './settings-column.js';

const countOrNone = (count: number | null): string => (count === null ? '–' : countText(count));

/**
 * The smallest MLP that fitted this many random labels by gradient descent, beside what theorem 1 needs (paper, section
 * 4).
 */
export function fitWidth(rows: readonly FitWidthRow[]): Markup {
  const settings = settingsColumn(rows, (row) => [row.regularizer, row.trainImages]);
  return drawTable({
    caption:
      'The smallest MLP with one hidden layer that fitted all random labels by gradient descent, and the 2n + d of theorem 1',
    columns: [
      { title: 'regularizer' },
      ...settings.columns,
      { title: 'train images', isNumeric: true },
      { title: 'width', isNumeric: true },
      { title: 'fitted', isNumeric: true },
      { title: 'weights', isNumeric: true },
      { title: '2n + d', isNumeric: true },
    ],
    rows: rows.map((row) => [
      row.regularizer,
      ...settings.cellsOf(row),
      countText(row.trainImages),
      countOrNone(row.width),
      row.width === null ? '–' : `${String(row.fitted)} of ${String(row.n)}`,
      countOrNone(row.parameterCount),
      countOrNone(row.theorem1Weights),
    ]),
  });
}
