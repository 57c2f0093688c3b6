import type { RandomSource } from '@rote/domain';

/** Draws a label for an image, given its true class; `undefined` keeps the label. */
export type LabelDraw = (source: RandomSource, trueClass: number) => number | undefined;

export const withProbability =
  (probability: number, draw: (source: RandomSource, trueClass: number) => number): LabelDraw =>
  (source, trueClass) =>
    source.uniform() < probability ? draw(source, trueClass) : undefined;

/** Draws one of the classes uniformly. */
export const anyClass =
  (classes: number) =>
  (source: RandomSource): number =>
    source.integer(classes);

/** Draws one of the classes except the true one, uniformly. */
export const otherClass =
  (classes: number) =>
  (source: RandomSource, trueClass: number): number =>
    (trueClass + 1 + source.integer(classes - 1)) % classes;

/**
 * Draws a class with the probabilities in the true class's row. The last class with a share absorbs rounding errors.
 */
export const classOfRow =
  (transitions: readonly (readonly number[])[]): LabelDraw =>
  (source, trueClass) => {
    const row = transitions[trueClass]!;
    let rest = source.uniform();
    const drawn = row.findIndex((share) => (rest -= share) < 0);
    return drawn === -1 ? row.findLastIndex((share) => share > 0) : drawn;
  };
