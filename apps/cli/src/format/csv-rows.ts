import { csvLine, isHarmlessType, quoteCsv } from '@rote/contracts';
import { formatValue } from './format-value.js';
import type { Column } from './rows.js';

type Value = Parameters<typeof csvLine>[0][number];

const toCsvValue = (value: unknown): Value =>
  value === null || typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint'
    ? value
    : value === undefined
      ? null
      : formatValue(value);

/** Column names are the query's own, so they are written as they are. */
export const csvHead = (columns: readonly Column[]): string =>
  `${columns.map(({ name }) => quoteCsv(name)).join(',')}\n`;

/**
 * Returns a function that writes a row as a line of CSV: Postgres' values as its COPY writes them, with an apostrophe
 * before text that a spreadsheet would run as a formula.
 */
export function csvWriter(columns: readonly Column[]): (row: readonly unknown[]) => string {
  const harmless = columns.map(({ type }) => type !== undefined && isHarmlessType(type));
  if (!harmless.includes(true)) return (row) => csvLine(row.map(toCsvValue));
  return (row) => {
    const fields = row.map((value, index) => {
      if (harmless[index] === true) return typeof value === 'string' ? quoteCsv(value) : '';
      return csvLine([toCsvValue(value)]).slice(0, -1);
    });
    return `${fields.join(',')}\n`;
  };
}
