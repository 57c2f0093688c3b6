import type { ConfusionCounts, EpochMetrics, Labels, Score } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import type { BatchRoute } from '../data/batch-route.js';
import type { PreparedData } from '../data/prepared-data.js';
import type { Session } from '../engine/program.js';
import { yieldToEventLoop } from '../engine/yield-to-event-loop.js';

/** A model's losses and predictions, by image. */
export interface ImageOutcomes {
  /** See `Score`. */
  readonly losses: Float32Array;
  /** The most likely class. */
  readonly predicted: Uint16Array;
  /** 1 if the most likely class is the label. */
  readonly correct: Uint8Array;
}

/** A network's losses, predictions and margins, by image. */
export interface ImageScores extends ImageOutcomes {
  /** Logit of the label minus the largest other logit. */
  readonly margins: Float32Array;
}

/**
 * Makes a full pass over images in evaluation mode, without augmentation.
 *
 * @param session its `score` takes `batch` images and returns losses, most likely classes and margins, [3, batch]
 * @param options.labels labels of the images 0, 1, …
 * @param options.read yields the feeds of its batches
 * @throws RoteError `aborted`, and whatever reading throws
 */
export async function scoreImages(
  session: Session<'score'>,
  {
    batch,
    labels,
    read,
    signal,
  }: {
    readonly batch: number;
    readonly labels: Labels;
    readonly read: BatchRoute['read'];
    readonly signal: AbortSignal;
  },
): Promise<ImageScores> {
  const losses = new Float32Array(labels.length);
  const predicted = new Uint16Array(labels.length);
  const margins = new Float32Array(labels.length);
  // The last batch is filled up with copies of its last image.
  const batches = Array.from({ length: Math.ceil(labels.length / batch) }, (_, b) =>
    Int32Array.from({ length: batch }, (_, i) => Math.min(b * batch + i, labels.length - 1)),
  );
  let start = 0;
  for await (const images of read(batches, { epoch: null, signal })) {
    const size = Math.min(batch, labels.length - start);
    const values = await scoresOf(session, images);
    losses.set(values.subarray(0, size), start);
    margins.set(values.subarray(2 * batch, 2 * batch + size), start);
    predicted.set(values.subarray(batch, batch + size), start);
    start += batch;
    await yieldToEventLoop(signal);
  }
  return { losses, predicted, correct: correctOf(predicted, labels), margins };
}

async function scoresOf(session: Session<'score'>, images: readonly tf.Tensor[]): Promise<Float32Array> {
  const tensors = [...images];
  try {
    const [scored] = session.run('score', images);
    tensors.push(scored!);
    return (await scored!.data()) as Float32Array;
  } finally {
    tf.dispose(tensors);
  }
}

/** Returns 1 for each image whose predicted class is its label. */
export const correctOf = (predicted: Uint16Array, labels: Labels): Uint8Array =>
  Uint8Array.from(predicted, (label, index) => (label === labels[index] ? 1 : 0));

/** Returns the score over some of the images; `null` if there are none. */
export function scoreOf(
  { losses, correct }: Pick<ImageOutcomes, 'losses' | 'correct'>,
  indices: Int32Array,
): Score | null {
  let loss = 0;
  let right = 0;
  for (const index of indices) {
    loss += losses[index]!;
    right += correct[index]!;
  }
  return indices.length === 0 ? null : { loss: loss / indices.length, accuracy: right / indices.length };
}

const testIndices = ({ labels, trainCount }: Pick<PreparedData, 'labels' | 'trainCount'>): Int32Array =>
  Int32Array.from({ length: labels.length - trainCount }, (_, i) => trainCount + i);

/**
 * Returns the scores of an epoch: over the images used for training, over those of them with a true and with a false
 * label, and over the test set. If labels are not comparable with true ones, there are no scores for true and false
 * ones.
 */
export function scoreSubsets(
  scores: ImageOutcomes,
  data: Pick<PreparedData, 'labels' | 'labelsChanged' | 'trained' | 'trainCount'>,
): Pick<EpochMetrics, 'train' | 'trainClean' | 'trainCorrupted' | 'test'> {
  const { labelsChanged, trained } = data;
  const ofLabels = (changed: 0 | 1): Score | null =>
    labelsChanged &&
    scoreOf(
      scores,
      trained.filter((index) => labelsChanged[index] === changed),
    );
  return {
    train: scoreOf(scores, trained)!,
    trainClean: ofLabels(0),
    trainCorrupted: ofLabels(1),
    test: scoreOf(scores, testIndices(data))!,
  };
}

/** Counts how often images with each test label were predicted as each class. */
export function countConfusion(
  { predicted }: Pick<ImageOutcomes, 'predicted'>,
  data: Pick<PreparedData, 'labels' | 'trainCount' | 'classes'>,
): ConfusionCounts {
  const { labels, classes } = data;
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (const index of testIndices(data)) counts[labels[index]!]![predicted[index]!]!++;
  return counts;
}
