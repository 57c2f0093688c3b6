import type { ReportTables } from '@rote/client';
import type { ReportRows } from '@rote/domain';

export type ReportTable = ReportTables['items'][number];
type Value = ReportTable['rows'][number][number];

const camelCase = (name: string): string =>
  name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** Numbers that JSON does not have. */
const WORDS: ReadonlyMap<Value, number> = new Map([
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
]);

/** A list of numbers is one text in a table. */
const isList = (column: string): boolean => column === 'singles' || column.endsWith('_singles');

function valueOf(column: string, value: Value): unknown {
  if (isList(column) && typeof value === 'string') return value.split(' ').map(Number);
  return WORDS.get(value) ?? value;
}

/** Returns the tables of a report as the rows from which figures are drawn. */
export const toReportRows = (tables: readonly ReportTable[]): Partial<ReportRows> =>
  Object.fromEntries(
    tables.map(({ name, columns, rows }) => [
      camelCase(name),
      rows.map((row) =>
        Object.fromEntries(columns.map((column, index) => [camelCase(column), valueOf(column, row[index]!)])),
      ),
    ]),
  );

/** Returns the name of a table in the API: `figure1a` is `figure_1a`. */
export const tableName = (key: keyof ReportRows): string =>
  key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).replace(/([a-z])([0-9])/g, '$1_$2');
