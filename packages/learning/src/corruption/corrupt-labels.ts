import type { Corruption, Labels } from '@rote/domain';
import { randomKey, randomSource } from '@rote/domain';
import { corruptionKind } from './index.js';
import type { Split } from './split.js';

/** Labels after a corruption, with a mask of what it did to each. */
export interface CorruptedLabels {
  /** One class index an image. */
  readonly labels: Labels;
  /** 1 where a class was drawn anew. */
  readonly selected: Uint8Array;
  /** 1 where the label differs from the true one; a drawn class may be the true one. */
  readonly changed: Uint8Array;
}

/** Test images have random numbers of their own; those of train images have the shorter name of earlier protocols. */
const keyOf = (seed: number, split: Split, index: number) =>
  split === 'train' ? randomKey(seed, 'labels', index) : randomKey(seed, 'labels', split, index);

/**
 * Replaces labels as a corruption says (paper, section 2.1): each independently of the others.
 *
 * The draws of an image depend on the seed, the split and its index alone: of two probabilities, the larger selects
 * every image that the smaller does, and gives it the same class.
 *
 * @param options.classes of the data set
 */
export function corruptLabels(
  labels: Labels,
  corruption: Corruption,
  options: { readonly classes: number; readonly seed: number; readonly split: Split },
): CorruptedLabels {
  const { classes, seed, split } = options;
  const corrupted = labels.slice();
  const selected = new Uint8Array(labels.length);
  const changed = new Uint8Array(labels.length);
  const draw = corruptionKind(corruption).drawLabel(corruption, classes);
  if (draw === null) return { labels: corrupted, selected, changed };
  for (let index = 0; index < labels.length; index++) {
    const label = draw(randomSource(keyOf(seed, split, index)), labels[index]!);
    if (label === undefined) continue;
    selected[index] = 1;
    changed[index] = label === labels[index] ? 0 : 1;
    corrupted[index] = label;
  }
  return { labels: corrupted, selected, changed };
}
