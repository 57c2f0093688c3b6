/**
 * Counter-based randomness: every number is a pure function of (seed, purpose, index). Corruption, order and initial
 * weights are therefore the same on every engine, worker and resume, and no generator state has to be saved.
 *
 * The block function is Threefry-2x32 with 20 rounds (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2,
 * 3"), as in JAX. It uses only 32-bit additions, rotations and exclusive-ors.
 */
export interface RandomKey {
  readonly k0: number;
  readonly k1: number;
}

const ROTATIONS = [13, 15, 26, 6, 17, 29, 16, 24] as const;
const PARITY = 0x1bd11bda;

/** One Threefry-2x32-20 block: two 32-bit words from a key and a two-word counter. */
export function threefry2x32(key: RandomKey, c0: number, c1: number, out: Uint32Array): void {
  const ks = [key.k0 | 0, key.k1 | 0, PARITY ^ key.k0 ^ key.k1] as const;
  let x0 = (c0 + ks[0]) | 0;
  let x1 = (c1 + ks[1]) | 0;
  for (let group = 0; group < 5; group++) {
    const base = (group & 1) << 2;
    for (let i = 0; i < 4; i++) {
      const r = ROTATIONS[(base + i) as 0];
      x0 = (x0 + x1) | 0;
      x1 = ((x1 << r) | (x1 >>> (32 - r))) ^ x0;
    }
    x0 = (x0 + ks[((group + 1) % 3) as 0]) | 0;
    x1 = (x1 + ks[((group + 2) % 3) as 0] + group + 1) | 0;
  }
  out[0] = x0;
  out[1] = x1;
}

const fnv1a = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
};

/**
 * Returns the key for one purpose of a seed, for example `randomKey(seed, 'order', epoch)`. Each part of the path is
 * folded into the key with one block.
 *
 * @param seed an unsigned integer below 2^53
 */
export function randomKey(seed: number, ...purpose: readonly (string | number)[]): RandomKey {
  const out = new Uint32Array(2);
  let key: RandomKey = { k0: seed >>> 0, k1: Math.floor(seed / 2 ** 32) >>> 0 };
  for (const part of purpose) {
    const [tag, value] = typeof part === 'string' ? [1, fnv1a(part)] : [0, part >>> 0];
    threefry2x32(key, value, tag, out);
    key = { k0: out[0]!, k1: out[1]! };
  }
  return key;
}

export interface RandomSource {
  /** Uniform over 0 … 2^32 − 1. */
  uint32(): number;
  /** Uniform over [0, 1), with 32 bits. */
  uniform(): number;
  /** Uniform over 0 … bound − 1, without modulo bias. */
  integer(bound: number): number;
  /** Standard normal (Box and Muller 1958). */
  normal(): number;
}

/** Reads the numbers of a key in order, starting at `offset` (in 32-bit words). */
export function randomSource(key: RandomKey, offset = 0): RandomSource {
  const block = new Uint32Array(2);
  let index = offset;
  let spare: number | undefined;
  const uint32 = (): number => {
    const half = index & 1;
    if (half === 0 || index === offset) {
      const counter = Math.floor(index / 2);
      threefry2x32(key, counter >>> 0, Math.floor(counter / 2 ** 32), block);
    }
    index++;
    return block[half]!;
  };
  const uniform = (): number => uint32() / 2 ** 32;
  return {
    uint32,
    uniform,
    integer(bound) {
      const limit = 2 ** 32 - (2 ** 32 % bound);
      let word = uint32();
      while (word >= limit) word = uint32();
      return word % bound;
    },
    normal() {
      if (spare !== undefined) {
        const value = spare;
        spare = undefined;
        return value;
      }
      const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
      const angle = 2 * Math.PI * uniform();
      spare = radius * Math.sin(angle);
      return radius * Math.cos(angle);
    },
  };
}

/** A uniformly random permutation of 0 … n − 1 (Fisher and Yates). */
export function randomPermutation(key: RandomKey, n: number): Int32Array {
  const source = randomSource(key);
  const order = Int32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = source.integer(i + 1);
    const held = order[i]!;
    order[i] = order[j]!;
    order[j] = held;
  }
  return order;
}
