import type { RandomKey } from '@rote/domain';
import { randomSource } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';

/**
 * Inverted dropout (Srivastava et al. 2014): units are zeroed with probability `rate`, the others divided by 1 − rate,
 * so that evaluation needs no factor. Two draws come of each 32-bit number: `rate` is kept to 1/65536.
 */
export function dropout(units: tf.Tensor2D, rate: number, key: RandomKey): tf.Tensor2D {
  const source = randomSource(key);
  const mask = new Float32Array(units.size);
  const kept = 1 / (1 - rate);
  const threshold = Math.round(rate * 2 ** 16);
  for (let i = 0; i < mask.length; i += 2) {
    const word = source.uint32();
    if ((word & 0xffff) >= threshold) mask[i] = kept;
    if (word >>> 16 >= threshold && i + 1 < mask.length) mask[i + 1] = kept;
  }
  return tf.mul(units, tf.tensor2d(mask, units.shape));
}
