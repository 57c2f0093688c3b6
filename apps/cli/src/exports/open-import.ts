import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { EXPORT_SPEC_FILE, type ExportManifest } from '@rote/contracts';
import { parseSweepSpec, RoteError, type SweepSpec } from '@rote/domain';
import type { ImportedSweep, ImportedTable, ImportedTableName, ImportedTables } from '@rote/store';
import { readManifest } from './read-manifest.js';
import { readTable } from './read-table.js';
import { verifyFiles } from './verify-files.js';

function openTable(
  folder: string,
  { files, format }: ExportManifest,
  table: ImportedTableName,
): ImportedTable {
  const { path: file, columns, rows } = files.find((each) => each.table === table) ?? {};
  if (file === undefined || columns === undefined || rows === undefined)
    throw new RoteError('data-corrupt', `the manifest in ${folder} does not say what ${table} has`);
  return {
    columns: columns.map(({ name }) => name),
    rows,
    batches: readTable(path.join(folder, file), format, columns),
  };
}

async function readSpec(file: string): Promise<SweepSpec> {
  try {
    return parseSweepSpec(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    throw new RoteError('data-corrupt', `${file} is not a spec that this Rote knows`, { cause });
  }
}

/**
 * Verifies an export in a folder, and opens it for an import.
 *
 * @throws RoteError `data-corrupt` if a file is not what the manifest says
 */
export async function openImport(
  folder: string,
  signal: AbortSignal,
): Promise<{ readonly sweep: ImportedSweep; readonly tables: ImportedTables }> {
  const manifest = await readManifest(folder);
  await verifyFiles(folder, manifest, signal);
  const spec = await readSpec(path.join(folder, EXPORT_SPEC_FILE));
  const table = (name: ImportedTableName): ImportedTable => openTable(folder, manifest, name);
  return {
    sweep: { ...manifest.sweep, spec },
    tables: {
      cells: table('cells'),
      attempts: table('attempts'),
      epochs: table('epochs'),
      measures: table('measures'),
      examples: table('examples'),
      ...(manifest.files.some((file) => file.table === 'images') && { images: table('images') }),
    },
  };
}
