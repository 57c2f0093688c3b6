import * as tf from '@tensorflow/tfjs-core';
import { yieldToEventLoop } from '../engine/yield-to-event-loop.js';
import { blocksOf } from './blocks.js';
import { minNormWeights } from './min-norm.js';
import type { Problem, Solution } from './problem.js';
import { everyImage, imageRows, imageSize, normOf, trainResidual } from './problem.js';

/** Computes X·w for every image: [images × classes]. */
async function evaluate(problem: Problem, weights: Float64Array): Promise<Float64Array> {
  const { algebra, data, signal, tileSide } = problem;
  const images = everyImage(data);
  const { count, startOf, side } = blocksOf(images.length, tileSide);
  const outputs = new Float64Array(images.length * data.classes);
  const matrix = algebra.fromValues(weights, [imageSize(data), data.classes]);
  try {
    for (let block = 0; block < count; block++) {
      const rows = images.subarray(startOf(block), startOf(block) + side);
      const product = tf.tidy(() => algebra.matMul(imageRows(problem, rows), matrix));
      try {
        outputs.set(await algebra.read(product), startOf(block) * data.classes);
      } finally {
        product.dispose();
      }
      await yieldToEventLoop(signal);
    }
    return outputs;
  } finally {
    matrix.dispose();
  }
}

/**
 * Solves a linear model without bias; see {@link minNormWeights}.
 *
 * @throws RoteError as {@link minNormWeights}
 */
export async function solveLinear(problem: Problem): Promise<Solution> {
  const { data } = problem;
  const { weights, rank } = await minNormWeights(problem);
  const outputs = await evaluate(problem, weights);
  const norm = normOf(weights);
  return {
    outputs,
    parameterCount: weights.length,
    weightNorm: norm,
    measures: {
      'solution-norm': norm,
      'train-residual': trainResidual(outputs, data),
      ...(rank !== undefined && { rank }),
    },
    weights: [{ name: 'weights', shape: [imageSize(data), data.classes], values: weights }],
  };
}
