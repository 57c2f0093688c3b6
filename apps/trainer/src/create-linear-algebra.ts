import { findNamedGpu, findNvidiaGpus, measureGpuProcesses } from '@rote/devices';
import type { Engine } from '@rote/domain';
import { createLinearAlgebra as createNativeAlgebra } from '@rote/graph-step';
import type { Float64Matrix, LinearAlgebra } from '@rote/learning';
import * as tf from '@tensorflow/tfjs-core';

const MEBIBYTE = 2 ** 20;
/** GPU memory that CUDA's context and libraries take, estimated high: the process holds it, and no matrix can use it. */
const CUDA_MB = 1024;

/**
 * Returns the bytes of a GPU that this process can use: those that no process holds, and those that TensorFlow has freed
 * but keeps, which `nvidia-smi` counts as used. TF.js counts only half the bytes of a float64 matrix, so call it while
 * there is none.
 */
export async function freeOnGpu(gpu: string): Promise<number | undefined> {
  const [gpus, processes] = await Promise.all([findNvidiaGpus(), measureGpuProcesses()]);
  const freeMb = findNamedGpu(gpus, gpu)?.memory?.freeMb;
  if (freeMb === undefined) return undefined;
  const pool = ((processes.get(process.pid) ?? 0) - CUDA_MB) * MEBIBYTE;
  return freeMb * MEBIBYTE + Math.max(0, pool - tf.memory().numBytes);
}

/**
 * Returns an engine's linear algebra in float64. Only the native engine has one.
 *
 * @param gpu the GPU of the trainer, as CUDA names it
 */
export function createLinearAlgebra(
  { name, device }: Engine,
  gpu: string | undefined,
): LinearAlgebra | undefined {
  if (name !== 'tfjs-node' && name !== 'tfjs-node-gpu') return undefined;
  return {
    ...createNativeAlgebra<Float64Matrix>(),
    freeBytes: () => (device === 'gpu' ? freeOnGpu(gpu ?? '0') : Promise.resolve(process.availableMemory())),
  };
}
