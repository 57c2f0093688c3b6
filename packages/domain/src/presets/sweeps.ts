import type { CorruptionSpec } from '../corruptions/index.js';
import type { SweepSpec } from '../sweep-spec.js';
import { GRID_PRESETS } from './grids.js';
import { frozen, type Preset } from './preset.js';

const SEED = [1];
const RANDOM_LABELS: CorruptionSpec[] = ['random-labels'];

/** Whole experiments of the paper, for `preset` at the top of a sweep file. */
export const SWEEP_PRESETS = frozen({
  'paper-table-1': {
    title: 'five networks on CIFAR-10, true and random labels, with and without regularizers: 19 cells',
    source: 'Zhang et al. 2017, table 1',
    values: {
      name: 'table 1',
      dataset: 'cifar10',
      grid: {
        architecture: ['inception-small', 'alexnet-small'],
        corruption: ['none'],
        ...GRID_PRESETS['paper-regularizers'].values,
        seed: SEED,
      },
      include: [
        {
          architecture: ['inception-small-no-bn', 'mlp-3x512', 'mlp-1x512'],
          regularizer: ['none', 'weight-decay'],
        },
        { ...GRID_PRESETS['paper-networks'].values, corruption: RANDOM_LABELS },
      ],
      training: { epochs: 60 },
    },
  },
  'paper-table-2': {
    title: 'Inception-v3 on ImageNet, true and random labels, with and without regularizers: 7 cells',
    source: 'Zhang et al. 2017, table 2; trained by SGD instead of RMSProp',
    values: {
      name: 'table 2',
      dataset: {
        name: 'image-folder',
        folder: 'imagenet',
        classes: 1000,
        images: { train: 1_281_167, test: 50_000 },
      },
      device: 'gpu',
      grid: {
        architecture: ['inception-v3'],
        corruption: ['none'],
        regularizer: [['weight-decay', 'dropout', 'random-crop'], 'random-crop', 'weight-decay', 'none'],
        seed: SEED,
      },
      include: [
        {
          architecture: ['inception-v3'],
          corruption: RANDOM_LABELS,
          regularizer: [['weight-decay', 'dropout'], 'weight-decay', 'none'],
        },
      ],
      training: { epochs: 100, batchSize: 32, decayPerEpoch: 0.94, stepsPerDecay: 80_074 },
    },
  },
  'paper-table-4': {
    title: 'regularizers against random labels on CIFAR-10: 6 cells',
    source: 'Zhang et al. 2017, table 4; epochs and decay of the augmented cells are not in the paper',
    values: {
      name: 'table 4',
      dataset: 'cifar10',
      grid: {
        architecture: ['inception-small', 'alexnet-small', 'mlp-3x512', 'mlp-1x512'],
        corruption: RANDOM_LABELS,
        regularizer: ['weight-decay'],
        seed: SEED,
      },
      include: [
        {
          architecture: ['inception-small'],
          corruption: RANDOM_LABELS,
          regularizer: ['random-crop', 'flip-rotation'],
          epochs: [200],
          decayPerEpoch: [0.999],
        },
      ],
      training: { epochs: 60 },
    },
  },
  'paper-figure-1a': {
    title: 'train loss of inception-small under the randomization tests: 5 cells',
    source: 'Zhang et al. 2017, figure 1a',
    values: {
      name: 'figure 1a',
      dataset: 'cifar10',
      grid: {
        architecture: ['inception-small'],
        ...GRID_PRESETS['randomization-tests'].values,
        seed: SEED,
      },
      training: { epochs: 69 },
    },
  },
  'paper-figure-1bc': {
    title: 'time to overfit and test error against label noise, three networks: 33 cells',
    source: 'Zhang et al. 2017, figures 1b and 1c',
    values: {
      name: 'figure 1b and 1c',
      dataset: 'cifar10',
      grid: {
        architecture: ['inception-small', 'alexnet-small', 'mlp-1x512'],
        ...GRID_PRESETS['label-noise-levels'].values,
        seed: SEED,
      },
      training: { epochs: 60 },
    },
  },
  'paper-figure-2b': {
    title: 'test accuracy of inception-small with and without batch normalization: 2 cells',
    source: 'Zhang et al. 2017, figure 2b',
    values: {
      name: 'figure 2b',
      dataset: 'cifar10',
      grid: {
        architecture: ['inception-small', 'inception-small-no-bn'],
        corruption: ['none'],
        seed: SEED,
      },
      training: { epochs: 51 },
    },
  },
  'paper-kernel-mnist': {
    title: 'least norm with a Gaussian kernel on MNIST, on pixels and on wavelets: 12 cells',
    source: 'Zhang et al. 2017, section 5; the other numbers of train images are not in the paper',
    values: {
      name: 'kernel on MNIST',
      dataset: 'mnist',
      grid: {
        architecture: ['kernel', { kind: 'kernel', features: 'gabor' }],
        trainImages: [1000, 2000, 5000, 10_000, 20_000, 60_000],
        seed: SEED,
      },
    },
  },
  'paper-theorem-1': {
    title: 'networks with few weights that know random labels by heart, up to 20,000 images: 96 cells',
    source: 'Zhang et al. 2017, theorem 1 and its corollary',
    values: {
      name: 'theorem 1',
      dataset: { name: 'cifar10', test: 1000 },
      grid: {
        architecture: [
          'memorizer',
          { kind: 'memorizer', precision: 'float32' },
          { kind: 'memorizer', depth: 3 },
          { kind: 'memorizer', depth: 5 },
        ],
        corruption: RANDOM_LABELS,
        trainImages: [100, 200, 500, 1000, 2000, 5000, 10_000, 20_000],
        seed: [1, 2, 3],
      },
    },
  },
} satisfies Readonly<Record<string, Preset<SweepSpec>>>);
