import { formatCsv } from './format-csv.js';
import { formatTable } from './format-table.js';
import { jsonSafe } from './format-value.js';
import type { Rows } from './rows.js';

export const ROW_FORMATS = ['table', 'csv', 'json'] as const;
export type RowFormat = (typeof ROW_FORMATS)[number];

/** Rows as a person or a program wants them; without a line break at the end. JSON is a list of objects. */
export function formatRows(format: RowFormat, rows: Rows, options: { readonly boxed: boolean }): string {
  switch (format) {
    case 'table':
      return formatTable(rows, options);
    case 'csv':
      return formatCsv(rows);
    case 'json': {
      const objects = rows.rows.map((row) =>
        Object.fromEntries(rows.columns.map((column, index) => [column, row[index]])),
      );
      return JSON.stringify(objects, jsonSafe, 2);
    }
    default:
      throw new TypeError(`no such format: ${JSON.stringify(format satisfies never)}`);
  }
}
