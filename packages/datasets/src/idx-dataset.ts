import { DATASETS, type Dataset, type DatasetName, type ImageSet } from '@rote/domain';
import type { DataFile } from './sources/data-file.js';
import type { DatasetLoader } from './dataset-loader.js';
import type { DataSource } from './sources/data-source.js';
import { parseIdx } from './formats/idx.js';
import { createVerifiedFiles, type VerifiedFiles } from './cache/verified-files.js';

export interface IdxDataset {
  readonly name: DatasetName;
  readonly trainImages: DataFile;
  readonly trainLabels: DataFile;
  readonly testImages: DataFile;
  readonly testLabels: DataFile;
  /** Tried in this order for missing files. */
  readonly sources: readonly DataSource[];
}

/** The loader of a data set in the four-file format of MNIST. */
export function idxDatasetLoader(dataset: IdxDataset): DatasetLoader {
  const { name, trainImages, trainLabels, testImages, testLabels, sources } = dataset;
  return async (context): Promise<Dataset> => {
    const files = createVerifiedFiles({
      ...context,
      title: name,
      files: [trainImages, trainLabels, testImages, testLabels],
      sources,
    });
    const { height, width, channels, classes } = DATASETS[name];
    const train = await readImageSet(files, trainImages, trainLabels);
    const test = await readImageSet(files, testImages, testLabels);
    return { name, height, width, channels, classes, train, test };
  };
}

async function readImageSet(
  files: VerifiedFiles,
  imageFile: DataFile,
  labelFile: DataFile,
): Promise<ImageSet> {
  const images = parseIdx(await files.read(imageFile), imageFile.name);
  const labels = parseIdx(await files.read(labelFile), labelFile.name);
  return { count: labels.data.length, images: images.data, labels: labels.data };
}
