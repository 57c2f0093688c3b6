import type { SettingsRow } from '@rote/domain';
import type { Markup } from '../markup.js';
import { groupRows, type Group } from '../wording/group-rows.js';
import { differencesOf } from '../wording/spec-differences.js';
import { drawTable } from './draw-table.js';

const specsOf = (rows: Group<SettingsRow>): readonly string[] => rows.map(({ spec }) => spec);

/** What the digests stand for, for networks and regularizers that have several; undefined if none has. */
export function settingsTable(rows: readonly SettingsRow[]): Markup | undefined {
  const groups = [
    ...groupRows(rows, ({ architecture, regularizer }) =>
      JSON.stringify([architecture, regularizer]),
    ).values(),
  ].filter(({ length }) => length > 1);
  if (groups.length === 0) return undefined;
  return drawTable({
    caption:
      'Settings: how cells of one network and one regularizer differ besides their seeds, and the digests that the views use',
    columns: [{ title: 'settings' }, { title: 'network' }, { title: 'regularizer' }, { title: 'with' }],
    rows: groups.flatMap((group) => {
      const differences = differencesOf(specsOf(group));
      return group.map((row, index) => [row.settings, row.architecture, row.regularizer, differences[index]]);
    }),
  });
}
