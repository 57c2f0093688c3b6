import type { RandomKey } from '@rote/domain';
import { randomSource } from '@rote/domain';

/** How numbers are rounded after each operation. */
export type Precision = 'float64' | 'float32';

const ROUNDING = { float64: (value: number) => value, float32: Math.fround } as const satisfies Record<
  Precision,
  (value: number) => number
>;

/** Forward substitution has some ten thousand operations a point. */
const POINTS_A_TURN = 256;

/** The rectified units max(t − bias, 0) of a hidden layer, and how each weighs in the output. */
interface MemorizerBlock {
  readonly biases: Float64Array;
  readonly weights: Float64Array;
}

/**
 * Theorem 1's network: c(x) = Σ w_j·max(t − b_j, 0) with t = ⟨a, x⟩ − origin. The origin is the first bias, so that the
 * first unit is t itself where t is not negative, and all other units can be computed from it.
 */
export interface MemorizerNetwork {
  /** A unit vector. */
  readonly direction: Float64Array;
  readonly origin: number;
  /** One for each hidden layer, in order of the biases. */
  readonly blocks: readonly MemorizerBlock[];
  readonly precision: Precision;
}

/** A uniformly random unit vector. */
export function randomDirection(key: RandomKey, size: number): Float64Array {
  const source = randomSource(key);
  const values = Float64Array.from({ length: size }, () => source.normal());
  const norm = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  return values.map((value) => value / norm);
}

/** ⟨a, x⟩, rounded after each operation. */
export function project(direction: Float64Array, image: ArrayLike<number>, precision: Precision): number {
  const round = ROUNDING[precision];
  let sum = 0;
  for (let i = 0; i < direction.length; i++)
    sum = round(sum + round(round(direction[i]!) * round(image[i]!)));
  return sum;
}

/** w_j·max(t − b_j, 0) */
const outputOf = (
  { biases, weights }: MemorizerBlock,
  j: number,
  t: number,
  round: (value: number) => number,
): number => round(weights[j]! * round(Math.max(t - biases[j]!, 0)));

/**
 * What the network makes of a point with this projection: each layer adds its block to the sum of those before.
 *
 * A block is summed up from its end. Summed up from its beginning, as forward substitution does, a point of the train
 * set meets the rounding errors again that its weights make up for: a layer that is a matrix product does not.
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
 * Writes down the network that has these values at these points (paper, theorem 1 and its proof in appendix C): biases
 * between the sorted projections, b_1 < t_1 < b_2 < t_2 < …, make A_ij = max(t_i − b_j, 0) lower triangular, and A·w = y
 * is solved by forward substitution.
 *
 * With more than one hidden layer (corollary 1) each has the units of one block of points, and passes t and the sum so
 * far on.
 *
 * @param points.projections of the points, each another one; but rounded to 32 bits some may meet
 * @param options.depth layers of weights, 2 or more
 * @param options.turn called now and then; what it throws ends the work
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
    // Rounded to 32 bits a bias may meet its point: the unit is of no use there.
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
 * How many weights the network has, and their ℓ2 norm. Depth 2 has 2n + d: the direction, which all units share, a bias
 * and a weight for each point; the origin is part of the biases. In a deeper one, a unit of a later layer has besides
 * its bias the weight 1 of t; t is passed on by one unit, the sum by two (its positive part and its negative one), whose
 * weights are those of the block before and ±1 of the sum before.
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
    // The two halves of the sum, as far as there is one, into the halves of the next, or into the output.
    addOnes(2);
    if (layer > 1) addOnes(2);
  });
  return { parameterCount: count, norm: Math.sqrt(squares) };
}
