import { DATASETS, type ImageSet } from '@rote/domain';
import { decodeRecords, PIXELS, recordBytes } from './formats/cifar-records.js';
import { cifar10PngSource } from './sources/cifar10-png-source.js';
import type { DataFile } from './sources/data-file.js';
import type { DatasetLoader } from './dataset-loader.js';
import { tarUrlSource } from './sources/tar-url-source.js';
import { createVerifiedFiles, type VerifiedFiles } from './cache/verified-files.js';

const OFFICIAL_ARCHIVE = tarUrlSource(
  'https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz',
  'cifar-10-batches-bin',
);
const BATCH_IMAGES = 10_000;
const LABEL_BYTES = 1;

const batch = (name: string, sha256: string): DataFile => ({
  name,
  bytes: BATCH_IMAGES * recordBytes(LABEL_BYTES),
  sha256,
});

const TRAIN_BATCHES = [
  batch('data_batch_1.bin', 'cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5'),
  batch('data_batch_2.bin', 'a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed'),
  batch('data_batch_3.bin', 'bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67'),
  batch('data_batch_4.bin', '014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48'),
  batch('data_batch_5.bin', '755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add'),
];
const TEST_BATCHES = [
  batch('test_batch.bin', '8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b'),
];

/** CIFAR-10 (Krizhevsky 2009), cached as the six files of its official binary version. */
export const loadCifar10: DatasetLoader = async (context) => {
  const files = createVerifiedFiles({
    ...context,
    title: 'cifar10',
    files: [...TRAIN_BATCHES, ...TEST_BATCHES],
    sources: [OFFICIAL_ARCHIVE, cifar10PngSource],
  });
  const { height, width, channels, classes } = DATASETS.cifar10;
  const train = await readBatches(files, TRAIN_BATCHES);
  const test = await readBatches(files, TEST_BATCHES);
  return { name: 'cifar10', height, width, channels, classes, train, test };
};

/** Decodes one batch at a time, so that memory never holds more than one undecoded batch. */
async function readBatches(files: VerifiedFiles, batches: readonly DataFile[]): Promise<ImageSet> {
  const count = batches.length * BATCH_IMAGES;
  const images = new Uint8Array(count * PIXELS * 3);
  const labels = new Uint8Array(count);
  for (const [index, file] of batches.entries()) {
    const first = index * BATCH_IMAGES;
    decodeRecords(
      {
        name: `cifar10: ${file.name}`,
        content: await files.read(file),
        labelBytes: LABEL_BYTES,
        classes: DATASETS.cifar10.classes,
      },
      images.subarray(first * PIXELS * 3),
      labels.subarray(first, first + BATCH_IMAGES),
    );
  }
  return { count, images, labels };
}
