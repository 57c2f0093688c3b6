import type { Engine } from '@rote/engines';
import { findNamedGpu, findNvidiaGpus } from '@rote/engines';
import { createLinearAlgebra as createNativeAlgebra } from '@rote/graph-step';
import type { Float64Matrix, LinearAlgebra } from '@rote/learning';

const MEBIBYTE = 2 ** 20;

/**
 * The linear algebra in float64 that an engine has: the native one alone.
 *
 * @param gpu that the trainer was given, as CUDA names it
 */
export function createLinearAlgebra(
  { name, device }: Engine,
  gpu: string | undefined,
): LinearAlgebra | undefined {
  if (name !== 'tfjs-node' && name !== 'tfjs-node-gpu') return undefined;
  const freeOnGpu = async (): Promise<number | undefined> => {
    const freeMb = findNamedGpu(await findNvidiaGpus(), gpu ?? '0')?.memory?.freeMb;
    return freeMb === undefined ? undefined : freeMb * MEBIBYTE;
  };
  return {
    ...createNativeAlgebra<Float64Matrix>(),
    freeBytes: device === 'gpu' ? freeOnGpu : () => Promise.resolve(process.availableMemory()),
  };
}
