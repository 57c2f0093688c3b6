import * as tf from '@tensorflow/tfjs-core';
import { yieldToEventLoop } from '../engine/yield-to-event-loop.js';
import { blocksOf } from './blocks.js';
import type { Float64Matrix } from './linear-algebra.js';
import type { Problem } from './problem.js';

/** Returns the images used for training, block by block. */
export function trainBlocks({ data, tileSide }: Problem): Int32Array[] {
  const { count, startOf, side } = blocksOf(data.trained.length, tileSide);
  return Array.from({ length: count }, (_, block) =>
    data.trained.subarray(startOf(block), startOf(block) + side),
  );
}

/** Adds up one or more matrices, yielding to the event loop after each. */
export async function sumOf(
  terms: readonly (() => Float64Matrix)[],
  { algebra, signal }: Problem,
): Promise<Float64Matrix> {
  let sum: Float64Matrix | undefined;
  try {
    for (const term of terms) {
      const before: Float64Matrix | undefined = sum;
      sum = tf.tidy(() => (before === undefined ? term() : algebra.add(before, term())));
      before?.dispose();
      await yieldToEventLoop(signal);
    }
    return sum!;
  } catch (error) {
    sum?.dispose();
    throw error;
  }
}
