import { randomKey, randomSource } from '@rote/domain';

/** Train labels after a corruption, with a mask of what it did to each. */
export interface CorruptedLabels {
  /** One class index an image. */
  readonly labels: Uint8Array;
  /** 1 where a class was drawn anew. */
  readonly selected: Uint8Array;
  /** 1 where the label differs from the true one; a drawn class may be the true one. */
  readonly changed: Uint8Array;
}

/**
 * Replaces each label, independently with a probability, with a uniformly random class (paper, section 2.1).
 *
 * The draws of an image depend on the seed and its index alone: of two probabilities, the larger selects every image
 * that the smaller does, and gives it the same class.
 *
 * @param probability 0 … 1; 0 leaves every label, 1 draws every label
 */
export function corruptLabels(
  labels: Uint8Array,
  options: { readonly classes: number; readonly probability: number; readonly seed: number },
): CorruptedLabels {
  const { classes, probability, seed } = options;
  const corrupted = Uint8Array.from(labels);
  const selected = new Uint8Array(labels.length);
  const changed = new Uint8Array(labels.length);
  if (probability === 0) return { labels: corrupted, selected, changed };
  for (let index = 0; index < labels.length; index++) {
    const source = randomSource(randomKey(seed, 'labels', index));
    if (source.uniform() >= probability) continue;
    const label = source.integer(classes);
    selected[index] = 1;
    changed[index] = label === labels[index] ? 0 : 1;
    corrupted[index] = label;
  }
  return { labels: corrupted, selected, changed };
}
