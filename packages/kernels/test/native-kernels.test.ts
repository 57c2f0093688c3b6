import { loadEngine } from '@rote/engines';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { createInputGradient } from '../src/native/input-gradient.js';

const missing = await loadEngine({ force: 'tfjs-node-gpu' }).then(
  () => undefined,
  (error: unknown) => String(error),
);

const SIDE = 14;
const OUTPUTS = 96;

/** How many windows of three pixels, without padding in front, contain a pixel. */
const windowsAt = (pixel: number): number =>
  Array.from({ length: SIDE / 2 }, (_, window) => 2 * window).filter(
    (from) => from <= pixel && pixel < from + 3,
  ).length;

/** Returns the number of feature maps of each call of TensorFlow's kernel for such a convolution. */
function callsFor(featureMaps: number, attrs: object): number[] {
  const calls: number[] = [];
  const kernel = createInputGradient(({ inputs, attrs: given }) => {
    const [maps] = (inputs as { filter: tf.Tensor }).filter.shape.slice(2);
    const { inputShape } = given as unknown as { inputShape: [number, number, number, number] };
    expect(inputShape[3]).toBe(maps);
    calls.push(maps!);
    return tf.zeros(inputShape);
  });
  tf.tidy(() => {
    const inputs = { dy: tf.zeros([1, 4, 4, 3]), filter: tf.zeros([3, 3, featureMaps, 3]) };
    const result = kernel({
      inputs,
      backend: tf.backend(),
      attrs: { strides: 2, dataFormat: 'NHWC', inputShape: [1, 8, 8, featureMaps], ...attrs },
    }) as tf.Tensor;
    expect(result.shape).toEqual([1, 8, 8, featureMaps]);
  });
  return calls;
}

test('a gradient with strides comes in two parts if its last block of feature maps is not full', async () => {
  await loadEngine({ force: 'wasm' });
  expect(callsFor(80, {})).toEqual([64, 16]);
  expect(callsFor(144, { strides: [1, 2] })).toEqual([128, 16]);
  expect([callsFor(64, {}), callsFor(16, {})]).toEqual([[64], [16]]);
  expect(callsFor(80, { strides: 1 })).toEqual([80]);
});

describe.skipIf(missing)(`the native engine${missing ? ` (needs it: ${missing})` : ''}`, () => {
  beforeAll(async () => {
    await loadEngine({ force: 'tfjs-node-gpu' });
  });

  // A filter and a gradient of ones give integers, which no order of summation changes.
  test.each([16, 64, 80, 96, 128, 144, 200])(
    'gives the input of a strided convolution its gradient in each of %i feature maps',
    (featureMaps) => {
      const gradient = tf.tidy(() => {
        const filter = tf.ones<tf.Rank.R4>([3, 3, featureMaps, OUTPUTS]);
        const input = tf.ones<tf.Rank.R4>([2, SIDE, SIDE, featureMaps]);
        return tf
          .grad((x: tf.Tensor) => tf.conv2d(x as tf.Tensor4D, filter, 2, 'same'))(input)
          .dataSync();
      });
      const wrong = gradient.findIndex((value, index) => {
        const pixel = Math.floor(index / featureMaps) % (SIDE * SIDE);
        return value !== OUTPUTS * windowsAt(Math.floor(pixel / SIDE)) * windowsAt(pixel % SIDE);
      });
      expect(gradient.length).toBe(2 * SIDE * SIDE * featureMaps);
      expect(wrong).toBe(-1);
      expect(tf.memory().numTensors).toBe(0);
    },
  );
});
