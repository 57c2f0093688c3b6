import type { RandomKey } from '@rote/domain';
import { randomSource } from '@rote/domain';

/** Computes the initial values of a parameter from its own key. */
export type Initializer = (shape: readonly number[], key: RandomKey) => Float32Array;

const size = (shape: readonly number[]): number => shape.reduce((product, extent) => product * extent, 1);

export const constant =
  (value: number): Initializer =>
  (shape) =>
    new Float32Array(size(shape)).fill(value);

/** Normal distribution with mean 0. */
export const normal =
  (std: number): Initializer =>
  (shape, key) => {
    const source = randomSource(key);
    return Float32Array.from({ length: size(shape) }, () => source.normal() * std);
  };

/**
 * Normal distribution with mean 0, redrawn beyond two standard deviations, as in TensorFlow's
 * `truncated_normal_initializer`.
 */
export const truncatedNormal =
  (std: number): Initializer =>
  (shape, key) => {
    const source = randomSource(key);
    const values = new Float32Array(size(shape));
    for (let i = 0; i < values.length; i++) {
      let value = source.normal();
      while (Math.abs(value) > 2) value = source.normal();
      values[i] = value * std;
    }
    return values;
  };

/**
 * Uniform distribution over ± √(6 / (fan in + fan out)) (Glorot and Bengio 2010), the default for kernels in TensorFlow
 * and its slim layers.
 *
 * @returns an initializer for kernels [in, out] and [height, width, in, out]
 */
export const glorotUniform = (): Initializer => (shape, key) => {
  const outputs = shape.at(-1)!;
  const inputs = shape.at(-2)!;
  const receptiveField = size(shape) / (inputs * outputs);
  const limit = Math.sqrt(6 / (receptiveField * (inputs + outputs)));
  const source = randomSource(key);
  return Float32Array.from({ length: size(shape) }, () => (2 * source.uniform() - 1) * limit);
};

/**
 * Truncated normal distribution with variance 2 / fan in (He et al. 2015), as in slim's `variance_scaling_initializer`,
 * which compensates for the truncation with a factor of 1.3.
 *
 * @returns an initializer for kernels [in, out] and [height, width, in, out]
 */
export const scaledTruncatedNormal = (): Initializer => (shape, key) =>
  truncatedNormal(Math.sqrt((1.3 * 2 * shape.at(-1)!) / size(shape)))(shape, key);
