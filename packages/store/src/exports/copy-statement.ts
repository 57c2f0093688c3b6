import type { TypeRow } from '../queries/wrap-query.js';
import { quoteIdentifier, sqlTypeOf, wireColumnOf } from '../queries/wrap-query.js';

/** A column of an export's table, as PostgreSQL has it. */
export interface ExportColumn {
  readonly name: string;
  readonly type: TypeRow;
}

/**
 * Text that a spreadsheet would run as a formula gets an apostrophe in front, and so does text that looks as if it had one
 * already: an import can take it away again.
 */
const guarded = (column: string): string =>
  `pg_catalog.regexp_replace(${column}::pg_catalog.text, '^(?=''*[=+@\\t\\r-])', '''')`;

const csvOf = ({ name, type }: ExportColumn): string =>
  type.base === 'text' ? guarded(quoteIdentifier(name)) : `${quoteIdentifier(name)}::pg_catalog.text`;

const binaryOf = ({ name, type }: ExportColumn): string =>
  `${quoteIdentifier(name)}::${sqlTypeOf(wireColumnOf(type))}`;

/** Returns the statement that writes the rows of a query as CSV without a header, or in COPY's binary format. */
export function copyStatement(
  query: string,
  columns: readonly ExportColumn[],
  format: 'csv' | 'binary',
): string {
  const list = columns.map(format === 'csv' ? csvOf : binaryOf).join(', ');
  return `COPY (SELECT ${list} FROM (${query}) AS answer) TO STDOUT (FORMAT ${format})`;
}
