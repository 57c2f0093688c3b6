import { canonicalJson, sha256Hex } from './cell-id.js';
import type { Cell } from './cell.js';
import { seedFor } from './cell.js';
import { corruptsImages, labelNoise } from './corruptions/index.js';

/**
 * Some train images of a cell as its network sees them in the first epoch: corrupted, cropped and augmented, but neither
 * scaled nor mixed. They are kept to be looked at.
 */
export interface KeptImages {
  /** Size of each image in pixels. */
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** The network sees this many times as many rows and columns, of which every such one is kept. */
  readonly stride: number;
  /** Indices in the cell's train set. */
  readonly indices: readonly number[];
  /** The label of each for training. */
  readonly labels: readonly number[];
  /** The label of each in the data set. */
  readonly trueLabels: readonly number[];
  /** The classes that `labels` stand for; `null` if they have no names or are not classes of the data set. */
  readonly labelNames: readonly string[] | null;
  /** The classes that `trueLabels` stand for; `null` if they have no names. */
  readonly trueLabelNames: readonly string[] | null;
  /** Of all train images and labels: see `CorruptionRecord`. */
  readonly imagesSha256: string;
  readonly labelsSha256: string;
  /** `indices.length × height × width × channels` bytes (NHWC), 0 … 255. */
  readonly pixels: Uint8Array;
}

/** The most images that are kept of a train set. */
const MOST_KEPT = 12;

/** The indices of the images that are kept: evenly spread, because image folders are sorted by class. */
export function keptIndices(trainCount: number): readonly number[] {
  const size = Math.min(trainCount, MOST_KEPT);
  return Array.from({ length: size }, (_, i) => Math.floor((i * trainCount) / size));
}

/** Rises when other images, or other bytes of them, are kept for the same cell. */
const VERSION = 1;

/**
 * What the kept images of a cell depend on: its data set, its corruption, its augmentation, and the seeds of these. Cells
 * that differ in other settings share their images.
 */
export function keptImagesInputs(cell: Cell): Readonly<Record<string, unknown>> {
  const { dataset, corruption, regularizer } = cell;
  const { augmentation } = regularizer;
  return {
    version: VERSION,
    dataset,
    corruption,
    augmentation,
    seeds: {
      ...(labelNoise(corruption) > 0 && { labels: seedFor(cell, 'labels') }),
      ...(corruptsImages(corruption) && { pixels: seedFor(cell, 'pixels') }),
      ...(augmentation !== 'none' && { order: seedFor(cell, 'order') }),
    },
  };
}

/** The SHA-256 of {@link keptImagesInputs}: cells with the same id have the same images. */
export const keptImagesId = (cell: Cell): string => sha256Hex(canonicalJson(keptImagesInputs(cell)));
