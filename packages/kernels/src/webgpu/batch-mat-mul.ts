import { env, util } from '@tensorflow/tfjs-core';
import type { BatchMatMulAttrs, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import { webgpu_util } from '@tensorflow/tfjs-backend-webgpu';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';

type TilesBackend = Pick<WebGPUBackend, 'thresholdToIncreaseWorkgroups'>;

const PROGRAM_FLAG = 'WEBGPU_MATMUL_PROGRAM_TYPE';

/** The smallest inner dimension for which the stock kernel chooses its split program. */
const SPLIT_MIN_INNER = 2000;

/**
 * The stock matrix product without its split program, whose workgroups add their shares atomically, in the order in
 * which they finish: the same cell would give different bits every time. Of the programs with a fixed order, a single
 * row uses the one with a workgroup per number; everything else uses the one with small tiles.
 */
export function createBatchMatMul(batchMatMul: KernelFunc): KernelFunc {
  return (call) => {
    const { a, b } = call.inputs as Record<'a' | 'b', TensorInfo>;
    const { transposeA, transposeB } = call.attrs as unknown as BatchMatMulAttrs;
    const [rows = 1, inner = 1] = transposeA ? a.shape.slice(-2).reverse() : a.shape.slice(-2);
    const columns = (transposeB ? b.shape.at(-2) : b.shape.at(-1)) ?? 1;
    const isBatch = [a, b].some(({ shape }) => util.sizeFromShape(shape.slice(0, -2)) > 1);
    if (
      isBatch ||
      inner < SPLIT_MIN_INNER ||
      !hasFewTiles(call.backend as unknown as TilesBackend, rows, columns)
    )
      return batchMatMul(call);
    const { MatMulReduceProgram, MatMulSmallOutputSizeProgram } = webgpu_util.MatMulProgramType;
    const before = env().getNumber(PROGRAM_FLAG);
    env().set(PROGRAM_FLAG, rows === 1 ? MatMulReduceProgram : MatMulSmallOutputSizeProgram);
    try {
      return batchMatMul(call);
    } finally {
      env().set(PROGRAM_FLAG, before);
    }
  };
}

/** Most numbers in a product for which the stock kernel prefers a workgroup per number. */
const REDUCE_MAX_SIZE = 128;

/** Whether the stock kernel considers the tiles too few to keep the GPU busy, so that it splits the inner dimension. */
function hasFewTiles(backend: TilesBackend, rows: number, columns: number): boolean {
  if (rows * columns <= REDUCE_MAX_SIZE) return false;
  const few = backend.thresholdToIncreaseWorkgroups;
  const tiles = Math.ceil(rows / 32) * Math.ceil(columns / 32);
  return tiles <= few || (rows <= 8 && tiles <= 2 * few);
}
