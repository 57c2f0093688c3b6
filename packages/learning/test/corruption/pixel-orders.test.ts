import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pixelOrders } from '../../src/corruption/pixel-orders.js';

const positions = 784;
const sorted = (order: Int32Array): number[] => Array.from(order).sort((a, b) => a - b);
const identity = Array.from({ length: positions }, (_, i) => i);

describe('pixelOrders', () => {
  test('returns permutations of all positions other than the identity', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat({ max: 59_999 }), (seed, index) => {
        for (const kind of ['shuffled-pixels', 'random-pixels'] as const) {
          const order = pixelOrders({ kind }, { split: 'train', positions, seed })!(index);
          expect(sorted(order)).toEqual(identity);
          expect(Array.from(order)).not.toEqual(identity);
        }
      }),
      { numRuns: 20 },
    );
  });

  test('shuffles every image of both splits in the same way', () => {
    const of = (split: 'train' | 'test') =>
      pixelOrders({ kind: 'shuffled-pixels' }, { split, positions, seed: 5 })!;
    expect(of('train')(0)).toEqual(of('train')(17));
    expect(of('train')(0)).toEqual(of('test')(3));
  });

  test('draws an order for each image from seed, split and index', () => {
    const of = (split: 'train' | 'test', seed: number) =>
      pixelOrders({ kind: 'random-pixels' }, { split, positions, seed })!;
    expect(of('train', 5)(0)).toEqual(of('train', 5)(0));
    expect(of('train', 5)(0)).not.toEqual(of('train', 5)(1));
    expect(of('train', 5)(0)).not.toEqual(of('test', 5)(0));
    expect(of('train', 5)(0)).not.toEqual(of('train', 6)(0));
  });

  test('leaves the pixels of other corruptions in place', () => {
    for (const kind of ['none', 'random-labels', 'gaussian'] as const) {
      expect(pixelOrders({ kind }, { split: 'train', positions, seed: 1 })).toBeUndefined();
    }
  });
});
