import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import type { ExportManifest } from '@rote/contracts';
import { readManifest } from './read-manifest.js';
import { unpackArchive, writeNewFile } from './unpack-archive.js';
import { verifyFiles } from './verify-files.js';

export interface FetchedExport {
  /** A folder with the files, and nothing else. */
  readonly folder: string;
  readonly manifest: ExportManifest;
}

/**
 * Unpacks and verifies an export in a hidden folder, and hands it to `use`. Whatever happens, that folder is removed.
 *
 * @param parent where that folder is made: on the file system of the export's own folder
 */
export async function withFetchedExport<T>(
  archive: AsyncIterable<Uint8Array>,
  parent: string,
  signal: AbortSignal,
  use: (fetched: FetchedExport) => Promise<T>,
): Promise<T> {
  await mkdir(parent, { recursive: true });
  const staging = await mkdtemp(path.join(parent, '.rote-export-'));
  try {
    const file = path.join(staging, 'archive.zip');
    const folder = path.join(staging, 'files');
    await mkdir(folder);
    await writeNewFile(file, archive, signal);
    await unpackArchive(file, folder, signal);
    await rm(file);
    const manifest = await readManifest(folder);
    await verifyFiles(folder, manifest, signal);
    signal.throwIfAborted();
    return await use({ folder, manifest });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}
