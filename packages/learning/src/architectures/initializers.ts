import type { RandomKey } from '@rote/domain';
import { randomSource } from '@rote/domain';

/** First values of a parameter, from a key of its own. */
export type Initializer = (shape: readonly number[], key: RandomKey) => Float32Array;

const size = (shape: readonly number[]): number => shape.reduce((product, extent) => product * extent, 1);

export const constant =
  (value: number): Initializer =>
  (shape) =>
    new Float32Array(size(shape)).fill(value);

/** Normal with mean 0. */
export const normal =
  (std: number): Initializer =>
  (shape, key) => {
    const source = randomSource(key);
    return Float32Array.from({ length: size(shape) }, () => source.normal() * std);
  };

/** Normal with mean 0, redrawn beyond two standard deviations, as TensorFlow's `truncated_normal_initializer`. */
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
 * Uniform over ± √(6 / (fan in + fan out)) (Glorot and Bengio 2010): what TensorFlow and its slim layers give a kernel
 * that asks for nothing else.
 *
 * @returns an initializer of kernels [in, out] and [height, width, in, out]
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
 * Truncated normal of variance 2 / fan in after truncation (He et al. 2015), as slim's `variance_scaling_initializer`,
 * which makes up for the truncation by a factor of 1.3.
 *
 * @returns an initializer of kernels [in, out] and [height, width, in, out]
 */
export const scaledTruncatedNormal = (): Initializer => (shape, key) =>
  truncatedNormal(Math.sqrt((1.3 * 2 * shape.at(-1)!) / size(shape)))(shape, key);
