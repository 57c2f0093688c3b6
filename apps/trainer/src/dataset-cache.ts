import { loadDataset, openImageFolder, takeSubset } from '@rote/datasets';
import type { CellDataset, Dataset, StreamedDataset, StreamedSet } from '@rote/domain';
import { IMAGE_FOLDER } from '@rote/domain';

interface FindDatasetOptions {
  readonly signal: AbortSignal;
  /** Called with a short line whenever something is fetched. */
  readonly onProgress: (line: string) => void;
  /** Called for every sign of progress. */
  readonly onActivity: () => void;
}

/** Finds the images of a cell. */
export type FindDataset = (
  dataset: CellDataset,
  options: FindDatasetOptions,
) => Promise<Dataset | StreamedDataset>;

/** Wraps a set to report images that cannot be read. */
const watched = (set: StreamedSet, onFault: () => void): StreamedSet => ({
  ...set,
  async read(index, part) {
    try {
      return await set.read(index, part);
    } catch (error) {
      onFault();
      throw error;
    }
  },
});

/**
 * Loads data sets and keeps the last one, because the next cell usually belongs to the same sweep. For an image folder it
 * keeps the list of files, and lists the folder again if a cell wants another part of it, or if an image could not be
 * read: by the next try, a person may have repaired the folder.
 */
export function createDatasetCache(dataDir: string): FindDataset {
  let whole: Dataset | undefined;
  let opened: { readonly key: string; readonly folder: StreamedDataset } | undefined;
  return async (dataset, options) => {
    if (dataset.name === IMAGE_FOLDER) {
      const key = JSON.stringify(dataset);
      if (opened?.key !== key) {
        whole = undefined;
        opened = undefined;
        const folder = await openImageFolder(dataset, { dataDir, ...options });
        const forget = (): void => {
          opened = undefined;
        };
        const [trainSet, testSet] = [watched(folder.train, forget), watched(folder.test, forget)];
        opened = { key, folder: { ...folder, train: trainSet, test: testSet } };
      }
      return opened.folder;
    }
    const { name, train, test, subsetSeed } = dataset;
    opened = undefined;
    if (whole?.name !== name) {
      whole = undefined;
      whole = await loadDataset(name, { cacheDir: dataDir, ...options });
    }
    return takeSubset(whole, { train, test, seed: subsetSeed });
  };
}
