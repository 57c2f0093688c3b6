import type { DatasetFacts } from './facts.js';

/** Generated on the spot in the format of CIFAR-10, with nothing to download. */
export const synthetic = {
  height: 32,
  width: 32,
  channels: 3,
  classes: 10,
  train: 4096,
  test: 1024,
  preprocessing: 'whiten',
} as const satisfies DatasetFacts;
