import { loadEngine } from '@rote/engines';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { patternTensor } from '../../engines/src/verification/pattern.js';
import { averagePool } from './fixtures/average-pool.js';

beforeAll(async () => {
  await loadEngine({ force: 'wasm' });
});

test('the gradient of average pooling matches its definition for any shape, also at the edges', () => {
  const side = fc.integer({ min: 1, max: 7 });
  fc.assert(
    fc.property(
      fc.tuple(fc.integer({ min: 1, max: 2 }), side, side, fc.integer({ min: 1, max: 3 })),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 3 }),
      (shape, window, stride) => {
        const x = patternTensor(shape, 3);
        const pool = (image: tf.Tensor): tf.Tensor =>
          tf.avgPool(image as tf.Tensor4D, window, stride, 'same');
        const pooled = pool(x);
        const dy = patternTensor(pooled.shape, 15);
        const dx = tf.grad(pool)(x, dy);
        const [value, gradient] = [pooled.dataSync(), dx.dataSync()];
        const expected = averagePool(
          { shape, values: x.dataSync() },
          { side: window, stride, dy: () => dy.dataSync() },
        );
        tf.dispose([x, pooled, dy, dx]);
        expected.value.forEach((wanted, i) => {
          expect(Math.abs(value[i]! - wanted)).toBeLessThan(1e-5);
        });
        expected.gradient.forEach((wanted, i) => {
          expect(Math.abs(gradient[i]! - wanted)).toBeLessThan(1e-5);
        });
        expect(gradient).toHaveLength(expected.gradient.length);
      },
    ),
    { numRuns: 60 },
  );
  expect(tf.memory().numTensors).toBe(0);
});
