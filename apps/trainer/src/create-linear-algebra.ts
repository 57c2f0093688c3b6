import { findNamedGpu, findNvidiaGpus, measureGpuProcesses } from '@rote/devices';
import type { Engine } from '@rote/domain';
import { createLinearAlgebra as createNativeAlgebra } from '@rote/graph-step';
import type { Float64Matrix, LinearAlgebra } from '@rote/learning';
import * as tf from '@tensorflow/tfjs-core';

const MEBIBYTE = 2 ** 20;
/** What CUDA's context and libraries take of a GPU, estimated high: the process holds it, and no matrix can use it. */
const CUDA_MB = 1024;

/**
 * Finds what a GPU has free for this process: what no process holds, and what TensorFlow has freed but keeps, which
 * `nvidia-smi` counts as used. TF.js counts only half the bytes of a float64 matrix, so ask while there is none.
 */
export async function freeOnGpu(gpu: string): Promise<number | undefined> {
  const [gpus, processes] = await Promise.all([findNvidiaGpus(), measureGpuProcesses()]);
  const freeMb = findNamedGpu(gpus, gpu)?.memory?.freeMb;
  if (freeMb === undefined) return undefined;
  const pool = ((processes.get(process.pid) ?? 0) - CUDA_MB) * MEBIBYTE;
  return freeMb * MEBIBYTE + Math.max(0, pool - tf.memory().numBytes);
}

/**
 * Returns the linear algebra in float64 of an engine. Only the native one has any.
 *
 * @param gpu that the trainer was given, as CUDA names it
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
