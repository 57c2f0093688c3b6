import {
  DATASETS,
  randomKey,
  randomPermutation,
  randomSource,
  type Dataset,
  type ImageSet,
} from '@rote/domain';

/** The data set is the same everywhere; its seed is part of its definition. */
const SEED = 20161110;
/** Side, in pixels, of the uniform squares that make up a class pattern. */
const SQUARE = 4;

/**
 * A generated data set for tests, with the same bytes on every machine. Each class has a pattern of colored squares;
 * each image is its class's pattern plus uniform noise of the pattern's own range. It is easy to learn, and no two
 * images are alike, so random labels can be fitted too. Classes are balanced to within one image.
 */
export function generateSynthetic(): Dataset {
  const { height, width, channels, classes, train, test } = DATASETS.synthetic;
  const patterns = Array.from({ length: classes }, (_, label) => drawPattern(label));
  return {
    name: 'synthetic',
    height,
    width,
    channels,
    classes,
    train: drawImages('train', train, patterns),
    test: drawImages('test', test, patterns),
  };
}

/** `height × width × channels` values in 64 … 191. */
function drawPattern(label: number): Uint8Array {
  const { height, width, channels } = DATASETS.synthetic;
  const source = randomSource(randomKey(SEED, 'pattern', label));
  const columns = width / SQUARE;
  const squares = Uint8Array.from(
    { length: (height / SQUARE) * columns * channels },
    () => 64 + source.integer(128),
  );
  return Uint8Array.from({ length: height * width * channels }, (_, index) => {
    const pixel = Math.floor(index / channels);
    const row = Math.floor(pixel / width / SQUARE);
    const column = Math.floor((pixel % width) / SQUARE);
    return squares[(row * columns + column) * channels + (index % channels)]!;
  });
}

function drawImages(split: 'train' | 'test', count: number, patterns: readonly Uint8Array[]): ImageSet {
  const labels = Uint8Array.from(
    randomPermutation(randomKey(SEED, 'labels', split), count),
    (place) => place % patterns.length,
  );
  const noise = randomSource(randomKey(SEED, 'noise', split));
  const size = patterns[0]!.length;
  const images = new Uint8Array(count * size);
  let target = 0;
  for (const label of labels) {
    const pattern = patterns[label]!;
    for (let i = 0; i < size; i += 4) {
      const word = noise.uint32();
      // Four values of noise in -64 … 63 from one word: the sum stays within a byte and needs no clamping.
      for (let k = 0; k < 4; k++) images[target++] = pattern[i + k]! + ((word >>> (8 * k)) & 127) - 64;
    }
  }
  return { count, images, labels };
}
