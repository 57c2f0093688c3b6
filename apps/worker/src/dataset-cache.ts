import { loadDataset, openImageFolder, takeSubset } from '@rote/datasets';
import type { CellDataset, Dataset, StreamedDataset } from '@rote/domain';
import { IMAGE_FOLDER } from '@rote/domain';

/** Finds the images of a cell. */
export type FindDataset = (dataset: CellDataset, signal: AbortSignal) => Promise<Dataset | StreamedDataset>;

/**
 * Loads data sets and keeps the last one: the next cell is most often of the same sweep. Of an image folder it keeps the
 * list, and reads it anew where a cell wants another part of it.
 */
export function createDatasetCache(dataDir: string): FindDataset {
  let whole: Dataset | undefined;
  let opened: { readonly key: string; readonly folder: StreamedDataset } | undefined;
  return async (dataset, signal) => {
    if (dataset.name === IMAGE_FOLDER) {
      const key = JSON.stringify(dataset);
      if (opened?.key !== key) {
        whole = undefined;
        opened = undefined;
        opened = { key, folder: await openImageFolder(dataset, { dataDir, signal }) };
      }
      return opened.folder;
    }
    const { name, train, test, subsetSeed } = dataset;
    opened = undefined;
    if (whole?.name !== name) {
      whole = undefined;
      whole = await loadDataset(name, { cacheDir: dataDir, signal });
    }
    return takeSubset(whole, { train, test, seed: subsetSeed });
  };
}
