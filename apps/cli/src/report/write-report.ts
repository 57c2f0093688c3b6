import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { formatCsv } from '../format/format-csv.js';
import type { Rows } from '../format/rows.js';

/** Writes the results of a sweep as CSV, every column. @returns the file, `reports/<sweep>.csv` in the state folder */
export async function writeReport(stateDir: string, sweepId: string, rows: Rows): Promise<string> {
  const folder = path.join(stateDir, 'reports');
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, `${sweepId}.csv`);
  await writeFile(`${file}.draft`, `${formatCsv(rows)}\n`);
  await rename(`${file}.draft`, file);
  return file;
}
