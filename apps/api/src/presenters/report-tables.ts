import type { ReportTables } from '@rote/contracts';
import type { ReportTable } from '@rote/store';

type Value = ReportTables['items'][number]['rows'][number][number];

/**
 * JSON has neither NaN nor infinity, so they become text. So does a list of numbers, separated by spaces, because a field
 * of a table holds one value. The queries give only text, numbers, booleans and such lists.
 */
function toJsonValue(value: unknown): Value {
  if (Array.isArray(value)) return value.map(String).join(' ');
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  return typeof value === 'string' || typeof value === 'boolean' ? value : null;
}

export const toReportTables = (tables: readonly ReportTable[]): ReportTables => ({
  items: tables.map(({ name, columns, rows }) => ({
    name,
    columns: [...columns],
    rows: rows.map((row) => row.map(toJsonValue)),
  })),
});
