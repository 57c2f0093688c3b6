import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { FIGURE_NAMES } from '@rote/domain';
import { REPORT_TABLE_NAMES } from '@rote/store';

/** A file of a report: its path within the report's folder, and what is in it. */
export interface ReportFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

export const PAGE_FILE = 'report.html';
export const figureFile = (name: string, kind: 'svg' | 'png'): string =>
  path.join('figures', `${name}.${kind}`);
export const dataFile = (name: string): string => path.join('data', `${name}.csv`);

/** The table of all results, in addition to those of the report. */
export const RESULTS_TABLE = 'results';

/** Every file that a report can have. */
const POSSIBLE_FILES: readonly string[] = [
  PAGE_FILE,
  ...FIGURE_NAMES.flatMap((name) => [figureFile(name, 'svg'), figureFile(name, 'png')]),
  ...[RESULTS_TABLE, ...REPORT_TABLE_NAMES].map(dataFile),
];

/**
 * Writes a report over an earlier one. Each file is either complete or missing; files that only the earlier report had are
 * removed. Other files in the folder stay.
 */
export async function writeReportFiles(folder: string, files: readonly ReportFile[]): Promise<void> {
  for (const file of files) {
    const target = path.join(folder, file.path);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(`${target}.draft`, file.content);
    await rename(`${target}.draft`, target);
  }
  const written = new Set(files.map((file) => file.path));
  for (const stale of POSSIBLE_FILES.filter((each) => !written.has(each)))
    await rm(path.join(folder, stale), { force: true });
}
