import { csvLine } from '@rote/contracts/csv';
import type { ReportTable } from './report-rows.js';

/** Writes a table as CSV, with a first line of column names. */
export const csvText = ({ columns, rows }: Pick<ReportTable, 'columns' | 'rows'>): string =>
  [columns, ...rows].map((row) => csvLine(row)).join('');
