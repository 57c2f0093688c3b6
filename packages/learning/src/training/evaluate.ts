import type { EpochMetrics, Labels, Score } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import type { BatchRoute } from '../data/batch-route.js';
import type { PreparedData } from '../data/prepared-data.js';
import type { RunningProgram } from './program.js';
import { takeTurn } from './take-turn.js';

/** How right a model is about each image, in order. */
export interface ImageOutcomes {
  /** As `Score` says. */
  readonly losses: Float32Array;
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
  const correct = new Uint8Array(labels.length);
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
    for (let i = 0; i < size; i++) correct[start + i] = values[batch + i] === labels[start + i] ? 1 : 0;
    start += batch;
    await takeTurn(signal);
  }
  return { losses, correct, margins };
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

/** The score over some of the images; `null` where there is none. */
export function scoreOf({ losses, correct }: ImageOutcomes, indices: Int32Array): Score | null {
  let loss = 0;
  let right = 0;
  for (const index of indices) {
    loss += losses[index]!;
    right += correct[index]!;
  }
  return indices.length === 0 ? null : { loss: loss / indices.length, accuracy: right / indices.length };
}

/** The scores of an epoch: over the images trained on, those of them with a true and with a false label, and the test set. */
export function scoreSubsets(
  scores: ImageOutcomes,
  { labels, labelsChanged, trained, trainCount }: PreparedData,
): Pick<EpochMetrics, 'train' | 'trainClean' | 'trainCorrupted' | 'test'> {
  const tested = Int32Array.from({ length: labels.length - trainCount }, (_, i) => trainCount + i);
  return {
    train: scoreOf(scores, trained)!,
    trainClean: scoreOf(
      scores,
      trained.filter((index) => labelsChanged[index] === 0),
    ),
    trainCorrupted: scoreOf(
      scores,
      trained.filter((index) => labelsChanged[index] === 1),
    ),
    test: scoreOf(scores, tested)!,
  };
}
