import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as tf from '@tensorflow/tfjs-core';
import { RoteError } from '@rote/domain';
import { describeCpu, findNamedGpu, findNvidiaGpus } from '@rote/devices';
import type { Engine } from '@rote/domain';
import { registerNativeKernels } from '@rote/kernels';
import { bindingPath, findNativePackage } from './native-package.js';
import type { NativeEngineName } from './native-package.js';

/** The name under which both packages register their backend. */
export const NATIVE_BACKEND = 'tensorflow';

/** Restores the two functions of Node's `util` that TF.js 4.22 calls and Node 23 removed. */
function restoreUtilFunctions(util: Partial<Record<'isNullOrUndefined' | 'isArray', unknown>>): void {
  util.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  util.isArray ??= Array.isArray;
}

/** The native backend's own fields that Rote uses. */
interface NativeBackend {
  readonly binding: { readonly TF_Version: string };
  readonly isUsingGpuDevice: boolean;
}

/**
 * Loads the binding of `tfjs-node` or `tfjs-node-gpu` into this process. The package requires the same
 * `@tensorflow/tfjs-core` that every other module imports, so its backend is selected for them too.
 * @param gpu the GPU that the process was given, as CUDA_VISIBLE_DEVICES names it; used for its name
 */
export async function loadNativeEngine(
  name: NativeEngineName,
  { gpu }: { readonly gpu?: string },
): Promise<Engine> {
  const nativePackage = findNativePackage(name);
  if (nativePackage === undefined)
    throw unavailable(`npm did not install @tensorflow/${name} (an optional dependency)`);
  if (!existsSync(bindingPath(nativePackage.directory)))
    throw unavailable(`${name} has no native binding yet: set it up`);

  const require = createRequire(import.meta.url);
  restoreUtilFunctions(require('node:util') as Parameters<typeof restoreUtilFunctions>[0]);
  require(nativePackage.directory);
  await tf.setBackend(NATIVE_BACKEND);
  registerNativeKernels(NATIVE_BACKEND);
  const backend = tf.backend() as unknown as NativeBackend;
  return {
    name,
    version: `tfjs ${tf.version_core}, TensorFlow ${backend.binding.TF_Version}`,
    ...(backend.isUsingGpuDevice
      ? { device: 'gpu', deviceName: await describeGpu(gpu) }
      : { device: 'cpu', deviceName: describeCpu() }),
  };
}

async function describeGpu(device = '0'): Promise<string> {
  const gpus = await findNvidiaGpus();
  return findNamedGpu(gpus, device)?.name ?? `NVIDIA GPU ${device}`;
}

function unavailable(reason: string): RoteError {
  return new RoteError('engine-unavailable', reason);
}
