import { csvLine } from '@rote/contracts/csv';

type CsvRow = Parameters<typeof csvLine>[0];

interface CsvTable {
  readonly columns: readonly string[];
  readonly rows: Iterable<CsvRow>;
}

/** Writes a table as CSV, with a first line of column names. */
export function csvText({ columns, rows }: CsvTable): string {
  const lines = [csvLine(columns)];
  for (const row of rows) lines.push(csvLine(row));
  return lines.join('');
}
