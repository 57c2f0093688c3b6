import { parameterCount, randomKey, randomSource, resolveCell } from '@rote/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Precision } from '../../src/solving/memorizer-network.js';
import {
  evaluateMemorizer,
  measureMemorizer,
  project,
  randomDirection,
  writeMemorizer,
} from '../../src/solving/memorizer-network.js';

const turn = (): Promise<void> => Promise.resolve();

const direction = randomDirection(randomKey(1, 'direction'), 5);

/** This many points on a line, with a value 0 … 9 for each. */
function randomPoints(count: number, seed = 3) {
  const source = randomSource(randomKey(seed, 'points'));
  return {
    projections: Float64Array.from({ length: count }, () => source.normal()),
    values: Array.from({ length: count }, () => source.integer(10)),
  };
}

async function largestError(count: number, precision: Precision): Promise<number> {
  const { projections, values } = randomPoints(count);
  const rounded = precision === 'float32' ? projections.map(Math.fround) : projections;
  const network = await writeMemorizer(
    direction,
    { projections: rounded, values },
    { depth: 2, precision, turn },
  );
  return Math.max(
    ...Array.from(rounded, (projection, i) => Math.abs(evaluateMemorizer(network, projection) - values[i]!)),
  );
}

describe('the network of theorem 1', () => {
  test('takes any values at any distinct points, at every depth', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 2, max: 6 }),
        fc.integer({ min: 0, max: 1000 }),
        async (places, depth, seed) => {
          const projections = Float64Array.from(places, (place) => place / 100);
          const { values } = randomPoints(places.length, seed);
          const network = await writeMemorizer(
            direction,
            { projections, values },
            { depth, precision: 'float64', turn },
          );
          projections.forEach((projection, i) => {
            expect(evaluateMemorizer(network, projection)).toBeCloseTo(values[i]!, 6);
          });
        },
      ),
      { numRuns: 50 },
    );
  });

  test('matches a hand-worked example with three points on a line', async () => {
    const points = { projections: Float64Array.of(3, 1, 2), values: [0, 2, 1] };
    const network = await writeMemorizer(direction, points, { depth: 2, precision: 'float64', turn });
    // t = 0.5, 1.5, 2.5; biases 0, 1, 2; w₁·0.5 = 2; w₁·1.5 + w₂·0.5 = 1; w₁·2.5 + w₂·1.5 + w₃·0.5 = 0.
    expect(network.origin).toBe(0.5);
    expect(Array.from(network.blocks[0]!.biases)).toEqual([0, 1, 2]);
    expect(Array.from(network.blocks[0]!.weights)).toEqual([4, -10, 10]);
    expect(evaluateMemorizer(network, 0.4)).toBe(0);
    expect(evaluateMemorizer(network, 1.75)).toBe(4 * 1.25 - 10 * 0.25);
    // The direction has length 1; without an origin, the biases are 0.5, 1.5 and 2.5.
    expect(measureMemorizer(network).norm).toBeCloseTo(Math.sqrt(1 + 8.75 + 216), 12);
  });

  test('has 2n + d weights at depth 2, and O(n + d) at any depth in layers of O(n / depth)', async () => {
    const points = randomPoints(12);
    const write = (depth: number) => writeMemorizer(direction, points, { depth, precision: 'float64', turn });
    expect(measureMemorizer(await write(2)).parameterCount).toBe(2 * 12 + 5);
    // Two hidden layers of 6: direction 5; biases 6 and 6; 6 weights of t; the sum of the first block into its positive
    // and its negative part, 2 × 6, and both of these into the output, 2; the second block into the output, 6.
    expect(measureMemorizer(await write(3)).parameterCount).toBe(5 + 6 + 6 + 6 + 12 + 2 + 6);
    for (const depth of [3, 4, 7]) {
      const network = await write(depth);
      expect(network.blocks).toHaveLength(depth - 1);
      for (const { biases } of network.blocks) expect(biases.length).toBeLessThanOrEqual(12 / (depth - 1));
      expect(measureMemorizer(network).parameterCount).toBeLessThanOrEqual(5 + 4 * 12 + 6 * depth);
    }
  });

  test('has as many weights as predicted before it is constructed', async () => {
    const d = 28 * 28;
    const wide = randomDirection(randomKey(1, 'direction'), d);
    for (const [train, depth] of [
      [12, 2],
      [12, 3],
      [12, 5],
      [7, 4],
      [3, 7],
      [5, 5],
    ] as const) {
      const cell = resolveCell({
        dataset: { name: 'mnist', train, test: 5 },
        corruption: 'none',
        regularizer: 'none',
        architecture: { kind: 'memorizer', depth },
        seed: 1,
        training: {},
      });
      const network = await writeMemorizer(wide, randomPoints(train), { depth, precision: 'float64', turn });
      expect(parameterCount(cell)).toBe(measureMemorizer(network).parameterCount);
    }
  });

  test('is the same function at every depth', async () => {
    const points = randomPoints(30);
    const [shallow, deep] = await Promise.all(
      [2, 5].map((depth) => writeMemorizer(direction, points, { depth, precision: 'float64', turn })),
    );
    for (let x = -3; x < 3; x += 0.1) {
      const expected = evaluateMemorizer(shallow!, x);
      expect(Math.abs(evaluateMemorizer(deep!, x) - expected)).toBeLessThan(1e-9 * (1 + Math.abs(expected)));
    }
  });

  test('memorizes a thousand points in 64 bits, but not in 32', async () => {
    expect(await largestError(1000, 'float64')).toBeLessThan(1e-4);
    expect(await largestError(30, 'float32')).toBeLessThan(0.5);
    expect(await largestError(1000, 'float32')).toBeGreaterThan(0.5);
  });

  test('stays finite if two points coincide in 32 bits', async () => {
    const points = { projections: Float64Array.of(1, 1, 2), values: [0, 5, 3] };
    const network = await writeMemorizer(direction, points, { depth: 2, precision: 'float32', turn });
    expect(evaluateMemorizer(network, 2)).toBe(3);
  });

  test('ends the construction if its turn throws', async () => {
    const stop = (): Promise<void> => Promise.reject(new Error('stop'));
    const options = { depth: 2, precision: 'float64', turn: stop } as const;
    await expect(writeMemorizer(direction, randomPoints(3), options)).rejects.toThrow('stop');
  });
});

test('a direction has length 1 and depends on its seed', () => {
  const square = direction.reduce((sum, value) => sum + value * value, 0);
  expect(square).toBeCloseTo(1, 12);
  expect(randomDirection(randomKey(1, 'direction'), 5)).toEqual(direction);
  expect(randomDirection(randomKey(2, 'direction'), 5)).not.toEqual(direction);
});

test('a projection is a scalar product, rounded after each operation in 32 bits', () => {
  const a = Float64Array.of(0.1, 0.2, 0.3);
  expect(project(a, [1, 2, 3], 'float64')).toBe(0.1 + 0.2 * 2 + 0.3 * 3);
  const f = Math.fround;
  const products = [f(f(0.1) * 1), f(f(0.2) * 2), f(f(0.3) * 3)] as const;
  expect(project(a, [1, 2, 3], 'float32')).toBe(f(f(products[0] + products[1]) + products[2]));
});
