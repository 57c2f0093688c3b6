import { loadEngine } from '@rote/engines';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { runFusedKernel } from '../src/fused/index.js';
import { patternTensor } from '../../engines/src/verification/pattern.js';
import { expectSameAsCpu, gradientsOf } from './fixtures/compare-with-cpu.js';
import { convolutions, expectConvolutionSameAsCpu } from './fixtures/convolutions.js';
import { describeFusedKernels } from './fixtures/describe-fused-kernels.js';
import { size } from './fixtures/size.js';

beforeAll(async () => {
  await loadEngine({ force: 'wasm' });
});

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe('convolution', () => {
  test('has the gradients of the plain JavaScript backend, whatever its shape', async () => {
    await fc.assert(
      fc.asyncProperty(convolutions, (convolution) => expectConvolutionSameAsCpu('wasm', convolution)),
      { numRuns: 150 },
    );
  });

  // The convolutions of alexnet-small and inception-small, with fewer filters.
  test.each([
    { image: [2, 28, 28, 3], filter: [5, 5, 3, 8], stride: 1, pad: 'same' },
    { image: [2, 13, 13, 20], filter: [5, 5, 20, 8], stride: 1, pad: 'same' },
    { image: [2, 28, 28, 16], filter: [3, 3, 16, 16], stride: 2, pad: 'valid' },
    { image: [2, 14, 14, 24], filter: [1, 1, 24, 8], stride: 1, pad: 'same' },
    { image: [2, 28, 28, 3], filter: [3, 3, 3, 96], stride: 1, pad: 'same' },
    // So many filters that the images are processed in several blocks, the last one smaller.
    { image: [11, 7, 7, 16], filter: [3, 3, 16, 120], stride: 1, pad: 'same' },
  ] as const)('$image with filter $filter, stride $stride, $pad', async ({ image, filter, stride, pad }) => {
    await expectSameAsCpu('wasm', () =>
      gradientsOf(
        (x, w) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, stride, pad),
        patternTensor(image, 1),
        patternTensor(filter, 2),
      ),
    );
  });

  const winograd = fc.record({
    batch: size(3),
    height: fc.integer({ min: 3, max: 13 }),
    width: fc.integer({ min: 3, max: 13 }),
    channels: fc.constantFrom(8, 24),
    filters: fc.constantFrom(8, 16, 40),
    pad: fc.oneof(
      fc.constantFrom('same' as const, 'valid' as const),
      fc.constant<tf.backend_util.ExplicitPadding>([
        [0, 0],
        [2, 0],
        [1, 3],
        [0, 0],
      ]),
    ),
  });

  test('agrees with its gradients if Winograd’s filtering applies: 3 × 3, channels in multiples of eight', async () => {
    await fc.assert(
      fc.asyncProperty(winograd, async ({ batch, height, width, channels, filters, pad }) => {
        await expectSameAsCpu('wasm', () => {
          const inputs = [
            patternTensor([batch, height, width, channels], 1),
            patternTensor([3, 3, channels, filters], 2),
          ] as const;
          const convolve = (x: tf.Tensor, w: tf.Tensor) =>
            tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, pad);
          return [convolve(...inputs), ...gradientsOf(convolve, ...inputs)];
        });
      }),
      { numRuns: 40 },
    );
  });

  test('agrees if it is dilated', async () => {
    await expectSameAsCpu('wasm', () => [
      tf.conv2d(
        patternTensor<tf.Rank.R4>([2, 9, 9, 8], 1),
        patternTensor<tf.Rank.R4>([3, 3, 8, 8], 2),
        1,
        'same',
        'NHWC',
        2,
      ),
    ]);
  });

  test('rejects channels first with a reason', async () => {
    await tf.setBackend('wasm');
    const x = tf.zeros([1, 2, 4, 4]);
    const call = () =>
      tf.engine().runKernel(
        'Conv2DBackpropFilter',
        { x, dy: x },
        {
          strides: [1, 1],
          pad: 'same',
          dataFormat: 'NCHW',
          filterShape: [1, 1, 2, 2],
        },
      );
    expect(call).toThrow(/NCHW convolution is not available on wasm: use NHWC/);
    x.dispose();
  });
});

test('matMul agrees for every pair of transposes and any batch', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        m: size(20),
        k: size(20),
        n: size(20),
        a: fc.boolean(),
        b: fc.boolean(),
        batch: fc.constantFrom([], [1], [1, 1], [3], [2, 2]),
      }),
      async ({ m, k, n, a, b, batch }) => {
        const left = [...batch, ...(a ? [k, m] : [m, k])];
        const right = [...batch, ...(b ? [n, k] : [k, n])];
        await expectSameAsCpu('wasm', () => {
          const inputs = [patternTensor(left, 1), patternTensor(right, 2)] as const;
          const product = (x: tf.Tensor, y: tf.Tensor) => tf.matMul(x, y, a, b);
          return [product(...inputs), ...gradientsOf((x, y) => product(x, y), ...inputs)];
        });
      },
    ),
    { numRuns: 100 },
  );
});

test('kernels give the same bits each time, whatever the memory held before', async () => {
  await tf.setBackend('wasm');
  const compute = () =>
    tf.tidy(() => {
      const x = patternTensor<tf.Rank.R4>([3, 9, 9, 16], 1);
      const filter = patternTensor<tf.Rank.R4>([3, 3, 16, 24], 2);
      const small = patternTensor<tf.Rank.R4>([5, 5, 16, 7], 3);
      const [scale, offset] = [patternTensor<tf.Rank.R1>([24], 5), patternTensor<tf.Rank.R1>([24], 4)];
      const y = tf.conv2d(x, filter, 1, 'same');
      const outputs = [
        y,
        ...gradientsOf((x, w) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 'same'), x, filter),
        ...gradientsOf((x, w) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 2, 'same'), x, small),
        tf.matMul(tf.reshape(y, [-1, 24]), tf.reshape(filter, [24, 144])),
        ...runFusedKernel('BatchNormRelu', { x: y, scale, offset }, { epsilon: 0.001 })!,
      ];
      return outputs.map((output) => output.dataSync());
    });
  const first = compute();
  tf.tidy(() => tf.fill([100_000], NaN));
  expect(compute()).toEqual(first);
});

test('the same values can be the right operand of products in several shapes', async () => {
  await expectSameAsCpu('wasm', () => {
    const values = patternTensor([24], 2);
    return [
      [4, 6],
      [6, 4],
      [24, 1],
      [4, 6],
    ].map(([rows, columns]) =>
      tf.matMul(patternTensor([3, rows!], 1), tf.reshape(values, [rows!, columns!])),
    );
  });
});

test('a matrix times a batch of one broadcasts', async () => {
  await expectSameAsCpu('wasm', () => [
    tf.matMul(patternTensor([1, 5, 3], 1), patternTensor([5, 4], 2), true),
    tf.matMul(patternTensor([5, 3], 1), patternTensor([1, 1, 4, 3], 2), false, true),
  ]);
});

test('the gradient of max pooling agrees, also if windows overlap, leave gaps or extend beyond the image', async () => {
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
        })
        .filter(({ height, width, window }) => window <= height && window <= width),
      async ({ batch, height, width, channels, window, stride, pad }) => {
        await expectSameAsCpu('wasm', () =>
          gradientsOf(
            (x) => tf.maxPool(x as tf.Tensor4D, window, stride, pad),
            patternTensor([batch, height, width, channels], 3),
          ),
        );
      },
    ),
    { numRuns: 100 },
  );
});

test('if values tie, the first of the window receives the gradient of max pooling', async () => {
  await expectSameAsCpu('wasm', () =>
    gradientsOf((x) => tf.maxPool(x as tf.Tensor4D, 2, 2, 'valid'), tf.ones([1, 4, 4, 2])),
  );
});

test('the gradient of gather agrees for rows taken often, never, or by a matrix of indices', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        rows: size(6),
        columns: size(5),
        picks: fc.array(fc.nat(), { minLength: 1, maxLength: 12 }),
      }),
      async ({ rows, columns, picks }) => {
        await expectSameAsCpu('wasm', () => {
          const indices = tf.tensor1d(
            picks.map((pick) => pick % rows),
            'int32',
          );
          return gradientsOf((x) => tf.gather(x, indices), patternTensor([rows, columns], 4));
        });
      },
    ),
    { numRuns: 50 },
  );
});

test('segment sums drop negative segments, and support integers', async () => {
  await expectSameAsCpu('wasm', () => [
    tf.unsortedSegmentSum(
      tf.tensor2d([
        [1, 2],
        [3, 4],
        [5, 6],
      ]),
      tf.tensor1d([1, -1, 1], 'int32'),
      3,
    ),
    tf.unsortedSegmentSum(tf.tensor1d([1, 2, 3], 'int32'), tf.tensor1d([0, 2, 0], 'int32'), 3),
  ]);
});

describe('a row times a matrix', () => {
  test.each([
    [1000, 3],
    [700, 37],
    [100, 1500],
  ])('%i × %i', async (depth, columns) => {
    await expectSameAsCpu('wasm', () => [
      tf.matMul(patternTensor([1, depth], 1), patternTensor([depth, columns], 2)),
    ]);
  });
});

test('concatenation, its gradient and rows by index agree, along any axis', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        axis: fc.integer({ min: -3, max: 2 }),
        sizes: fc.array(size(6), { minLength: 1, maxLength: 4 }),
      }),
      async ({ axis, sizes }) => {
        const parts = () => sizes.map((extent, i) => patternTensor([2, 3, 5].with(axis, extent), i));
        await expectSameAsCpu('wasm', () => [
          tf.concat(parts(), axis),
          tf.concat(
            parts().map((part) => tf.cast(part, 'int32')),
            axis,
          ),
          ...gradientsOf((...inputs) => tf.concat(inputs, axis), ...parts()),
          tf.gather(tf.concat(parts(), axis), tf.tensor2d([[sum(sizes) - 1, 0, 0]], [1, 3], 'int32'), axis),
        ]);
      },
    ),
    { numRuns: 50 },
  );
});

test('a row that does not exist cannot be gathered', async () => {
  await tf.setBackend('wasm');
  tf.tidy(() => {
    expect(() => tf.gather(tf.ones([2, 3]), tf.tensor1d([0, 2], 'int32'))).toThrow();
  });
});

test('a clone shares its values, and outlives the original tensor', async () => {
  await expectSameAsCpu('wasm', () => {
    const x = patternTensor([3], 1);
    const clone = tf.clone(x);
    x.dispose();
    return [clone, tf.add(clone, 1)];
  });
});

// Numbers of channels below four, multiples of four, and others.
describeFusedKernels('wasm', { channels: [1, 2, 3, 4, 7, 8, 20] });
