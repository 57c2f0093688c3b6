import type { ExampleRecords, ExampleState } from '@rote/domain';
import { RoteError } from '@rote/domain';
import type { PreparedData } from '../data/prepared-data.js';
import type { ImageScores } from './evaluate.js';

type Trained = Pick<PreparedData, 'trainCount' | 'trained'>;

/**
 * What is known of the examples before the first epoch, or as of a snapshot.
 *
 * @throws RoteError `data-corrupt` where the snapshot knows nothing of these examples
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
      'the snapshot is without these examples: begin the cell from its start',
    );
  return resume.examples;
}

/**
 * What is known of the examples after one more epoch: which ones have their label for the first time, and which ones had
 * it an epoch ago and have lost it, forgetting events (Toneva et al. 2019, "An empirical study of example forgetting").
 * They are looked at after each epoch, all with the same weights; Toneva et al. look whenever one is in a mini-batch.
 *
 * @param scores of all images after that epoch
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
 * The records of a cell's examples at its end; an image that is left out has zeros. `undefined` where a logit overflowed,
 * which a loss need not show.
 *
 * @param scores of all images with the final weights
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
