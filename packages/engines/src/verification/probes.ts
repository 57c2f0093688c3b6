import * as tf from '@tensorflow/tfjs-core';
import { patternTensor } from './pattern.js';

/** Tensors by what they are. */
type Outputs = Readonly<Record<string, tf.Tensor>>;

/** A computation that training relies on. `run` is called inside `tf.tidy`. */
export interface Probe {
  /** What is computed, as a message names it. */
  readonly name: string;
  run(): Outputs;
}

/**
 * What a training step of the architectures is made of, each with its gradient, in the shapes that take different
 * paths through an engine (few channels, many, strided, pointwise).
 */
export const PROBES: readonly Probe[] = [
  {
    name: 'matMul',
    run: () =>
      valueAndGradients((a, b) => tf.matMul(a, b), [patternTensor([7, 13], 1), patternTensor([13, 5], 2)]),
  },
  {
    name: 'conv2d of an RGB image',
    run: () => convolution({ image: [2, 9, 9, 3], filter: [5, 5, 3, 8], stride: 1, pad: 'same' }),
  },
  {
    name: 'conv2d of feature maps',
    run: () => convolution({ image: [2, 7, 7, 16], filter: [3, 3, 16, 8], stride: 1, pad: 'same' }),
  },
  {
    name: 'conv2d with stride 2',
    run: () => convolution({ image: [2, 9, 9, 8], filter: [3, 3, 8, 6], stride: 2, pad: 'valid' }),
  },
  {
    name: 'conv2d with a 1 × 1 filter',
    run: () => convolution({ image: [2, 5, 5, 12], filter: [1, 1, 12, 6], stride: 1, pad: 'same' }),
  },
  {
    name: 'conv2d with stride 2 and padding',
    run: () => convolution({ image: [2, 8, 8, 8], filter: [3, 3, 8, 6], stride: 2, pad: 'same' }),
  },
  {
    name: 'conv2d without padding',
    run: () => convolution({ image: [2, 7, 7, 8], filter: [3, 3, 8, 6], stride: 1, pad: 'valid' }),
  },
  {
    name: 'conv2d with a 1 × 7 filter',
    run: () => convolution({ image: [2, 6, 9, 8], filter: [1, 7, 8, 6], stride: 1, pad: 'same' }),
  },
  {
    name: 'conv2d with a 7 × 1 filter',
    run: () => convolution({ image: [2, 9, 6, 8], filter: [7, 1, 8, 6], stride: 1, pad: 'same' }),
  },
  {
    name: 'maxPool without padding',
    run: () =>
      valueAndGradients(
        (x) => tf.maxPool(x as tf.Tensor4D, 3, 2, 'valid'),
        [patternTensor([2, 9, 9, 4], 26)],
      ),
  },
  {
    name: 'maxPool of what is negative',
    run: () =>
      valueAndGradients(
        (x) => tf.maxPool(tf.sub(x as tf.Tensor4D, 1), 3, 2, 'same'),
        [patternTensor([2, 8, 8, 4], 27)],
      ),
  },
  {
    name: 'maxPool',
    run: () =>
      valueAndGradients((x) => tf.maxPool(x as tf.Tensor4D, 3, 2, 'same'), [patternTensor([2, 8, 8, 4], 3)]),
  },
  {
    name: 'avgPool',
    run: () =>
      valueAndGradients((x) => tf.avgPool(x as tf.Tensor4D, 4, 1, 'valid'), [patternTensor([2, 6, 6, 4], 4)]),
  },
  {
    name: 'avgPool at the edges',
    run: () =>
      valueAndGradients((x) => tf.avgPool(x as tf.Tensor4D, 3, 1, 'same'), [patternTensor([2, 5, 4, 3], 24)]),
  },
  {
    name: 'mean of feature maps',
    run: () => valueAndGradients((x) => tf.mean(x, [1, 2]), [patternTensor([3, 4, 5, 6], 25)]),
  },
  {
    name: 'batch normalization',
    run: () =>
      valueAndGradients(
        (x, scale, offset) => {
          const { mean, variance } = tf.moments(x, [0, 1, 2]);
          const normalized = tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, 1e-3)));
          return tf.relu(tf.add(tf.mul(normalized, scale), offset));
        },
        [patternTensor([3, 4, 4, 6], 5), patternTensor([6], 6), patternTensor([6], 7)],
      ),
  },
  {
    name: 'localResponseNormalization',
    run: () =>
      valueAndGradients(
        (x) => tf.localResponseNormalization(x as tf.Tensor4D, 4, 1, 0.1, 0.75),
        [patternTensor([2, 3, 3, 12], 8)],
      ),
  },
  {
    name: 'concat and slice',
    run: () =>
      valueAndGradients(
        (a, b) =>
          tf.slice(
            tf.pad(tf.concat([a, b], 3), [
              [0, 0],
              [2, 2],
              [2, 2],
              [0, 0],
            ]),
            [0, 1, 2, 1],
            [2, 4, 4, 5],
          ),
        [patternTensor([2, 4, 4, 3], 9), patternTensor([2, 4, 4, 4], 10)],
      ),
  },
  {
    name: 'gather',
    run: () =>
      valueAndGradients((x) => tf.gather(x, tf.tensor1d([2, 0, 2, 4], 'int32')), [patternTensor([5, 6], 11)]),
  },
  {
    name: 'softmax cross-entropy',
    run: () => valueAndGradients(crossEntropyOfFive, [patternTensor([5, 10], 12)]),
  },
  {
    name: 'rotated window',
    run: () => ({
      value: tf.image.transform(
        patternTensor([1, 8, 8, 2], 16) as tf.Tensor4D,
        tf.tensor2d([[0.8, -0.6, 2.5, 0.6, 0.8, -1.2, 0, 0]]),
        'bilinear',
        'nearest',
        0,
        [5, 5],
      ),
    }),
  },
  {
    name: 'ReLU gradient',
    run(): Outputs {
      const [dy, y] = [patternTensor([5, 6], 17), tf.relu(patternTensor([5, 6], 18))];
      return fusedKernel('ReluGrad', { dy, y }, () => ({ dx: tf.mul(dy, tf.step(y)) }));
    },
  },
  {
    name: 'bias',
    run(): Outputs {
      const [x, bias] = [patternTensor([2, 3, 3, 6], 19), patternTensor([6], 20)];
      return fusedKernel('BiasAdd', { x, bias }, () => ({ value: tf.add(x, bias) }));
    },
  },
  {
    name: 'softmax cross-entropy of each row',
    run(): Outputs {
      const logits = patternTensor([5, 10], 21) as tf.Tensor2D;
      const targets = tf.cast(tf.oneHot(tf.tensor1d([1, 0, 3, 2, 9], 'int32'), 10), 'float32');
      return fusedKernel('SoftmaxCrossEntropyWithLogits', { logits, targets }, () => ({
        losses: tf.neg(tf.sum(tf.mul(tf.logSoftmax(logits), targets), 1)),
        difference: tf.sub(tf.softmax(logits), targets),
      }));
    },
  },
  {
    name: 'fused batch normalization',
    run(): Outputs {
      const [x, offset] = [patternTensor([3, 4, 4, 6], 22), patternTensor([6], 23)];
      return fusedKernel(
        'FusedBatchNormV3',
        { x, offset },
        () => {
          const { mean, variance } = tf.moments(x, [0, 1, 2]);
          const normalized = tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, 1e-3)));
          // Of the variance, TensorFlow gives the unbiased estimate.
          return { value: tf.add(normalized, offset), mean, variance: tf.mul(variance, 48 / 47) };
        },
        { epsilon: 1e-3 },
      );
    },
  },
];

/**
 * A computation for which an engine may have a fused kernel of its own, that TF.js knows nothing of: by that kernel,
 * else out of TF.js's operations.
 */
function fusedKernel(
  kernelName: string,
  inputs: Readonly<Record<string, tf.Tensor>>,
  compose: () => Outputs,
  attributes: tf.NamedAttrMap = {},
): Outputs {
  const composed = compose();
  if ((tf.getKernel(kernelName, tf.getBackend()) as tf.KernelConfig | undefined) === undefined)
    return composed;
  const outputs: tf.Tensor | tf.Tensor[] = tf.engine().runKernel(kernelName, inputs, attributes);
  const list = Array.isArray(outputs) ? outputs : [outputs];
  return Object.fromEntries(Object.keys(composed).map((name, i) => [name, list[i]!]));
}

interface Convolution {
  readonly image: readonly [number, number, number, number];
  readonly filter: readonly [number, number, number, number];
  readonly stride: number;
  readonly pad: 'same' | 'valid';
}

function convolution({ image, filter, stride, pad }: Convolution): Record<string, tf.Tensor> {
  return valueAndGradients(
    (x, w) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, stride, pad),
    [patternTensor(image, 13), patternTensor(filter, 14)],
  );
}

/** Mean cross-entropy of logits [5, 10] with five fixed labels. */
function crossEntropyOfFive(logits: tf.Tensor): tf.Tensor {
  const labels = tf.cast(tf.oneHot(tf.tensor1d([1, 0, 3, 2, 9], 'int32'), 10), 'float32');
  return tf.losses.softmaxCrossEntropy(labels, logits);
}

/** The value of `f` and the gradient of a fixed weighting of it with respect to each input. */
function valueAndGradients(
  f: (...inputs: tf.Tensor[]) => tf.Tensor,
  inputs: tf.Tensor[],
): Record<string, tf.Tensor> {
  const value = f(...inputs);
  const gradients = tf.grads(f)(inputs, patternTensor(value.shape, 15));
  return { value, ...Object.fromEntries(gradients.map((gradient, i) => [`gradient ${i}`, gradient])) };
}
