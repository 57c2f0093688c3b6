import type { OfSettings, ReportRows, SettingsRow } from '@rote/domain';
import { groupRows } from './group-rows.js';
import { differencesOf } from './spec-differences.js';

/** What each digest stands for, if its network and regularizer have several: `weight decay 0.5`. */
const textsOf = (rows: readonly SettingsRow[]): ReadonlyMap<string, string> =>
  new Map(
    [
      ...groupRows(rows, ({ architecture, regularizer }) =>
        JSON.stringify([architecture, regularizer]),
      ).values(),
    ]
      .filter(({ length }) => length > 1)
      .flatMap((group) => {
        const differences = differencesOf(group.map(({ spec }) => spec));
        return group.map(({ settings }, index) => [settings, differences[index]!] as const);
      }),
  );

const hasSettings = (row: object): row is OfSettings => 'settings' in row;

/**
 * Returns the rows with each digest of settings replaced by the differences that it stands for. An unknown digest is
 * labeled as one.
 */
export function nameSettings<Rows extends Partial<ReportRows>>(rows: Rows): Rows {
  const texts = textsOf(rows.settings ?? []);
  const named = Object.entries(rows).map(([table, ofTable]) => [
    table,
    table === 'settings'
      ? ofTable
      : ofTable.map((row) =>
          hasSettings(row)
            ? { ...row, settings: texts.get(row.settings) ?? `settings ${row.settings}` }
            : row,
        ),
  ]);
  return Object.fromEntries(named) as Rows;
}
