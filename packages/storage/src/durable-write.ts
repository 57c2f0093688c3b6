import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { codeOf, storageUnavailable } from './storage-unavailable.js';

/** How often to recreate a folder that another process removes. */
const TRIES = 10;

type Content = Uint8Array | AsyncIterable<Uint8Array>;

/**
 * Writes a file so that its name always refers to the whole content or to nothing, even after a crash: into `staging`
 * (on the same file system) first, synced, then renamed. Missing folders are created.
 *
 * @param path absolute
 * @throws RoteError `storage-unavailable` (retryable) if the disk is full or the folder cannot be written
 */
export async function writeDurably(path: string, content: Content, staging: string): Promise<void> {
  const partial = join(staging, `${basename(path)}.${randomUUID()}.partial`);
  try {
    await makeFolder(staging);
    await writeSynced(partial, content);
    await place(partial, path);
    await syncFolder(dirname(path));
  } catch (cause) {
    // On a full disk, the partial file takes space that others need.
    await rm(partial, { force: true }).catch(() => undefined);
    throw storageUnavailable(`write ${path}`, cause);
  }
}

async function writeSynced(path: string, content: Content): Promise<void> {
  const handle = await open(path, 'wx');
  try {
    if (content instanceof Uint8Array) await handle.writeFile(content);
    else for await (const chunk of content) await handle.writeFile(chunk);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A process that empties a folder also removes it, perhaps between its creation and the rename. */
async function place(partial: string, path: string): Promise<void> {
  for (let left = TRIES - 1; ; left--) {
    try {
      await makeFolder(dirname(path));
      await rename(partial, path);
      return;
    } catch (error) {
      if (codeOf(error) !== 'ENOENT' || left === 0) throw error;
    }
  }
}

/** Creates a folder and its missing parents so that they survive a power cut. */
async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) await syncFolder(dirname(made));
}

/** Makes the names in a folder survive a power cut. If another process removed the folder, there are none. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}
