/**
 * How the pixels of an image are prepared for a network, worded for a report's Methods. `whiten`: per image (x − mean)
 * / max(std, 1/√N), paper section 2; `scale`: x / 255; `inception`: x / 127.5 − 1, as in TensorFlow's Inception.
 */
export const PREPROCESSINGS = {
  whiten:
    'Images are cropped to 28×28, at the center unless stated otherwise; then each has its own mean subtracted and is divided by its own standard deviation.',
  scale: 'Pixels are divided by 255.',
  inception:
    'The central 87.5 % of each image is resized to 299×299, unless stated otherwise, and pixels are scaled to −1 … 1.',
} as const;

/** The preprocessings of data sets that are known before they are loaded; image folders use `inception`. */
export const KNOWN_PREPROCESSINGS = [
  'whiten',
  'scale',
] as const satisfies readonly (keyof typeof PREPROCESSINGS)[];

/** What is known about a data set before it is loaded. */
export interface DatasetFacts {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly classes: number;
  /** Names of the classes 0, 1, …; omitted if the labels are self-explanatory. */
  readonly classNames?: readonly string[];
  /** Number of images. */
  readonly train: number;
  readonly test: number;
  /** Default in a spec. */
  readonly preprocessing: (typeof KNOWN_PREPROCESSINGS)[number];
}
