import type { DatasetFacts } from './facts.js';

/** Xiao et al. 2017: pictures of clothes in the format of MNIST. The names are those of its README. */
export const fashionMnist = {
  height: 28,
  width: 28,
  channels: 1,
  classes: 10,
  classNames: [
    'T-shirt/top',
    'trouser',
    'pullover',
    'dress',
    'coat',
    'sandal',
    'shirt',
    'sneaker',
    'bag',
    'ankle boot',
  ],
  train: 60_000,
  test: 10_000,
  preprocessing: 'scale',
} as const satisfies DatasetFacts;
