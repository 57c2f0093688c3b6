import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { FolderDataset, Labels, StreamedDataset, StreamedSet } from '@rote/domain';
import { IMAGE_FOLDER, isFolderName, RoteError } from '@rote/domain';
import { chooseImages } from '../subset.js';
import type { OpenImage } from './decode-window.js';
import { decodeWindow, loadDecoder } from './decode-window.js';
import type { FolderListing, ListedImage } from './folder-listing.js';
import { listFolder } from './folder-listing.js';

export interface OpenImageFolderOptions {
  /** The parent of the image folder. */
  readonly dataDir: string;
  readonly signal: AbortSignal;
  /** Called for every class listed. */
  readonly onActivity?: () => void;
}

/**
 * @throws RoteError `data-unavailable` if the folder is not the one that the cell describes: another host may have it
 */
function checkCounts({ classes, images }: FolderDataset, found: FolderListing, folder: string): void {
  const has = [found.classes.length, found.train.length, found.test.length].map(String);
  const wanted = [classes, images.train, images.test].map(String);
  if (has.join() === wanted.join()) return;
  throw new RoteError(
    'data-unavailable',
    `${folder} has ${has[0]!} classes, ${has[1]!} train and ${has[2]!} test images, but the sweep says ${wanted.join(', ')}: ` +
      `complete the folder, or submit the sweep with "classes: ${has[0]!}, images: { train: ${has[1]!}, test: ${has[2]!} }"`,
  );
}

function labelsOf(images: readonly ListedImage[], classes: number): Labels {
  const labels = classes > 256 ? new Uint16Array(images.length) : new Uint8Array(images.length);
  images.forEach(({ label }, index) => (labels[index] = label));
  return labels;
}

function openSet(images: readonly ListedImage[], classes: number, open: OpenImage): StreamedSet {
  const hash = createHash('sha256');
  for (const { name, bytes } of images) hash.update(`${name} ${String(bytes)}\n`);
  return {
    count: images.length,
    labels: labelsOf(images, classes),
    sha256: hash.digest('hex'),
    read: (index, part) => decodeWindow(images[index]!.path, part, open),
  };
}

/**
 * Opens the folder of a cell, and selects images if the cell uses only some of them. Names and sizes are read now,
 * images on demand.
 *
 * @throws RoteError `data-unavailable` if the folder or a part of it is missing, or has other classes or images than
 *   the cell says; `spec-invalid` if its name is invalid; `data-corrupt`; `aborted`
 */
export async function openImageFolder(
  dataset: FolderDataset,
  { dataDir, signal, onActivity }: OpenImageFolderOptions,
): Promise<StreamedDataset> {
  if (!isFolderName(dataset.folder))
    throw new RoteError('spec-invalid', `${dataset.folder} is not a valid folder name`);
  const folder = join(dataDir, dataset.folder);
  try {
    const listing = await listFolder(folder, { signal, onActivity });
    checkCounts(dataset, listing, folder);
    const open = await loadDecoder();
    const openSplit = (split: 'train' | 'test'): StreamedSet => {
      const images = listing[split];
      const chosen = chooseImages(split, {
        size: dataset[split],
        count: images.length,
        seed: dataset.subsetSeed,
      });
      return openSet(
        Array.from(chosen, (index) => images[index]!),
        dataset.classes,
        open,
      );
    };
    return {
      name: IMAGE_FOLDER,
      channels: 3,
      classes: dataset.classes,
      classNames: listing.classes,
      train: openSplit('train'),
      test: openSplit('test'),
    };
  } catch (cause) {
    if (signal.aborted)
      throw new RoteError('aborted', `Opening ${dataset.folder} was aborted`, { cause: signal.reason });
    if (cause instanceof RoteError) throw cause;
    const message = `${folder} cannot be read: give the worker's user permission to read it and everything in it`;
    throw new RoteError('data-unavailable', message, { cause });
  }
}
