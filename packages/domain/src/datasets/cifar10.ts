import type { DatasetFacts } from './facts.js';

/**
 * Krizhevsky 2009: 60,000 color photos of ten classes. The paper whitens each image (section 2). The names are those of
 * the archive's `batches.meta.txt`.
 */
export const cifar10 = {
  height: 32,
  width: 32,
  channels: 3,
  classes: 10,
  classNames: ['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck'],
  train: 50_000,
  test: 10_000,
  preprocessing: 'whiten',
} as const satisfies DatasetFacts;
