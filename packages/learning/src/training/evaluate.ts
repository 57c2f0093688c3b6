import type { Score } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import type { Model } from '../architectures/model.js';
import { EVALUATION } from '../architectures/model.js';
import type { PreparedSplit } from '../data/prepared-data.js';
import { softmaxCrossEntropies } from '../layers/softmax-cross-entropy.js';
import { takeTurn } from './take-turn.js';

/** What a model makes of each image of a split, in order. */
export interface ImageScores {
  /** Cross-entropy in nats. */
  readonly losses: Float32Array;
  /** 1 where the most likely class is the label. */
  readonly correct: Uint8Array;
}

/** Large enough to keep an engine busy, small enough for inception's activations. */
const BATCH_SIZE = 500;

/**
 * A full pass over a split in evaluation mode, without augmentation. One read-back for all images.
 *
 * @throws RoteError `aborted`
 */
export async function scoreImages(
  model: Model,
  split: PreparedSplit,
  signal: AbortSignal,
): Promise<ImageScores> {
  const { count, images, targets, labels } = split;
  const batches: tf.Tensor2D[] = [];
  try {
    for (let start = 0; start < count; start += BATCH_SIZE) {
      const size = Math.min(BATCH_SIZE, count - start);
      batches.push(
        tf.tidy(() => {
          const logits = model.forward(tf.slice(images, start, size), EVALUATION);
          const losses = softmaxCrossEntropies(logits, tf.slice(targets, start, size));
          const predicted = tf.cast(tf.argMax<tf.Tensor1D>(logits, 1), 'float32');
          return tf.stack<tf.Tensor1D>([losses, predicted]) as tf.Tensor2D;
        }),
      );
      await takeTurn(signal);
    }
    const all = tf.tidy(() => tf.concat(batches, 1));
    batches.push(all);
    const values = (await all.data()) as Float32Array;
    const predicted = values.subarray(count);
    return {
      losses: values.slice(0, count),
      correct: labels.map((label, index) => (predicted[index] === label ? 1 : 0)),
    };
  } finally {
    tf.dispose(batches);
  }
}

/** The score over the images that `includes` names; `null` where there is none. */
export function scoreOfSome(scores: ImageScores, includes: (index: number) => boolean): Score | null {
  let count = 0;
  let loss = 0;
  let correct = 0;
  scores.losses.forEach((imageLoss, index) => {
    if (!includes(index)) return;
    count++;
    loss += imageLoss;
    correct += scores.correct[index]!;
  });
  return count === 0 ? null : { loss: loss / count, accuracy: correct / count };
}

/** The score over all images of a split; it has one at least. */
export const scoreOf = (scores: ImageScores): Score => scoreOfSome(scores, () => true)!;
