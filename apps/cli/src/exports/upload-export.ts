import path from 'node:path';
import { EXPORT_MANIFEST_FILE } from '@rote/contracts';
import { RoteError } from '@rote/domain';
import { openStorage } from '@rote/storage';
import type { FetchedExport } from './fetch-export.js';
import { isSameExport, parseManifest } from './read-manifest.js';

/**
 * Uploads an export. The manifest comes last: a prefix that has one has a complete export.
 *
 * @returns false if exactly this export is there already
 * @throws RoteError `request-invalid` if another one is
 */
export async function uploadExport(
  { folder, manifest }: FetchedExport,
  url: string,
  signal: AbortSignal,
): Promise<boolean> {
  const storage = openStorage(url);
  try {
    const there = await storage.read(EXPORT_MANIFEST_FILE);
    const place = storage.locate(EXPORT_MANIFEST_FILE);
    if (there !== undefined) {
      if (isSameExport(parseManifest(Buffer.from(there).toString(), place), manifest)) return false;
      throw new RoteError('request-invalid', `${place} is of another export: name a new prefix`);
    }
    for (const name of [...manifest.files.map((file) => file.path), EXPORT_MANIFEST_FILE]) {
      signal.throwIfAborted();
      await storage.writeFile(name, path.join(folder, name));
    }
    return true;
  } finally {
    storage.close();
  }
}
