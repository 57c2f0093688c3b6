import * as tf from '@tensorflow/tfjs-core';
import type { Engine } from '@rote/domain';
import { patternTensor } from '../verification/pattern.js';

/** How fast and how accurately the selected backend computes something large. */
export interface Throughput {
  /** What is computed, for a person. */
  readonly operation: string;
  /** 10⁹ floating-point operations (additions and multiplications) per second. */
  readonly gflops: number;
  /** Distance of sampled values from the float64 result, relative to the largest of the samples. */
  readonly deviation: number;
}

interface LargeOperation {
  readonly name: string;
  readonly flops: number;
  readonly inputs: readonly (readonly number[])[];
  run(a: tf.Tensor, b: tf.Tensor): tf.Tensor;
  /** One value of the result, computed in float64. */
  valueAt(position: readonly number[], a: Values, b: Values): number;
}

/** Reads a value of a tensor by its position; 0 outside the tensor, as with padding. */
type Values = (position: readonly number[]) => number;

const MEASURE_MS = 500;
const MIN_RUNS = 3;
/** Number of values of each result that are computed in float64. */
const SAMPLES = 16;

/** Runs a matrix product and a convolution for half a second each. Leaves no tensor behind. */
export async function measureThroughput({ device }: Pick<Engine, 'device'>): Promise<readonly Throughput[]> {
  const isGpu = device === 'gpu';
  const throughputs: Throughput[] = [];
  for (const operation of [largeProduct(isGpu ? 4096 : 1024), largeConvolution(isGpu ? 512 : 32)])
    throughputs.push(await measure(operation));
  return throughputs;
}

function largeProduct(size: number): LargeOperation {
  return {
    name: `matMul of ${size} × ${size}`,
    flops: 2 * size ** 3,
    inputs: [
      [size, size],
      [size, size],
    ],
    run: (a, b) => tf.matMul(a, b),
    valueAt([row = 0, column = 0], a, b) {
      let sum = 0;
      for (let k = 0; k < size; k++) sum += a([row, k]) * b([k, column]);
      return sum;
    },
  };
}

function largeConvolution(images: number): LargeOperation {
  const [side, filterSide, channels] = [28, 3, 64];
  return {
    name: `conv2d of ${images} × ${side} × ${side} × ${channels} with ${filterSide} × ${filterSide}`,
    flops: 2 * images * side ** 2 * filterSide ** 2 * channels ** 2,
    inputs: [
      [images, side, side, channels],
      [filterSide, filterSide, channels, channels],
    ],
    run: (a, b) => tf.conv2d(a as tf.Tensor4D, b as tf.Tensor4D, 1, 'same'),
    valueAt([image = 0, row = 0, column = 0, channel = 0], a, b) {
      let sum = 0;
      for (let i = 0; i < filterSide; i++)
        for (let j = 0; j < filterSide; j++)
          for (let c = 0; c < channels; c++)
            sum += a([image, row + i - 1, column + j - 1, c]) * b([i, j, c, channel]);
      return sum;
    },
  };
}

async function measure(operation: LargeOperation): Promise<Throughput> {
  const [a, b] = operation.inputs.map((shape, variant) => patternTensor(shape, variant + 1));
  if (a === undefined || b === undefined) throw new Error(`${operation.name} has two inputs`);
  try {
    const deviation = await deviationOf(operation, a, b);
    const times: number[] = [];
    const start = performance.now();
    while (times.length < MIN_RUNS || performance.now() - start < MEASURE_MS)
      times.push(await timeOnce(() => operation.run(a, b)));
    const median = times.sort((first, second) => first - second)[Math.floor(times.length / 2)] ?? NaN;
    return { operation: operation.name, gflops: operation.flops / median / 1e6, deviation };
  } finally {
    tf.dispose([a, b]);
  }
}

/** Milliseconds until a value of the result has arrived: a GPU returns before it has computed. */
async function timeOnce(run: () => tf.Tensor): Promise<number> {
  const start = performance.now();
  const result = run();
  const value = tf.tidy(() => tf.slice(tf.reshape(result, [-1]), [0], [1]));
  await value.data();
  const ms = performance.now() - start;
  tf.dispose([result, value]);
  return ms;
}

async function deviationOf(operation: LargeOperation, a: tf.Tensor, b: tf.Tensor): Promise<number> {
  const result = operation.run(a, b);
  const { shape, size } = result;
  const [left, right, computed] = await Promise.all([valuesOf(a), valuesOf(b), valuesOf(result)]);
  result.dispose();
  let largest = 0;
  let error = 0;
  for (let sample = 0; sample < SAMPLES; sample++) {
    const position = positionOf(Math.floor((sample * (size - 1)) / (SAMPLES - 1)), shape);
    const expected = operation.valueAt(position, left, right);
    largest = Math.max(largest, Math.abs(expected));
    error = Math.max(error, Math.abs(computed(position) - expected));
  }
  return error / largest;
}

async function valuesOf(tensor: tf.Tensor): Promise<Values> {
  const { shape } = tensor;
  const values = await tensor.data<'float32'>();
  return (position) => {
    let index = 0;
    for (const [axis, at] of position.entries()) {
      const length = shape[axis] ?? 0;
      if (at < 0 || at >= length) return 0;
      index = index * length + at;
    }
    return values[index] ?? NaN;
  };
}

function positionOf(index: number, shape: readonly number[]): readonly number[] {
  let rest = index;
  return shape
    .toReversed()
    .map((length) => {
      const at = rest % length;
      rest = Math.floor(rest / length);
      return at;
    })
    .reverse();
}
