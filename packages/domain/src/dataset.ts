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

/** `whiten`: per image (x − mean) / max(std, 1/√N), paper section 2; `scale`: x / 255. */
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

/** Images with their true labels. */
export interface ImageSet {
  readonly count: number;
  /** `count × height × width × channels` bytes, row-major (NHWC), 0 … 255. */
  readonly images: Uint8Array;
  /** `count` class indices. */
  readonly labels: Uint8Array;
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
