import type { Score } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import type { RunningProgram } from './program.js';
import { takeTurn } from './take-turn.js';

/** What a model makes of each image, in order. */
export interface ImageScores {
  /** Cross-entropy in nats. */
  readonly losses: Float32Array;
  /** 1 where the most likely class is the label. */
  readonly correct: Uint8Array;
  /** Logit of the label less the largest other one. */
  readonly margins: Float32Array;
}

/**
 * A full pass over images in evaluation mode, without augmentation.
 *
 * @param running its `score` takes `batch` indices and gives losses, most likely classes and margins, [3, batch]
 * @param labels of the images 0, 1, …
 * @throws RoteError `aborted`
 */
export async function scoreImages(
  running: RunningProgram<'score'>,
  {
    batch,
    labels,
    signal,
  }: { readonly batch: number; readonly labels: Uint8Array; readonly signal: AbortSignal },
): Promise<ImageScores> {
  const losses = new Float32Array(labels.length);
  const correct = new Uint8Array(labels.length);
  const margins = new Float32Array(labels.length);
  for (let start = 0; start < labels.length; start += batch) {
    const size = Math.min(batch, labels.length - start);
    // Surplus places of the last batch repeat its last image.
    const indices = Int32Array.from({ length: batch }, (_, i) => start + Math.min(i, size - 1));
    const values = await scoresOf(running, indices);
    losses.set(values.subarray(0, size), start);
    margins.set(values.subarray(2 * batch, 2 * batch + size), start);
    for (let i = 0; i < size; i++) correct[start + i] = values[batch + i] === labels[start + i] ? 1 : 0;
    await takeTurn(signal);
  }
  return { losses, correct, margins };
}

async function scoresOf(running: RunningProgram<'score'>, indices: Int32Array): Promise<Float32Array> {
  const tensors: tf.Tensor[] = [tf.tensor1d(indices, 'int32')];
  try {
    const [scored] = running.run('score', tensors);
    tensors.push(scored!);
    return (await scored!.data()) as Float32Array;
  } finally {
    tf.dispose(tensors);
  }
}

/** The score over some of the images; `null` where there is none. */
export function scoreOf(
  { losses, correct }: Pick<ImageScores, 'losses' | 'correct'>,
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
