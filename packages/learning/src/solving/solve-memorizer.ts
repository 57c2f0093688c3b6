import type { MemorizerArchitecture } from '@rote/domain';
import { randomKey, RoteError } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import type { ResidentData } from '../data/prepared-data.js';
import { yieldToEventLoop } from '../engine/yield-to-event-loop.js';
import { blocksOf } from './blocks.js';
import type { MemorizerNetwork, Precision } from './memorizer-network.js';
import {
  evaluateMemorizer,
  measureMemorizer,
  project,
  randomDirection,
  writeMemorizer,
} from './memorizer-network.js';
import type { Solution } from './problem.js';
import { imageSize } from './problem.js';

/** Number of images to read back from the engine, or to evaluate, between two turns of the event loop. */
const IMAGES_A_TURN = 256;

/** Computes ⟨a, x⟩ for every image. */
async function projectAll(
  { images }: ResidentData,
  directions: readonly { readonly direction: Float64Array; readonly precision: Precision }[],
  signal: AbortSignal,
): Promise<readonly Float64Array[]> {
  const { windows } = images;
  const rows = windows.shape[0];
  const size = windows.size / rows;
  const projections = directions.map(() => new Float64Array(rows));
  const { count, startOf, sizeOf } = blocksOf(rows, IMAGES_A_TURN);
  for (let block = 0; block < count; block++) {
    const part = tf.slice(windows, startOf(block), sizeOf(block));
    try {
      const values = (await part.data()) as Float32Array;
      for (let i = 0; i < sizeOf(block); i++)
        directions.forEach(({ direction, precision }, d) => {
          const image = values.subarray(i * size, (i + 1) * size);
          projections[d]![startOf(block) + i] = project(direction, image, precision);
        });
    } finally {
      part.dispose();
    }
    await yieldToEventLoop(signal);
  }
  return projections;
}

/** @throws RoteError `spec-invalid` if two train images have the same projection: they are equal, except with a probability of 2⁻⁵⁰ */
function requireDistinct(projections: Float64Array, trained: Int32Array): void {
  const seen = new Map<number, number>();
  for (const index of trained) {
    const other = seen.get(projections[index]!);
    if (other !== undefined)
      throw new RoteError(
        'spec-invalid',
        `train images ${String(other)} and ${String(index)} have the same projection, as equal images do: no function has two values at one point. Use fewer train images or another subset`,
      );
    seen.set(projections[index]!, index);
  }
}

function largestError(outputs: Float64Array, { labels, trained }: ResidentData): number {
  return trained.reduce((largest, index) => Math.max(largest, Math.abs(outputs[index]! - labels[index]!)), 0);
}

async function evaluateAll(
  network: MemorizerNetwork,
  projections: Float64Array,
  signal: AbortSignal,
): Promise<Float64Array> {
  const outputs = new Float64Array(projections.length);
  for (const [index, projection] of projections.entries()) {
    if (index % IMAGES_A_TURN === 0) await yieldToEventLoop(signal);
    outputs[index] = evaluateMemorizer(network, projection);
  }
  return outputs;
}

/**
 * Constructs theorem 1's network for the train images; the values to reproduce are the class indices.
 *
 * @param options.seed seed of the direction
 * @throws RoteError `spec-invalid` if two train images are equal, `aborted`
 */
export async function solveMemorizer(
  data: ResidentData,
  { depth, precision }: MemorizerArchitecture,
  { seed, signal }: { readonly seed: number; readonly signal: AbortSignal },
): Promise<Solution> {
  const { trained, labels } = data;
  const direction = randomDirection(randomKey(seed, 'init', 'direction'), imageSize(data));
  const [exact, projections] = await projectAll(
    data,
    [
      { direction, precision: 'float64' },
      { direction, precision },
    ],
    signal,
  );
  requireDistinct(exact!, trained);
  const points = {
    projections: Float64Array.from(trained, (index) => projections![index]!),
    values: Array.from(trained, (index) => labels[index]!),
  };
  const turn = (): Promise<void> => yieldToEventLoop(signal);
  const network = await writeMemorizer(direction, points, { depth, precision, turn });
  const outputs = await evaluateAll(network, projections!, signal);
  const { parameterCount, norm } = measureMemorizer(network);
  const concatenated = (part: 'biases' | 'weights'): Float64Array =>
    Float64Array.from(network.blocks.flatMap((block) => Array.from(block[part])));
  return {
    outputs,
    parameterCount,
    weightNorm: norm,
    measures: { 'max-error': largestError(outputs, data) },
    weights: [
      { name: 'direction', shape: [direction.length], values: direction },
      { name: 'origin', shape: [1], values: Float64Array.of(network.origin) },
      { name: 'biases', shape: [trained.length], values: concatenated('biases') },
      { name: 'weights', shape: [trained.length], values: concatenated('weights') },
    ],
  };
}
