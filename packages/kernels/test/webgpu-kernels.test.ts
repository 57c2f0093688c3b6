import * as tf from '@tensorflow/tfjs-core';
import { findSwiftShader, SWIFTSHADER_MISSING } from '@rote/testkit';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { runFusedKernel } from '../src/fused/index.js';
import { patternTensor } from '../../engines/src/verification/pattern.js';
import { webgpu } from '../../engines/src/webgpu.js';
import { expectSameAsCpu, gradientsOf } from './fixtures/compare-with-cpu.js';
import { convolutions, expectConvolutionSameAsCpu } from './fixtures/convolutions.js';
import { describeFusedKernels } from './fixtures/describe-fused-kernels.js';
import { trainingOperations } from './fixtures/training-operations.js';
import { size } from './fixtures/size.js';

const swiftShader = findSwiftShader();
Object.assign(process.env, swiftShader);
// SwiftShader compiles every shader again in each process, and computes on the CPU, where other tests run too.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

describe.skipIf(swiftShader === undefined)(
  `on webgpu${swiftShader === undefined ? SWIFTSHADER_MISSING : ''}`,
  () => {
    beforeAll(async () => {
      tf.enableProdMode();
      await webgpu.load({ isForced: true });
    });
    afterAll(() => {
      tf.removeBackend('webgpu');
    });

    test.each(trainingOperations())('%s', async (_, compute) => {
      await expectSameAsCpu('webgpu', compute);
    });

    // Few channels, many, strided, pointwise: each uses its own program, with and without vectors of four.
    test.each([
      { image: [2, 12, 12, 3], filter: [5, 5, 3, 8], stride: 1, pad: 'same' },
      { image: [2, 7, 7, 20], filter: [5, 5, 20, 8], stride: 1, pad: 'same' },
      { image: [2, 14, 14, 16], filter: [3, 3, 16, 16], stride: 2, pad: 'valid' },
      { image: [2, 14, 14, 16], filter: [3, 3, 16, 12], stride: 2, pad: 'same' },
      { image: [2, 7, 9, 5], filter: [3, 3, 5, 7], stride: 2, pad: 'same' },
      { image: [2, 14, 14, 24], filter: [1, 1, 24, 8], stride: 1, pad: 'same' },
      { image: [1, 6, 6, 3], filter: [3, 3, 3, 96], stride: 1, pad: 'same' },
      { image: [3, 14, 14, 20], filter: [3, 3, 20, 70], stride: 1, pad: 'same' },
      { image: [3, 28, 28, 3], filter: [5, 5, 3, 40], stride: 2, pad: 'valid' },
      { image: [2, 7, 7, 40], filter: [3, 3, 40, 8], stride: 1, pad: 'same' },
      { image: [2, 7, 7, 40], filter: [3, 3, 40, 8], stride: 2, pad: 'valid' },
      { image: [2, 6, 6, 70], filter: [3, 3, 70, 12], stride: 1, pad: 'same' },
    ] as const)(
      'convolution of $image with filter $filter, stride $stride, $pad',
      async ({ image, filter, stride, pad }) => {
        await expectSameAsCpu('webgpu', () => {
          const convolve = (x: tf.Tensor, w: tf.Tensor) =>
            tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, stride, pad);
          const inputs = [patternTensor(image, 1), patternTensor(filter, 2)] as const;
          return [convolve(...inputs), ...gradientsOf(convolve, ...inputs)];
        });
      },
    );

    test('convolutions of all shapes agree', async () => {
      await fc.assert(
        fc.asyncProperty(convolutions, (convolution) => expectConvolutionSameAsCpu('webgpu', convolution)),
        { numRuns: 20 },
      );
    });

    describeFusedKernels('webgpu', { channels: [1, 3, 8, 40], runs: 20 });

    test('sums of columns agree, also in many shares', async () => {
      for (const shape of [
        [7, 5],
        [3, 40, 40, 33],
        [100, 100, 3],
      ])
        await expectSameAsCpu('webgpu', () => {
          const x = patternTensor(shape, 1);
          return tf.getBackend() === 'cpu'
            ? [tf.sum(x, shape.map((_, axis) => axis).slice(0, -1))]
            : runFusedKernel('ColumnSums', { x })!;
        });
    });

    test('the gradient of max pooling agrees, also if windows overlap, leave gaps, extend beyond the image or tie', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc
            .record({
              batch: size(3),
              height: size(9),
              width: size(9),
              channels: size(5),
              window: size(4),
              stride: size(4),
              pad: fc.constantFrom('same' as const, 'valid' as const),
              ties: fc.boolean(),
            })
            .filter(({ height, width, window }) => window <= height && window <= width),
          async ({ batch, height, width, channels, window, stride, pad, ties }) => {
            await expectSameAsCpu('webgpu', () => {
              const image = patternTensor([batch, height, width, channels], 3);
              return gradientsOf(
                (x) => tf.maxPool(x as tf.Tensor4D, window, stride, pad),
                ties ? tf.round(image) : image,
              );
            });
          },
        ),
        { numRuns: 40 },
      );
    });

    // Inner dimensions at which the stock kernel would add up in arbitrary order.
    describe.each([
      { name: 'a row of sums', left: [1, 6000], right: [6000, 200], a: false, b: false },
      { name: 'small tiles', left: [20, 2500], right: [2500, 30], a: false, b: false },
      { name: 'small tiles of transposed operands', left: [2500, 20], right: [30, 2500], a: true, b: true },
      { name: 'few numbers', left: [8, 2100], right: [2100, 16], a: false, b: false },
    ])('$name', ({ left, right, a, b }) => {
      const product = () => tf.matMul(patternTensor(left, 1), patternTensor(right, 2), a, b);

      test('agree', async () => {
        await expectSameAsCpu('webgpu', () => [product()]);
      });

      test('are the same bits every time', async () => {
        await tf.setBackend('webgpu');
        const read = async () => {
          const tensor = tf.tidy(product);
          const values = await tensor.data();
          tensor.dispose();
          return values;
        };
        const first = await read();
        for (let i = 0; i < 5; i++) expect(await read()).toEqual(first);
      });
    });
  },
);
