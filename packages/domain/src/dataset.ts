import type { DatasetName, IMAGE_FOLDER } from './datasets/index.js';

/** The side of the square window that models see; larger images are cropped to it (paper, appendix A). */
export const INPUT_SIDE = 28;

/** The side of the square window that Inception-v3 sees of a folder's image (Szegedy et al. 2015). */
export const FOLDER_INPUT_SIDE = 299;

/** A class index for each image, in two bytes each if there are more than 256 classes. */
export type Labels = Uint8Array | Uint16Array;

/** Images with their true labels, all in memory. */
export interface ImageSet {
  readonly count: number;
  /** `count × height × width × channels` bytes, row-major (NHWC), 0 … 255. */
  readonly images: Uint8Array;
  /** `count` class indices. */
  readonly labels: Uint8Array;
}

/**
 * A part of an image, before it is stretched to a square window: the central 87.5 % of its height and width, or a part
 * drawn for augmentation. Fractions make it independent of the image's size.
 */
export type ImagePart =
  | { readonly kind: 'center' }
  | {
      readonly kind: 'drawn';
      /** Of the image's area: above 0, at most 1. */
      readonly area: number;
      /** Width by height. */
      readonly aspect: number;
      /** Position between the left and the right edge, and between the upper and the lower one: 0 … 1. */
      readonly x: number;
      readonly y: number;
      /** Whether left and right are swapped. */
      readonly mirrored: boolean;
    };

/** Images with their true labels; each image is read on request. */
export interface StreamedSet {
  readonly count: number;
  /** `count` class indices. */
  readonly labels: Labels;
  /** SHA-256 over the names and sizes of its files, in order. */
  readonly sha256: string;
  /**
   * Reads a part of an image as a window of {@link FOLDER_INPUT_SIDE}² pixels: bytes, row-major (HWC), RGB.
   *
   * @throws RoteError `data-corrupt` if the image is missing or damaged
   */
  readonly read: (index: number, part: ImagePart) => Promise<Uint8Array>;
}

/** A folder of images, too large for memory. */
export interface StreamedDataset {
  readonly name: typeof IMAGE_FOLDER;
  readonly channels: 3;
  readonly classes: number;
  /** Names of the classes 0, 1, …: those of its folders. */
  readonly classNames: readonly string[];
  readonly train: StreamedSet;
  readonly test: StreamedSet;
}

export interface Dataset {
  readonly name: DatasetName;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly classes: number;
  readonly train: ImageSet;
  readonly test: ImageSet;
}
