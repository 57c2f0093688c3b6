import type { ReportTables } from '@rote/contracts';
import type { ReportTable } from '@rote/store';

type Value = ReportTables['items'][number]['rows'][number][number];

/**
 * JSON has neither NaN nor infinity: they are text. So is a list of numbers, with a space between two: a field of a table is one
 * value. The queries give text, numbers, booleans and such lists alone.
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
