import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { EXPORT_MANIFEST_FILE, EXPORT_SPEC_FILE, ExportManifest } from '@rote/contracts';
import {
  EXPORT_TABLE_NAMES,
  EXPORT_VERSION,
  type ExportTableName,
  findFaults,
  InvalidInputError,
  joinTexts,
  RoteError,
} from '@rote/domain';

/** The tables of each version that this Rote reads. */
const TABLES_OF_VERSION = new Map<number, readonly ExportTableName[]>([
  [1, EXPORT_TABLE_NAMES.filter((name) => name !== 'images')],
  [EXPORT_VERSION, EXPORT_TABLE_NAMES],
]);

/** Returns what a manifest says, after checking its form, and that it names every table once. */
export function parseManifest(text: string, place: string): ExportManifest {
  let manifest: unknown;
  try {
    manifest = JSON.parse(text);
  } catch (cause) {
    throw new RoteError('data-corrupt', `${place} is not JSON: export the sweep again`, { cause });
  }
  const version = (manifest as { readonly exportVersion?: unknown } | null)?.exportVersion;
  if (typeof version === 'number' && !TABLES_OF_VERSION.has(version))
    throw new RoteError(
      'data-corrupt',
      `${place} has version ${String(version)} of the files of an export, and this Rote reads versions ${joinTexts([...TABLES_OF_VERSION.keys()].map(String))}: use the Rote that wrote it, or export the sweep again`,
    );
  const faults = findFaults(ExportManifest, manifest);
  if (faults.length > 0)
    throw new InvalidInputError('request-invalid', `${place} is not the manifest of an export`, faults);
  const valid = manifest as ExportManifest;
  const tables = valid.files.map(({ path: file, table }) => (file === EXPORT_SPEC_FILE ? 'spec' : table));
  const missing = ['spec', ...(TABLES_OF_VERSION.get(valid.exportVersion) ?? [])].find(
    (name) => tables.filter((each) => each === name).length !== 1,
  );
  if (missing !== undefined)
    throw new RoteError('data-corrupt', `${place} does not name the file of ${missing} exactly once`);
  return valid;
}

/** @throws RoteError `request-invalid` if the folder has no manifest; `data-corrupt` if it is not valid */
export async function readManifest(folder: string): Promise<ExportManifest> {
  const place = path.join(folder, EXPORT_MANIFEST_FILE);
  let text: string;
  try {
    text = await readFile(place, 'utf8');
  } catch (cause) {
    throw new RoteError(
      'request-invalid',
      `${folder} is not an export: ${EXPORT_MANIFEST_FILE} cannot be read`,
      {
        cause,
      },
    );
  }
  return parseManifest(text, place);
}

/** Whether two exports have the same rows of the same sweep. */
export const isSameExport = (a: ExportManifest, b: ExportManifest): boolean =>
  JSON.stringify([a.format, a.sweep, a.files]) === JSON.stringify([b.format, b.sweep, b.files]);
