import type { ExampleRecords, ExampleState } from '@rote/domain';
import { RoteError } from '@rote/domain';
import type { PreparedData } from '../data/prepared-data.js';
import type { ImageScores } from './evaluate.js';

type Trained = Pick<PreparedData, 'trainCount' | 'trained'>;

/**
 * Returns the state of the examples before the first epoch, or the one in a snapshot.
 *
 * @throws RoteError `data-corrupt` if the snapshot does not contain these examples
 */
export function beginExamples(
  { trainCount }: Trained,
  resume: { readonly examples?: ExampleState } | undefined,
): ExampleState {
  if (resume === undefined)
    return {
      firstFitted: new Uint32Array(trainCount),
      timesForgotten: new Uint32Array(trainCount),
      fitted: new Uint8Array(trainCount),
    };
  if (resume.examples?.fitted.length !== trainCount)
    throw new RoteError(
      'data-corrupt',
      'the snapshot does not contain these examples: restart the cell from its beginning',
    );
  return resume.examples;
}

/**
 * Updates the state of the examples after an epoch: which ones are classified as their label for the first time, and
 * which ones were after the previous epoch but no longer are, called forgetting events (Toneva et al. 2019, "An
 * empirical study of example forgetting"). Here all examples are evaluated after each epoch, with the same weights;
 * Toneva et al. evaluate each one whenever it is in a mini-batch.
 *
 * @param scores.scores scores of all images after that epoch
 */
export function extendExamples(
  { firstFitted, timesForgotten, fitted }: ExampleState,
  epoch: number,
  { scores, data }: { readonly scores: Pick<ImageScores, 'correct'>; readonly data: Trained },
): ExampleState {
  const after: ExampleState = {
    firstFitted: firstFitted.slice(),
    timesForgotten: timesForgotten.slice(),
    fitted: new Uint8Array(fitted.length),
  };
  for (const index of data.trained) {
    const isFitted = scores.correct[index] === 1;
    if (isFitted && firstFitted[index] === 0) after.firstFitted[index] = epoch;
    if (!isFitted && fitted[index] === 1) after.timesForgotten[index]!++;
    after.fitted[index] = isFitted ? 1 : 0;
  }
  return after;
}

/**
 * Returns the records of a cell's examples at its end, with zeros for an image that is left out. Returns `undefined` if
 * a logit overflowed, which the losses may not show.
 *
 * @param scores.scores scores of all images with the final weights
 */
export function recordExamples(
  { firstFitted, timesForgotten }: ExampleState,
  { scores, data }: { readonly scores: Pick<ImageScores, 'losses' | 'margins'>; readonly data: Trained },
): ExampleRecords | undefined {
  const margins = new Array<number>(data.trainCount).fill(0);
  for (const index of data.trained) margins[index] = scores.margins[index]!;
  if (!margins.every(Number.isFinite)) return undefined;
  return {
    firstFitted: Array.from(firstFitted),
    timesForgotten: Array.from(timesForgotten),
    margins,
    testLosses: Array.from(scores.losses.subarray(data.trainCount)),
  };
}
