import type { RandomKey } from '@rote/domain';
import { randomSource } from '@rote/domain';

/**
 * Returns the factors by which dropout multiplies units (inverted dropout, Srivastava et al. 2014): 0 with probability
 * `rate`, otherwise 1 / (1 − rate), so that evaluation needs no factor. Each 32-bit number yields two draws, which
 * limits the resolution of `rate` to 1/65536.
 *
 * @param size number of units
 */
export function dropoutMask(size: number, rate: number, key: RandomKey): Float32Array {
  const source = randomSource(key);
  const mask = new Float32Array(size);
  const kept = 1 / (1 - rate);
  const threshold = Math.round(rate * 2 ** 16);
  for (let i = 0; i < mask.length; i += 2) {
    const word = source.uint32();
    if ((word & 0xffff) >= threshold) mask[i] = kept;
    if (word >>> 16 >= threshold && i + 1 < mask.length) mask[i + 1] = kept;
  }
  return mask;
}
