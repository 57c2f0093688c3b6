import { join } from 'node:path';
import { RoteError, type Dataset, type DatasetName } from '@rote/domain';
import { loadCifar10 } from './cifar10.js';
import type { DatasetLoader } from './dataset-loader.js';
import { loadFashionMnist } from './fashion-mnist.js';
import { loadMnist } from './mnist.js';
import { generateSynthetic } from './synthetic.js';

export interface LoadDatasetOptions {
  /** The folder that all data sets are cached in, each in a folder of its name; made when it is missing. */
  readonly cacheDir: string;
  /** Told in short lines what is being fetched; silent when everything is in the cache. */
  readonly onProgress?: (line: string) => void;
  /** Called for every sign that loading goes on: bytes that have come, a file that was read. */
  readonly onActivity?: () => void;
  readonly signal?: AbortSignal;
}

const LOADERS = {
  cifar10: loadCifar10,
  mnist: loadMnist,
  'fashion-mnist': loadFashionMnist,
  synthetic: () => Promise.resolve(generateSynthetic()),
} satisfies Record<DatasetName, DatasetLoader>;

/**
 * Loads a data set from the cache, fetching into it what is missing or damaged. Every byte is checked by SHA-256 on
 * every load. Processes that load at once fetch once; a fetch that was killed is taken up where it stopped.
 *
 * @returns images as uint8 NHWC, in the data set's own order
 * @throws RoteError `data-unavailable` (retryable when no source could be reached; the message says what was tried
 *   and how to put the files there by hand), `data-corrupt`, `aborted`
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
    const message = `${name}: cannot use the data cache ${folder}: make it a folder that can be read and written`;
    throw new RoteError('data-unavailable', message, { cause });
  }
}
