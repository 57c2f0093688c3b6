import type { ReportTables, ResultRow } from '@rote/client';
import { csvLine, RESULT_COLUMNS } from '@rote/contracts';

export const csvOfResults = (rows: readonly ResultRow[]): string =>
  csvLine(RESULT_COLUMNS) + rows.map((row) => csvLine(RESULT_COLUMNS.map((column) => row[column]))).join('');

const NOT_FINITE = new Set(['NaN', 'Infinity', '-Infinity']);

export const csvOfTable = ({ columns, rows }: ReportTables['items'][number]): string =>
  csvLine(columns) +
  rows
    // Numbers that JSON cannot express are not text, and need no guard.
    .map((row) => csvLine(row.map((value) => (NOT_FINITE.has(value as string) ? Number(value) : value))))
    .join('');
