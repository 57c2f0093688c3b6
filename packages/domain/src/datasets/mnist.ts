import type { DatasetFacts } from './facts.js';

/** LeCun et al. 1998: 70,000 handwritten digits. */
export const mnist = {
  height: 28,
  width: 28,
  channels: 1,
  classes: 10,
  train: 60_000,
  test: 10_000,
  preprocessing: 'scale',
} as const satisfies DatasetFacts;
