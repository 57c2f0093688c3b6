import { util } from '@tensorflow/tfjs-core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';

/** The part of the backend that kernels use. */
export type GpuBackend = Pick<WebGPUBackend, 'runWebGPUProgram' | 'disposeData'>;

/** Number of invocations in a workgroup that compute one number each. */
export const WORKGROUP = 64;

/** Named values of a shader: 32-bit floats. */
type Floats = Readonly<Record<string, number>>;

const declare = (floats: Floats): string =>
  Object.keys(floats)
    .map((name) => `${name} : f32,`)
    .join(' ');

const valuesOf = (floats: Floats) =>
  Object.values(floats).map((value) => ({ type: 'float32', data: [value] }));

/**
 * Computes each element of the output from tensors of the same size, or with one number per channel, or with a single
 * number.
 */
export interface Elementwise {
  /** Identifies the shader: a shader with the same key is compiled once. */
  readonly key: string;
  /** The inputs by the names under which the shader reads them; the first has the output's shape. */
  readonly inputs: Readonly<Record<string, TensorInfo>>;
  readonly uniforms?: Floats;
  /** WGSL, with `index` and `channel` (the index in the last axis); `relu` keeps NaN. */
  readonly expression: string;
}

export function runElementwise(
  backend: GpuBackend,
  { key, inputs, uniforms = {}, expression }: Elementwise,
): TensorInfo {
  const tensors = Object.values(inputs);
  const { shape } = tensors[0]!;
  const channels = shape.at(-1) ?? 1;
  return backend.runWebGPUProgram(
    {
      shaderKey: `rote${key}`,
      variableNames: Object.keys(inputs),
      uniforms: `channels : i32, ${declare(uniforms)}`,
      outputShape: shape,
      size: true,
      workgroupSize: [WORKGROUP, 1, 1],
      dispatchLayout: { x: shape.map((_, axis) => axis) },
      dispatch: [Math.ceil(util.sizeFromShape(shape) / WORKGROUP), 1, 1],
      getUserCode: () => `
        fn relu(value : f32) -> f32 {
          return select(value, 0.0, value < 0.0);
        }

        fn main(index : i32) {
          if (index < uniforms.size) {
            let channel = index % uniforms.channels;
            setOutputAtIndex(index, ${expression});
          }
        }`,
    },
    tensors,
    'float32',
    [{ type: 'int32', data: [channels] }, ...valuesOf(uniforms)],
  );
}

/**
 * Adds up the shares of a sum that workgroups have computed, in their order: the same bits every time.
 *
 * @param shares [shares, parts, …shape]
 */
export function addShares(
  backend: GpuBackend,
  shares: TensorInfo,
  {
    shape,
    part = 0,
    scale = 1,
  }: { readonly shape: number[]; readonly part?: number; readonly scale?: number },
): TensorInfo {
  const size = util.sizeFromShape(shape);
  const [count = 1] = shares.shape;
  const parts = util.sizeFromShape(shares.shape) / size / count;
  return backend.runWebGPUProgram(
    {
      shaderKey: 'roteAddShares',
      variableNames: ['shares'],
      uniforms: 'first : i32, stride : i32, end : i32, scale : f32,',
      outputShape: shape,
      size: true,
      workgroupSize: [WORKGROUP, 1, 1],
      dispatchLayout: { x: shape.map((_, axis) => axis) },
      dispatch: [Math.ceil(size / WORKGROUP), 1, 1],
      getUserCode: () => `
        fn main(index : i32) {
          if (index < uniforms.size) {
            var sum = 0.0;
            for (var at = uniforms.first + index; at < uniforms.end; at += uniforms.stride) {
              sum += shares[at];
            }
            setOutputAtIndex(index, sum * uniforms.scale);
          }
        }`,
    },
    [shares],
    'float32',
    [
      { type: 'int32', data: [part * size] },
      { type: 'int32', data: [parts * size] },
      { type: 'int32', data: [count * parts * size] },
      { type: 'float32', data: [scale] },
    ],
  );
}

/** Number of channels, and of rows, of a workgroup that sums columns. */
const LANES = 32;
const ROW_LANES = 8;
/** With at least this many rows, a share is worth its overhead. */
const MIN_SHARE_ROWS = 32 * ROW_LANES;
/** Maximum number of shares of a sum: one invocation adds them. */
export const MAX_SHARES = 128;

/** Sums over all axes but the last. */
export interface ColumnSums {
  readonly key: string;
  /** The first has the rows and columns; the others have the same size, or one number per column. */
  readonly inputs: Readonly<Record<string, TensorInfo>>;
  /** WGSL of the numbers to sum, with `at` (the index of a number) and `channel` (the index of its column). */
  readonly terms: readonly string[];
}

/**
 * Sums at most two million columns, the limit of one dispatch.
 *
 * @returns the sums of shares of the rows, [shares, terms, columns]: {@link addShares} adds them
 */
export function sumColumns(backend: GpuBackend, { key, inputs, terms }: ColumnSums): TensorInfo {
  const tensors = Object.values(inputs);
  const { shape } = tensors[0]!;
  const columns = shape.at(-1)!;
  const rows = util.sizeFromShape(shape) / columns;
  const shareRows = Math.ceil(rows / Math.min(MAX_SHARES, Math.ceil(rows / MIN_SHARE_ROWS)));
  const shares = Math.ceil(rows / shareRows);
  const eachTerm = (line: (term: string, i: number) => string) => terms.map(line).join('\n');
  return backend.runWebGPUProgram(
    {
      shaderKey: `rote${key}`,
      variableNames: Object.keys(inputs),
      uniforms: 'rows : i32, columns : i32, shareRows : i32,',
      outputShape: [shares, terms.length, columns],
      workgroupSize: [LANES, ROW_LANES, 1],
      dispatchLayout: { x: [2], y: [0], z: [1] },
      dispatch: [Math.ceil(columns / LANES), shares, 1],
      getUserCode: () => `
        ${eachTerm((_, i) => `var<workgroup> sums${i} : array<array<f32, ${LANES}>, ${ROW_LANES}>;`)}
        fn main() {
          let lane = i32(localId.x);
          let channel = i32(workgroupId.x) * ${LANES} + lane;
          let begin = i32(workgroupId.y) * uniforms.shareRows;
          let end = min(begin + uniforms.shareRows, uniforms.rows);
          ${eachTerm((_, i) => `var sum${i} = 0.0;`)}
          if (channel < uniforms.columns) {
            for (var row = begin + i32(localId.y); row < end; row += ${ROW_LANES}) {
              let at = row * uniforms.columns + channel;
              ${eachTerm((term, i) => `sum${i} += ${term};`)}
            }
          }
          ${eachTerm((_, i) => `sums${i}[localId.y][lane] = sum${i};`)}
          workgroupBarrier();
          if (localId.y == 0u && channel < uniforms.columns) {
            let out = i32(workgroupId.y) * ${terms.length} * uniforms.columns + channel;
            ${eachTerm(
              (_, i) => `
            var total${i} = 0.0;
            for (var row = 0; row < ${ROW_LANES}; row++) {
              total${i} += sums${i}[row][lane];
            }
            setOutputAtIndex(out + ${i} * uniforms.columns, total${i});`,
            )}
          }
        }`,
    },
    tensors,
    'float32',
    [rows, columns, shareRows].map((value) => ({ type: 'int32', data: [value] })),
  );
}
