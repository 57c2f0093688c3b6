import type { OfSettings } from '@rote/domain';
import { settingsTextOf } from '../wording/captions.js';
import type { Column } from './draw-table.js';

interface SettingsColumn<Row> {
  /** At most one. */
  readonly columns: readonly Column[];
  /** Its cells. */
  readonly cellsOf: (row: Row) => readonly string[];
}

/**
 * Returns a column for the settings of each row if some rows differ in nothing else.
 *
 * @param nameOf what else a row is about
 */
export function settingsColumn<Row extends OfSettings>(
  rows: readonly Row[],
  nameOf: (row: Row) => unknown,
): SettingsColumn<Row> {
  const settingsText = settingsTextOf(rows, (row) => JSON.stringify(nameOf(row)));
  return rows.some((row) => settingsText(row) !== '')
    ? { columns: [{ title: 'settings' }], cellsOf: ({ settings }) => [settings] }
    : { columns: [], cellsOf: () => [] };
}
