import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { RoteError } from '@rote/domain';
import { findFault, type DataFile } from '../sources/data-file.js';
import { fetchFiles, type FetchFilesOptions } from './fetch-files.js';
import { withFolderLock } from './folder-lock.js';

export interface VerifiedFilesOptions extends FetchFilesOptions {
  /** Where the files are cached; created if missing. */
  readonly folder: string;
  /** Every file of the data set. */
  readonly files: readonly DataFile[];
}

export interface VerifiedFiles {
  /**
   * The content of a file. The returned buffer is the one whose SHA-256 was checked, so later changes of the file
   * cannot slip in.
   *
   * @throws RoteError `data-unavailable` (retryable) if no source can be reached, `data-corrupt` if the sources deliver
   *   another file than expected, `storage-unavailable` (retryable) if it cannot be stored
   */
  read(file: DataFile): Promise<Uint8Array>;
}

type Content =
  { readonly state: 'good'; readonly bytes: Uint8Array } | { readonly state: 'missing' } | Damage;
interface Damage {
  readonly state: 'damaged';
  readonly fault: string;
}

/**
 * A folder of files that are known by their SHA-256 and fetched when first read.
 *
 * A file is read without a lock: under its final name it is complete, or it fails its check because the disk or a
 * person damaged it. On a missing or damaged file, the reader takes the folder's lock, looks again (another process may
 * have fetched the file by then), deletes what is damaged and fetches all that is missing, once.
 */
export function createVerifiedFiles(options: VerifiedFilesOptions): VerifiedFiles {
  const { title, folder, files, signal, onProgress, onActivity } = options;

  async function look(file: DataFile): Promise<Content> {
    signal.throwIfAborted();
    let bytes: Uint8Array;
    try {
      bytes = await readFile(join(folder, file.name), { signal });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { state: 'missing' };
      throw error;
    }
    onActivity?.();
    const fault = findFault(file, bytes);
    return fault === undefined ? { state: 'good', bytes } : { state: 'damaged', fault };
  }

  async function remove(file: DataFile): Promise<void> {
    await rm(join(folder, file.name), { force: true });
  }

  async function repair(): Promise<void> {
    await mkdir(folder, { recursive: true });
    const onWait = (): void => {
      onProgress(`${title}: waiting for another process to fetch it (up to 10 s if that process has died)`);
    };
    await withFolderLock(folder, { signal, onWait, onActivity }, async (reportActivity) => {
      const missing: DataFile[] = [];
      for (const file of files) {
        const content = await look(file);
        if (content.state === 'good') continue;
        if (content.state === 'damaged') {
          onProgress(`${title}: ${file.name} in the cache is damaged, fetching it again: ${content.fault}`);
          await remove(file);
        }
        missing.push(file);
      }
      if (missing.length > 0) await fetchFiles(missing, { ...options, onActivity: reportActivity });
    });
  }

  return {
    async read(file) {
      const first = await look(file);
      if (first.state === 'good') return first.bytes;
      await repair();
      const second = await look(file);
      if (second.state === 'good') return second.bytes;
      await remove(file);
      const fault = second.state === 'damaged' ? second.fault : 'it has disappeared';
      throw new RoteError(
        'data-corrupt',
        `${title}: ${join(folder, file.name)} was fetched and verified, but cannot be read back: ${fault}; check the disk`,
      );
    },
  };
}
