import type { LeakRow } from '@rote/domain';
import { groupRows } from '../figures/group-rows.js';
import type { Markup } from '../markup.js';
import { drawTable } from './draw-table.js';
import { countText, shareText } from './number-text.js';
import { settingsColumn } from './settings-column.js';

const rangeText = (values: readonly number[]): string =>
  `${shareText(Math.min(...values))} to ${shareText(Math.max(...values))}`;

/** Whether cells trained on random labels guess on test images, as they must. */
export function leakCheck(rows: readonly LeakRow[]): Markup {
  const nameOf = (row: LeakRow): readonly unknown[] => [
    row.architecture,
    row.regularizer,
    row.trainImages,
    row.testImages,
    row.expected,
  ];
  const settings = settingsColumn(rows, nameOf);
  const groups = groupRows(rows, (row) => JSON.stringify([...nameOf(row), row.settings]));
  return drawTable({
    caption:
      'Leak check: test accuracy after training on random labels, and where guessing is in 999 of 1000 cells. A cell outside has seen test labels, or is the one in a thousand.',
    columns: [
      { title: 'network' },
      { title: 'regularizer' },
      ...settings.columns,
      { title: 'train images', isNumeric: true },
      { title: 'cells', isNumeric: true },
      { title: 'test accuracy', isNumeric: true },
      { title: 'guessing', isNumeric: true },
      { title: 'outside', isNumeric: true },
    ],
    rows: [...groups.values()].map((group) => {
      const [{ architecture, regularizer, trainImages, low, high }] = group;
      return [
        architecture,
        regularizer,
        ...settings.cellsOf(group[0]),
        countText(trainImages),
        group.length,
        rangeText(group.map(({ testAccuracy }) => testAccuracy)),
        rangeText([low, high]),
        group.filter(({ inside }) => !inside).length,
      ];
    }),
  });
}
