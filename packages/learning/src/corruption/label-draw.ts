import type { RandomSource } from '@rote/domain';

/** Draws a label for an image of a class; `undefined` leaves it as it is. */
export type LabelDraw = (source: RandomSource, trueClass: number) => number | undefined;

export const withProbability =
  (probability: number, draw: (source: RandomSource, trueClass: number) => number): LabelDraw =>
  (source, trueClass) =>
    source.uniform() < probability ? draw(source, trueClass) : undefined;

/** One of the classes, uniformly. */
export const anyClass =
  (classes: number) =>
  (source: RandomSource): number =>
    source.integer(classes);

/** One of the classes but the true one, uniformly. */
export const otherClass =
  (classes: number) =>
  (source: RandomSource, trueClass: number): number =>
    (trueClass + 1 + source.integer(classes - 1)) % classes;

/** A class with the probabilities of the true one's row; the last one makes up for their rounding. */
export const classOfRow =
  (transitions: readonly (readonly number[])[]): LabelDraw =>
  (source, trueClass) => {
    const row = transitions[trueClass]!;
    let rest = source.uniform();
    const drawn = row.findIndex((share) => (rest -= share) < 0);
    return drawn === -1 ? row.findLastIndex((share) => share > 0) : drawn;
  };
