import type { OfSettings } from '@rote/domain';
import { settingsTextOf } from '../wording/captions.js';
import type { Column } from './draw-table.js';

interface SettingsColumn<Row> {
  /** None, or one. */
  readonly columns: readonly Column[];
  /** What stands in it. */
  readonly cellsOf: (row: Row) => readonly string[];
}

/**
 * A column for the settings of each row, where some rows differ in nothing else.
 *
 * @param nameOf what a row is about besides
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
