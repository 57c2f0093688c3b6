import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describeError, RoteError } from '@rote/domain';
import { writeDurably } from '@rote/storage';
import { findFault, type DataFile } from '../sources/data-file.js';
import type { DataSource } from '../sources/data-source.js';
import { makeStagingFolder, removeStagingFolder } from './staging-folder.js';

export interface FetchFilesOptions {
  /** The data set's name in progress lines and errors. */
  readonly title: string;
  /** An existing folder that receives the files. */
  readonly folder: string;
  /** Tried in this order. */
  readonly sources: readonly DataSource[];
  readonly signal: AbortSignal;
  readonly onProgress: (line: string) => void;
  /** Called for every sign of progress: received bytes, a written file. */
  readonly onActivity?: (() => void) | undefined;
}

/**
 * Fetches `missing` into the folder, asking one source after another for what is still missing. A file gets its final
 * name only after its SHA-256 is verified, so a fetch that is killed keeps what it had verified and leaves at most a
 * staging folder, which the next fetch removes. Call it while holding the folder's lock.
 *
 * @throws RoteError `data-corrupt` if a source delivered wrong content and no other source the right one; otherwise
 *   `data-unavailable` (retryable); `storage-unavailable` (retryable) if the folder cannot be written
 */
export async function fetchFiles(missing: readonly DataFile[], options: FetchFilesOptions): Promise<void> {
  const { title, folder, sources, signal, onProgress, onActivity } = options;
  const wanted = new Set(missing);
  const reports: string[] = [];
  let deliveredCorrupt = false;

  for (const source of sources) {
    onProgress(`${title}: fetching ${wanted.size} file(s) from ${source.name}`);
    const faults: string[] = [];
    const staging = await makeStagingFolder(folder);
    try {
      const scratch = join(staging, 'scratch');
      await mkdir(scratch);
      for await (const { file, content } of source.fetch([...wanted], {
        scratch,
        signal,
        onProgress,
        onActivity,
      })) {
        signal.throwIfAborted();
        onActivity?.();
        const fault = findFault(file, content);
        if (fault === undefined) {
          await writeDurably(join(folder, file.name), content, staging);
          wanted.delete(file);
          onProgress(`${title}: ${file.name} verified, ${wanted.size} to go`);
        } else {
          deliveredCorrupt = true;
          faults.push(`${file.name}: ${fault}`);
        }
      }
    } catch (error) {
      // Sources throw plain errors; a RoteError means that the cache cannot be written, whatever the source.
      if (error instanceof RoteError) throw error;
      faults.push(describeError(error));
    } finally {
      await removeStagingFolder(staging);
    }
    signal.throwIfAborted();
    if (wanted.size === 0) return;
    if (faults.length === 0) faults.push(`it does not have ${listNames(wanted)}`);
    const report = `${source.name}: ${faults.join('; ')}`;
    onProgress(`${title}: ${report}`);
    reports.push(report);
  }
  throw cannotFetch(wanted, reports, deliveredCorrupt, options);
}

function cannotFetch(
  wanted: ReadonlySet<DataFile>,
  reports: readonly string[],
  deliveredCorrupt: boolean,
  { title, folder }: FetchFilesOptions,
): RoteError {
  const what = deliveredCorrupt
    ? 'the content fetched is not the content expected'
    : 'no source could be reached';
  const byHand = [...wanted].map(({ name, bytes, sha256 }) => `  ${name}  ${bytes} bytes, SHA-256 ${sha256}`);
  const message = [
    `${title}: cannot get ${listNames(wanted)}: ${what}. Tried:`,
    ...reports.map((report) => `  ${report}`),
    `To put the files there by hand, place in ${folder}:`,
    ...byHand,
  ].join('\n');
  return deliveredCorrupt
    ? new RoteError('data-corrupt', message)
    : new RoteError('data-unavailable', message, { retryable: true });
}

function listNames(files: Iterable<DataFile>): string {
  return [...files].map(({ name }) => name).join(', ');
}
