import type { LeakRow } from '@rote/domain';
import type { Markup } from '../markup.js';
import { groupRows } from '../wording/group-rows.js';
import { countText, shareText } from '../wording/number-text.js';
import { drawTable } from './draw-table.js';
import { settingsColumn } from './settings-column.js';

function rangeText(values: readonly number[]): string {
  const [least, greatest] = [shareText(Math.min(...values)), shareText(Math.max(...values))];
  return least === greatest ? least : `${least} to ${greatest}`;
}

/** Whether cells trained on random labels only guess on test images, as they must. */
export function leakCheck(rows: readonly LeakRow[]): Markup {
  const nameOf = (row: LeakRow): readonly unknown[] => [
    row.architecture,
    row.regularizer,
    row.trainImages,
    row.testImages,
  ];
  const settings = settingsColumn(rows, nameOf);
  const groups = groupRows(rows, (row) => JSON.stringify([...nameOf(row), row.settings]));
  return drawTable({
    caption:
      'Leak check: test accuracy after training on random labels, compared with what it would be if the classes of the test labels had each other’s names. A cell outside has most likely seen test labels: at most 1 honest cell in 1,000 is. Cells without confusion counts cannot be judged.',
    columns: [
      { title: 'network' },
      { title: 'regularizer' },
      ...settings.columns,
      { title: 'train images', isNumeric: true },
      { title: 'cells', isNumeric: true },
      { title: 'test accuracy', isNumeric: true },
      { title: 'by chance', isNumeric: true },
      { title: 'outside', isNumeric: true },
      { title: 'not judged', isNumeric: true },
    ],
    rows: [...groups.values()].map((group) => {
      const [{ architecture, regularizer, trainImages }] = group;
      return [
        architecture,
        regularizer,
        ...settings.cellsOf(group[0]),
        countText(trainImages),
        group.length,
        rangeText(group.map(({ testAccuracy }) => testAccuracy)),
        rangeText(group.map(({ expected }) => expected)),
        group.filter(({ inside }) => inside === false).length,
        group.filter(({ inside }) => inside === null).length,
      ];
    }),
  });
}
