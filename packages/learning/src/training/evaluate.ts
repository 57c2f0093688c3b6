import type { ConfusionCounts, EpochMetrics, Labels, Score } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import type { BatchRoute } from '../data/batch-route.js';
import type { PreparedData } from '../data/prepared-data.js';
import type { RunningProgram } from '../engine/program.js';
import { yieldToEventLoop } from '../engine/yield-to-event-loop.js';

/** What a model says of each image, and how right it is, in order. */
export interface ImageOutcomes {
  /** As `Score` says. */
  readonly losses: Float32Array;
  /** The most likely class. */
  readonly predicted: Uint16Array;
  /** 1 where the most likely class is the label. */
  readonly correct: Uint8Array;
}

/** What a network makes of each image, in order. */
export interface ImageScores extends ImageOutcomes {
  /** Logit of the label less the largest other one. */
  readonly margins: Float32Array;
}

/**
 * A full pass over images in evaluation mode, without augmentation.
 *
 * @param running its `score` takes `batch` images and gives losses, most likely classes and margins, [3, batch]
 * @param labels of the images 0, 1, …
 * @param read gives it its images
 * @throws RoteError `aborted`, and what reading throws
 */
export async function scoreImages(
  running: RunningProgram<'score'>,
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
  // Surplus places of the last batch repeat its last image.
  const batches = Array.from({ length: Math.ceil(labels.length / batch) }, (_, b) =>
    Int32Array.from({ length: batch }, (_, i) => Math.min(b * batch + i, labels.length - 1)),
  );
  let start = 0;
  for await (const images of read(batches, { epoch: null, signal })) {
    const size = Math.min(batch, labels.length - start);
    const values = await scoresOf(running, images);
    losses.set(values.subarray(0, size), start);
    margins.set(values.subarray(2 * batch, 2 * batch + size), start);
    predicted.set(values.subarray(batch, batch + size), start);
    start += batch;
    await yieldToEventLoop(signal);
  }
  return { losses, predicted, correct: correctOf(predicted, labels), margins };
}

async function scoresOf(
  running: RunningProgram<'score'>,
  images: readonly tf.Tensor[],
): Promise<Float32Array> {
  const tensors = [...images];
  try {
    const [scored] = running.run('score', images);
    tensors.push(scored!);
    return (await scored!.data()) as Float32Array;
  } finally {
    tf.dispose(tensors);
  }
}

/** 1 where the class is the label. */
export const correctOf = (predicted: Uint16Array, labels: Labels): Uint8Array =>
  Uint8Array.from(predicted, (label, index) => (label === labels[index] ? 1 : 0));

/** The score over some of the images; `null` where there is none. */
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
 * The scores of an epoch: over the images trained on, those of them with a true and with a false label, and the test
 * set. Where no label is comparable with a true one, there is no score of true and false ones.
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

/** How often each label of the test set was taken for each class. */
export function countConfusion(
  { predicted }: Pick<ImageOutcomes, 'predicted'>,
  data: Pick<PreparedData, 'labels' | 'trainCount' | 'classes'>,
): ConfusionCounts {
  const { labels, classes } = data;
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (const index of testIndices(data)) counts[labels[index]!]![predicted[index]!]!++;
  return counts;
}
