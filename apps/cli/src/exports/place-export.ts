import { open, readdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { RoteError } from '@rote/domain';
import type { FetchedExport } from './fetch-export.js';
import { isSameExport, readManifest } from './read-manifest.js';

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

/** Whether a folder is missing or empty. */
async function isFree(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).length === 0;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return true;
    throw new RoteError('request-invalid', `${folder} is not a folder`, { cause: error });
  }
}

const inUse = (folder: string): RoteError =>
  new RoteError('request-invalid', `${folder} exists and has something else: name a new folder`);

/** @throws RoteError `request-invalid` if no export can be placed there: it has something that is not an export */
export async function checkPlace(folder: string): Promise<void> {
  if (await isFree(folder)) return;
  await readManifest(folder).catch(() => {
    throw inUse(folder);
  });
}

/**
 * Gives an export its place, as a whole.
 *
 * @returns false if exactly this export is there already
 * @throws RoteError `request-invalid` if the place has something else
 */
export async function placeExport({ folder, manifest }: FetchedExport, place: string): Promise<boolean> {
  await syncFolder(folder);
  try {
    await rename(folder, place);
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST', 'ENOTDIR'].includes(codeOf(error) as string)) throw error;
    const there = await readManifest(place).catch(() => undefined);
    if (there !== undefined && isSameExport(there, manifest)) return false;
    throw there === undefined
      ? inUse(place)
      : new RoteError(
          'request-invalid',
          `${place} has another export (of sweep ${there.sweep.id}, taken at ${there.takenAt}): name a new folder`,
        );
  }
  await syncFolder(path.dirname(place));
  return true;
}
