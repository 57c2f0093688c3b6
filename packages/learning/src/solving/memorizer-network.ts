import type { RandomKey } from '@rote/domain';
import { randomSource } from '@rote/domain';

/** The precision to which numbers are rounded after each operation. */
export type Precision = 'float64' | 'float32';

const ROUNDING = { float64: (value: number) => value, float32: Math.fround } as const satisfies Record<
  Precision,
  (value: number) => number
>;

/** Forward substitution takes about ten thousand operations per point. */
const POINTS_A_TURN = 256;

/** The rectified units max(t − bias, 0) of a hidden layer, and their weights in the output. */
interface MemorizerBlock {
  readonly biases: Float64Array;
  readonly weights: Float64Array;
}

/**
 * Theorem 1's network: c(x) = Σ w_j·max(t − b_j, 0) with t = ⟨a, x⟩ − origin. The origin is the first bias, so that the
 * first unit equals t if t is not negative, and every other unit can be computed from it.
 */
export interface MemorizerNetwork {
  /** A unit vector. */
  readonly direction: Float64Array;
  readonly origin: number;
  /** One for each hidden layer, in the order of the biases. */
  readonly blocks: readonly MemorizerBlock[];
  readonly precision: Precision;
}

/** Draws a uniformly random unit vector. */
export function randomDirection(key: RandomKey, size: number): Float64Array {
  const source = randomSource(key);
  const values = Float64Array.from({ length: size }, () => source.normal());
  const norm = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  return values.map((value) => value / norm);
}

/** Computes ⟨a, x⟩, rounded after each operation. */
export function project(direction: Float64Array, image: ArrayLike<number>, precision: Precision): number {
  const round = ROUNDING[precision];
  let sum = 0;
  for (let i = 0; i < direction.length; i++)
    sum = round(sum + round(round(direction[i]!) * round(image[i]!)));
  return sum;
}

/** Computes w_j·max(t − b_j, 0). */
const outputOf = (
  { biases, weights }: MemorizerBlock,
  j: number,
  t: number,
  round: (value: number) => number,
): number => round(weights[j]! * round(Math.max(t - biases[j]!, 0)));

/**
 * Returns the network's output for a point with this projection: each layer adds its block to the previous sum.
 *
 * A block is summed from its end. Summing from its beginning, as forward substitution does, would repeat for points of
 * the train set exactly the rounding errors that the weights compensate for; a layer that is a matrix product would not
 * repeat them.
 */
export function evaluateMemorizer(network: MemorizerNetwork, projection: number): number {
  const round = ROUNDING[network.precision];
  const t = round(projection - network.origin);
  return network.blocks.reduce((before, block) => {
    let sum = 0;
    for (let j = block.biases.length - 1; j >= 0; j--) sum = round(sum + outputOf(block, j, t, round));
    return round(before + sum);
  }, 0);
}

/**
 * Constructs the network that has these values at these points (paper, theorem 1 and its proof in appendix C). Biases
 * between the sorted projections, b_1 < t_1 < b_2 < t_2 < …, make A_ij = max(t_i − b_j, 0) lower triangular, and
 * forward substitution solves A·w = y.
 *
 * With more than one hidden layer (corollary 1), each layer has the units for one block of points, and passes on t and
 * the sum so far.
 *
 * @param points.projections projections of the points, all different; some may coincide after rounding to 32 bits
 * @param options.depth number of layers of weights, 2 or more
 * @param options.turn called from time to time; if it throws, the construction ends
 */
export async function writeMemorizer(
  direction: Float64Array,
  points: { readonly projections: Float64Array; readonly values: ArrayLike<number> },
  options: { readonly depth: number; readonly precision: Precision; readonly turn: () => Promise<void> },
): Promise<MemorizerNetwork> {
  const { depth, precision, turn } = options;
  const round = ROUNDING[precision];
  const { projections, values } = points;
  const order = Int32Array.from({ length: projections.length }, (_, i) => i).sort(
    (a, b) => projections[a]! - projections[b]!,
  );
  const sorted = Float64Array.from(order, (index) => projections[index]!);
  const firstGap = sorted.length > 1 ? sorted[1]! - sorted[0]! : 1;
  const origin = round(sorted[0]! - firstGap / 2);
  const biases = sorted.map((value, i) => (i === 0 ? 0 : round((sorted[i - 1]! + value) / 2 - origin)));
  const weights = new Float64Array(sorted.length);
  const all = { biases, weights };
  for (let i = 0; i < sorted.length; i++) {
    if (i % POINTS_A_TURN === 0) await turn();
    const t = round(sorted[i]! - origin);
    let present = 0;
    for (let j = 0; j < i; j++) present = round(present + outputOf(all, j, t, round));
    const missing = round(values[order[i]!]! - present);
    const reach = round(t - biases[i]!);
    // After rounding to 32 bits, a bias may coincide with its point. The unit is then useless.
    weights[i] = reach > 0 ? round(missing / reach) : 0;
  }
  return { direction, origin, blocks: cut(all, depth - 1), precision };
}

function cut({ biases, weights }: MemorizerBlock, layers: number): readonly MemorizerBlock[] {
  const size = Math.ceil(biases.length / layers);
  return Array.from({ length: layers }, (_, layer) => ({
    biases: biases.subarray(layer * size, (layer + 1) * size),
    weights: weights.subarray(layer * size, (layer + 1) * size),
  }));
}

/**
 * Returns the number of the network's weights, and their ℓ2 norm. Depth 2 has 2n + d: the direction, which all units
 * share, and a bias and a weight for each point; the biases include the origin. In a deeper network, each unit of a
 * later layer also has the weight 1 of t. One unit passes on t, and two pass on the sum (its positive and its negative
 * part); their weights are those of the previous block, and ±1 for the previous sum.
 */
export function measureMemorizer({ direction, blocks, origin }: MemorizerNetwork): {
  readonly parameterCount: number;
  readonly norm: number;
} {
  let count = direction.length;
  let squares = 1;
  const addAll = (values: Float64Array, times: number, offset = 0): void => {
    count += times * values.length;
    for (const value of values) squares += times * (value + offset) ** 2;
  };
  const addOnes = (ones: number): void => {
    count += ones;
    squares += ones;
  };
  const last = blocks.length - 1;
  blocks.forEach(({ biases, weights }, layer) => {
    addAll(biases, 1, layer === 0 ? origin : 0);
    addAll(weights, layer === last ? 1 : 2);
    if (layer === 0) return;
    addOnes(biases.length);
    if (layer < last) addOnes(1);
    // The two parts of the sum, if there is one, feed the parts of the next sum, or the output.
    addOnes(2);
    if (layer > 1) addOnes(2);
  });
  return { parameterCount: count, norm: Math.sqrt(squares) };
}
