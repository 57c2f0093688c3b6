import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { RoteError } from '@rote/domain';
import { findFault, type DataFile } from '../sources/data-file.js';
import { fetchFiles, type FetchFilesOptions } from './fetch-files.js';
import { withFolderLock } from './folder-lock.js';

export interface VerifiedFilesOptions extends FetchFilesOptions {
  /** Where the files are cached; made when it is missing. */
  readonly folder: string;
  /** Every file of the data set. */
  readonly files: readonly DataFile[];
}

export interface VerifiedFiles {
  /**
   * The content of a file. What is returned is the very buffer whose SHA-256 was checked, so nothing that happens
   * to the file meanwhile can slip in.
   *
   * @throws RoteError `data-unavailable` (retryable) when no source can be reached, `data-corrupt` when what the
   *   sources deliver is not the file that is expected, `storage-unavailable` (retryable) when it cannot be kept
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
 * A folder of files that are known by their SHA-256, fetched when they are first read.
 *
 * A file is read without a lock: under its final name it is whole or, if the disk or a person has damaged it, fails
 * its check. A missing or damaged file sends the reader through the folder's lock, where it looks again (another
 * process may have fetched it meanwhile), deletes what is damaged and fetches all that is missing, once.
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
      onProgress(`${title}: waiting for another process that fetches it (if it has died, for up to 10 s)`);
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
      const fault = second.state === 'damaged' ? second.fault : 'it has vanished';
      throw new RoteError(
        'data-corrupt',
        `${title}: ${join(folder, file.name)} was fetched and verified, but does not read back: ${fault}; check the disk`,
      );
    },
  };
}
