import type { PatternSpec } from '../sweep-spec.js';
import { frozen, type Preset } from './preset.js';

const partialLabels = (probability: number) => ({ kind: 'partial-labels' as const, probability });

/** Axes with the values of the paper, for `preset` in a grid. */
export const GRID_PRESETS = frozen({
  'randomization-tests': {
    title: 'true labels and the four randomization tests',
    source: 'Zhang et al. 2017, section 2.1 and figure 1a',
    values: { corruption: ['none', 'shuffled-pixels', 'gaussian', 'random-pixels', 'random-labels'] },
  },
  'label-noise-levels': {
    title: 'from no to all labels random, in eleven steps',
    source: 'Zhang et al. 2017, section 2.1 and figures 1b and 1c',
    values: {
      corruption: [
        'none',
        ...[0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9].map(partialLabels),
        'random-labels',
      ],
    },
  },
  'paper-networks': {
    title: 'the five networks for CIFAR-10',
    source: 'Zhang et al. 2017, table 1',
    values: {
      architecture: ['inception-small', 'inception-small-no-bn', 'alexnet-small', 'mlp-3x512', 'mlp-1x512'],
    },
  },
  'paper-regularizers': {
    title: 'without a regularizer, with weight decay, random crops, and both',
    source: 'Zhang et al. 2017, table 1',
    values: { regularizer: ['none', 'weight-decay', 'random-crop', ['weight-decay', 'random-crop']] },
  },
} satisfies Readonly<Record<string, Preset<PatternSpec>>>);
