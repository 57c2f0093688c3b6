import type { Architecture, Cell, Features } from './cell.js';
import { classCount } from './cell.js';
import { DATASETS, IMAGE_FOLDER, INPUT_SIDE } from './dataset.js';
import { wholeDataset } from './resolving/index.js';

/** What the number of a cell's parameters depends on. */
export type CountedCell = Pick<Cell, 'architecture' | 'dataset' | 'corruption' | 'leaveOut'>;

/** Features of one channel that Gabor wavelets give: 3 wavelengths, 8 orientations, 7 × 7 places. */
const GABOR_FEATURES = 3 * 8 * 7 * 7;

/** Values that a linear model sees of an image. */
export function featureCount(features: Features, channels: number): number {
  switch (features.kind) {
    case 'raw':
      return INPUT_SIDE * INPUT_SIDE * channels;
    case 'random-convolutions':
      // Positive and negative parts in four quadrants, and a constant 1.
      return features.filters * 2 * 4 + 1;
    case 'gabor':
      return GABOR_FEATURES * channels;
    default:
      throw new TypeError(`no such features: ${JSON.stringify(features satisfies never)}`);
  }
}

/** Weights of a fully connected layer, one bias a unit. */
const dense = (inputs: number, units: number): number => (inputs + 1) * units;
/** Weights of a convolution, one bias a filter. */
const convolution = (side: number, inputs: number, filters: number): number =>
  (side * side * inputs + 1) * filters;

/** All of inception-small between its first convolution and its last layer, whatever its images. */
const INCEPTION_SMALL_MODULES = 1_643_344;
/** All of Inception-v3 after its first convolution and before its last layer. */
const INCEPTION_V3_MODULES = 21_767_456;

/** Depth 2 has 2n + d; a deeper one passes t and the sum so far on from layer to layer. */
function countMemorizer(points: number, values: number, depth: number): number {
  const layers = depth - 1;
  const size = Math.ceil(points / layers);
  let count = values;
  for (let layer = 0; layer < layers; layer++) {
    const units = Math.max(0, Math.min(size, points - layer * size));
    const isLast = layer === layers - 1;
    count += units + units * (isLast ? 1 : 2);
    if (layer > 0) count += units + (isLast ? 0 : 1) + (layer > 1 ? 4 : 2);
  }
  return count;
}

function countOf(
  architecture: Architecture,
  { channels, classes, trained }: { channels: number; classes: number; trained: number },
): number {
  const values = INPUT_SIDE * INPUT_SIDE * channels;
  switch (architecture.kind) {
    case 'mlp': {
      const { depth, width } = architecture;
      return dense(values, width) + (depth - 1) * dense(width, width) + dense(width, classes);
    }
    case 'alexnet-small':
      return (
        convolution(5, channels, 64) +
        convolution(5, 64, 64) +
        dense(7 * 7 * 64, 384) +
        dense(384, 192) +
        dense(192, classes)
      );
    case 'inception-small':
      return convolution(3, channels, 96) + INCEPTION_SMALL_MODULES + dense(336, classes);
    case 'inception-v3':
      return convolution(3, channels, 32) + INCEPTION_V3_MODULES + dense(2048, classes);
    case 'linear':
      return featureCount(architecture.features, channels) * classes;
    case 'kernel':
      return trained * classes;
    case 'memorizer':
      return countMemorizer(trained, values, architecture.depth);
    default:
      throw new TypeError(`no such architecture: ${JSON.stringify(architecture satisfies never)}`);
  }
}

/**
 * How many numbers a cell's network has to learn, as its result will say; known before anything is drawn. Running
 * averages of batch normalization are none.
 */
export function parameterCount(cell: CountedCell): number {
  const { architecture, dataset, leaveOut } = cell;
  return countOf(architecture, {
    channels: dataset.name === IMAGE_FOLDER ? 3 : DATASETS[dataset.name].channels,
    classes: classCount(cell, wholeDataset(dataset).classes),
    trained: dataset.train - (leaveOut === undefined ? 0 : 1),
  });
}
