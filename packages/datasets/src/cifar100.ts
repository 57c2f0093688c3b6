import { DATASETS, describeError, RoteError, saysOutOfMemory, type ImageSet } from '@rote/domain';
import { createVerifiedFiles } from './cache/verified-files.js';
import type { DatasetLoader } from './dataset-loader.js';
import { decodeRecords, PIXELS } from './formats/cifar-records.js';
import { unpackTarGz } from './formats/tar-gz.js';
import type { DataFile } from './sources/data-file.js';
import type { DataSource } from './sources/data-source.js';
import { fileUrlSource } from './sources/file-url-source.js';

/** An image's superclass, which is ignored, and its class. */
const LABEL_BYTES = 2;
const TRAIN_FILE = 'cifar-100-binary/train.bin';
const TEST_FILE = 'cifar-100-binary/test.bin';

export interface Cifar100Options {
  /** A gzipped tar archive with both files. */
  readonly archive: DataFile;
  /** Tried in this order for the archive. */
  readonly sources: readonly DataSource[];
  /** Number of images. */
  readonly train: number;
  readonly test: number;
}

/** Creates the loader of CIFAR-100, or of an archive with the same layout. */
export function cifar100Loader({ archive, sources, train, test }: Cifar100Options): DatasetLoader {
  return async (context) => {
    const files = createVerifiedFiles({ ...context, title: 'cifar100', files: [archive], sources });
    const contents = await unpackTarGz(await files.read(archive)).catch((cause: unknown) => {
      if (saysOutOfMemory(describeError(cause))) throw cause;
      throw new RoteError('data-corrupt', `cifar100: ${archive.name}: ${describeError(cause)}`, { cause });
    });
    const { height, width, channels, classes } = DATASETS.cifar100;
    const decode = (file: string, count: number): ImageSet => {
      const content = contents.get(file);
      if (content === undefined)
        throw new RoteError('data-corrupt', `cifar100: ${archive.name} has no ${file}`);
      const images = new Uint8Array(count * PIXELS * channels);
      const labels = new Uint8Array(count);
      decodeRecords({ name: `cifar100: ${file}`, content, labelBytes: LABEL_BYTES, classes }, images, labels);
      return { count, images, labels };
    };
    return {
      name: 'cifar100',
      height,
      width,
      channels,
      classes,
      train: decode(TRAIN_FILE, train),
      test: decode(TEST_FILE, test),
    };
  };
}

/**
 * CIFAR-100 (Krizhevsky 2009), cached as its official binary archive, because no known npm or Debian package contains the
 * images. Several libraries publish the SHA-256 of the archive (including MLDatasets.jl and GoMLX), but hardly any those
 * of the files inside, so each load checks the archive.
 */
export const loadCifar100 = cifar100Loader({
  archive: {
    name: 'cifar-100-binary.tar.gz',
    bytes: 168_513_733,
    sha256: '58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec',
  },
  sources: [fileUrlSource('https://www.cs.toronto.edu/~kriz')],
  train: DATASETS.cifar100.train,
  test: DATASETS.cifar100.test,
});
