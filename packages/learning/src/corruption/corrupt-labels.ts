import type { Corruption, Labels } from '@rote/domain';
import { randomKey, randomSource } from '@rote/domain';
import { corruptionKind } from './index.js';
import type { Split } from './split.js';

/** Corrupted labels, with masks of what happened to each. */
export interface CorruptedLabels {
  /** One class index per image. */
  readonly labels: Labels;
  /** 1 if the class was redrawn. */
  readonly selected: Uint8Array;
  /** 1 if the label differs from the true one. A redrawn class may be the true one. */
  readonly changed: Uint8Array;
}

/** Test images have their own random numbers. The keys of train images keep the shorter form of earlier protocols. */
const keyOf = (seed: number, split: Split, index: number) =>
  split === 'train' ? randomKey(seed, 'labels', index) : randomKey(seed, 'labels', split, index);

/**
 * Applies a corruption to labels (paper, section 2.1), independently for each.
 *
 * The draws for an image depend only on the seed, the split and the image's index. Of two probabilities, the larger
 * therefore selects every image that the smaller selects, and gives it the same class.
 *
 * @param options.classes number of classes in the data set
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
