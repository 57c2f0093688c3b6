import { open, rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { RoteError } from '@rote/domain';

/**
 * Writes a file so that, whatever crashes, its name stands for the whole content or for nothing: into `staging` (on
 * the same file system) first, synced, then renamed.
 *
 * @throws RoteError `data-unavailable` when the disk is full or the folder cannot be written
 */
export async function writeDurably(path: string, content: Uint8Array, staging: string): Promise<void> {
  try {
    const partial = join(staging, `${basename(path)}.partial`);
    const handle = await open(partial, 'w');
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(partial, path);
    await syncFolder(dirname(path));
  } catch (cause) {
    throw new RoteError('data-unavailable', `Cannot write ${path}: make room or make its folder writable`, {
      cause,
    });
  }
}

/** Makes the rename itself survive a power cut. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
