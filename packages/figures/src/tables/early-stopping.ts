import type { EarlyStoppingRow } from '@rote/domain';
import type { Markup } from '../markup.js';
import { noiseText } from '../wording/captions.js';
import { groupRows } from '../wording/group-rows.js';
import { countText, shareText } from '../wording/number-text.js';
import { drawTable } from './draw-table.js';
import { settingsColumn } from './settings-column.js';

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** What an oracle that stops at the best test accuracy would gain (paper, section 3.1 and figure 2a). */
export function earlyStopping(rows: readonly EarlyStoppingRow[]): Markup {
  const nameOf = (row: EarlyStoppingRow): readonly unknown[] => [
    row.architecture,
    row.corruption,
    row.labelNoise,
    row.regularizer,
    row.trainImages,
  ];
  const settings = settingsColumn(rows, nameOf);
  const groups = groupRows(rows, (row) => JSON.stringify([...nameOf(row), row.settings]));
  return drawTable({
    caption: 'Early stopping: what stopping at the best test accuracy would gain; means over cells',
    columns: [
      { title: 'network' },
      { title: 'data' },
      { title: 'regularizer' },
      ...settings.columns,
      { title: 'train images', isNumeric: true },
      { title: 'cells', isNumeric: true },
      { title: 'best test', isNumeric: true },
      { title: 'last test', isNumeric: true },
      { title: 'gain (points)', isNumeric: true },
    ],
    rows: [...groups.values()].map((group) => {
      const [{ architecture, corruption, labelNoise, regularizer, trainImages }] = group;
      return [
        architecture,
        noiseText(corruption, labelNoise),
        regularizer,
        ...settings.cellsOf(group[0]),
        countText(trainImages),
        group.length,
        shareText(mean(group.map(({ bestTestAccuracy }) => bestTestAccuracy))),
        shareText(mean(group.map(({ testAccuracy }) => testAccuracy))),
        (100 * mean(group.map(({ gain }) => gain))).toFixed(2),
      ];
    }),
  });
}
