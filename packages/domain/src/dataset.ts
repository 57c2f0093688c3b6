/** The data sets that a cell can name, and what is known of each before it is loaded. */
export const DATASETS = {
  cifar10: {
    height: 32,
    width: 32,
    channels: 3,
    classes: 10,
    train: 50_000,
    test: 10_000,
    preprocessing: 'whiten',
  },
  mnist: {
    height: 28,
    width: 28,
    channels: 1,
    classes: 10,
    train: 60_000,
    test: 10_000,
    preprocessing: 'scale',
  },
  'fashion-mnist': {
    height: 28,
    width: 28,
    channels: 1,
    classes: 10,
    train: 60_000,
    test: 10_000,
    preprocessing: 'scale',
  },
  synthetic: {
    height: 32,
    width: 32,
    channels: 3,
    classes: 10,
    train: 4096,
    test: 1024,
    preprocessing: 'whiten',
  },
} as const satisfies Record<string, DatasetFacts>;

export type DatasetName = keyof typeof DATASETS;
export const DATASET_NAMES = Object.keys(DATASETS) as readonly DatasetName[];

/** What an image folder cell calls its data set. */
export const IMAGE_FOLDER = 'image-folder';

/**
 * `whiten`: per image (x − mean) / max(std, 1/√N), paper section 2; `scale`: x / 255. (Image folders have one of their
 * own: `FolderDataset`.)
 */
export type Preprocessing = 'whiten' | 'scale';

export interface DatasetFacts {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly classes: number;
  /** Number of images. */
  readonly train: number;
  readonly test: number;
  /** What a spec that does not say gets. */
  readonly preprocessing: Preprocessing;
}

/** The side of the square window that models see; larger images are cropped to it (paper, appendix A). */
export const INPUT_SIDE = 28;

/** The side of the square window that Inception-v3 sees of an image of a folder (Szegedy et al. 2015). */
export const FOLDER_INPUT_SIDE = 299;

/** A class index for each image: two bytes each where there are more than 256 classes. */
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
 * A part of an image, before it is stretched to a square window: the central 87.5 % of its height and of its width, or
 * what was drawn for an augmentation. Fractions stand for an image of any size.
 */
export type ImagePart =
  | { readonly kind: 'centre' }
  | {
      readonly kind: 'drawn';
      /** Of the image's area: above 0, at most 1. */
      readonly area: number;
      /** Width by height. */
      readonly aspect: number;
      /** Where it lies between the left and the right edge, and between the upper and the lower one: 0 … 1. */
      readonly x: number;
      readonly y: number;
      /** Left to right. */
      readonly mirrored: boolean;
    };

/** Images with their true labels, each read when it is asked for. */
export interface StreamedSet {
  readonly count: number;
  /** `count` class indices. */
  readonly labels: Labels;
  /** SHA-256 over the names and sizes of its files, in order. */
  readonly sha256: string;
  /**
   * Reads a part of an image as a window of {@link FOLDER_INPUT_SIDE}² pixels: bytes, row-major (HWC), RGB.
   *
   * @throws RoteError `data-corrupt` where the image is missing or damaged
   */
  readonly read: (index: number, part: ImagePart) => Promise<Uint8Array>;
}

/** A folder of images, too many to be in memory. */
export interface StreamedDataset {
  readonly name: typeof IMAGE_FOLDER;
  readonly channels: 3;
  readonly classes: number;
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
