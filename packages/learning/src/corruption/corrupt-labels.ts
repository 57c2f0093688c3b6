import type { Corruption, Labels, RandomSource } from '@rote/domain';
import { randomKey, randomSource } from '@rote/domain';
import type { Split } from './pixel-orders.js';

/** Labels after a corruption, with a mask of what it did to each. */
export interface CorruptedLabels {
  /** One class index an image. */
  readonly labels: Labels;
  /** 1 where a class was drawn anew. */
  readonly selected: Uint8Array;
  /** 1 where the label differs from the true one; a drawn class may be the true one. */
  readonly changed: Uint8Array;
}

/** Draws a label for an image of a class; `undefined` leaves it as it is. */
type LabelDraw = (source: RandomSource, trueClass: number) => number | undefined;

const withProbability =
  (probability: number, draw: (source: RandomSource, trueClass: number) => number): LabelDraw =>
  (source, trueClass) =>
    source.uniform() < probability ? draw(source, trueClass) : undefined;

/** One of the classes but the true one, uniformly. */
const otherClass =
  (classes: number) =>
  (source: RandomSource, trueClass: number): number =>
    (trueClass + 1 + source.integer(classes - 1)) % classes;

/** A class with the probabilities of the true one's row; the last one makes up for their rounding. */
const classOfRow =
  (transitions: readonly (readonly number[])[]): LabelDraw =>
  (source, trueClass) => {
    const row = transitions[trueClass]!;
    let rest = source.uniform();
    const drawn = row.findIndex((share) => (rest -= share) < 0);
    return drawn === -1 ? row.findLastIndex((share) => share > 0) : drawn;
  };

function labelDraw(corruption: Corruption, classes: number): LabelDraw | undefined {
  switch (corruption.kind) {
    case 'partial-labels':
      return withProbability(
        corruption.probability,
        corruption.excludeTrueClass === true ? otherClass(classes) : (source) => source.integer(classes),
      );
    case 'random-labels':
      return withProbability(1, (source) => source.integer(classes));
    case 'random-binary-labels':
      return (source) => source.integer(2);
    case 'asymmetric-labels':
      return classOfRow(corruption.transitions);
    case 'none':
    case 'shuffled-pixels':
    case 'random-pixels':
    case 'gaussian':
      return undefined;
    default:
      throw new TypeError(`no such corruption: ${JSON.stringify(corruption satisfies never)}`);
  }
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
  const draw = labelDraw(corruption, classes);
  if (draw === undefined) return { labels: corrupted, selected, changed };
  for (let index = 0; index < labels.length; index++) {
    const label = draw(randomSource(keyOf(seed, split, index)), labels[index]!);
    if (label === undefined) continue;
    selected[index] = 1;
    changed[index] = label === labels[index] ? 0 : 1;
    corrupted[index] = label;
  }
  return { labels: corrupted, selected, changed };
}
