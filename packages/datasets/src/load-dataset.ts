import { join } from 'node:path';
import { describeError, RoteError, saysOutOfMemory, type Dataset, type DatasetName } from '@rote/domain';
import { loadCifar10 } from './cifar10.js';
import { loadCifar100 } from './cifar100.js';
import type { DatasetLoader } from './dataset-loader.js';
import { loadFashionMnist } from './fashion-mnist.js';
import { loadMnist } from './mnist.js';
import { generateSynthetic } from './synthetic.js';

export interface LoadDatasetOptions {
  /** The folder for all cached data sets, each in a folder with its name; created if missing. */
  readonly cacheDir: string;
  /** Receives short lines about what is being fetched; never called if everything is in the cache. */
  readonly onProgress?: (line: string) => void;
  /** Called for every sign of progress: received bytes, a file that was read. */
  readonly onActivity?: () => void;
  readonly signal?: AbortSignal;
}

const LOADERS = {
  cifar10: loadCifar10,
  cifar100: loadCifar100,
  mnist: loadMnist,
  'fashion-mnist': loadFashionMnist,
  synthetic: () => Promise.resolve(generateSynthetic()),
} satisfies Record<DatasetName, DatasetLoader>;

/**
 * Loads a data set from the cache, first fetching whatever is missing or damaged. Every load checks every byte by
 * SHA-256. If several processes load at the same time, only one fetches; a fetch that was killed resumes where it
 * stopped.
 *
 * @returns images as uint8 NHWC, in the data set's own order
 * @throws RoteError `data-unavailable` (retryable if no source could be reached; the message says what was tried and
 *   how to put the files there by hand), `data-corrupt`, `aborted`
 */
export async function loadDataset(name: DatasetName, options: LoadDatasetOptions): Promise<Dataset> {
  const {
    cacheDir,
    onProgress = () => undefined,
    onActivity,
    signal = new AbortController().signal,
  } = options;
  const folder = join(cacheDir, name);
  try {
    signal.throwIfAborted();
    return await LOADERS[name]({ folder, signal, onProgress, onActivity });
  } catch (cause) {
    if (signal.aborted)
      throw new RoteError('aborted', `Loading ${name} was aborted`, { cause: signal.reason });
    if (cause instanceof RoteError) throw cause;
    if (saysOutOfMemory(describeError(cause)))
      throw new RoteError('out-of-memory', `${name}: its images do not fit in the memory that is free`, {
        retryable: true,
        cause,
      });
    const message = `${name}: cannot use the data cache ${folder}: make it a readable and writable folder`;
    throw new RoteError('data-unavailable', message, { cause });
  }
}
