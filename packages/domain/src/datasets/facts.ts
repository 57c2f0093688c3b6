/**
 * What was done to the pixels of an image before a network sees it, in the words of a report's Methods. `whiten`: per
 * image (x − mean) / max(std, 1/√N), paper section 2; `scale`: x / 255; `inception`: x / 127.5 − 1, as TensorFlow's
 * Inception.
 */
export const PREPROCESSINGS = {
  whiten:
    'Images are cropped to 28×28, at the centre unless said otherwise; then each has its own mean subtracted and is divided by its own standard deviation.',
  scale: 'Pixels are divided by 255.',
  inception:
    'Of each image, the central 87.5 % are resized to 299×299, unless said otherwise, and pixels scaled to −1 … 1.',
} as const;

/** Those of data sets that are known before they are loaded; image folders have `inception`. */
export const KNOWN_PREPROCESSINGS = [
  'whiten',
  'scale',
] as const satisfies readonly (keyof typeof PREPROCESSINGS)[];

/** What is known of a data set before it is loaded. */
export interface DatasetFacts {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly classes: number;
  /** Number of images. */
  readonly train: number;
  readonly test: number;
  /** The default of a spec. */
  readonly preprocessing: (typeof KNOWN_PREPROCESSINGS)[number];
}
