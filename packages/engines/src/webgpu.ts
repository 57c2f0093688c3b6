import * as tf from '@tensorflow/tfjs-core';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { RoteError } from '@rote/domain';
import { describeCpu } from '@rote/devices';
import type { Engine } from '@rote/domain';
import { registerWebgpuKernels, WEBGPU_KERNELS_VERSION } from '@rote/kernels';
import type { EngineLoader, EngineLoaderOptions } from './engine-loader.js';
import { describeAdapter } from './webgpu/adapter.js';
import type { OpenDawn } from './webgpu/dawn.js';
import { openDawn } from './webgpu/dawn.js';
import { watchDevice } from './webgpu/device-watch.js';
import { guardBackend } from './webgpu/guard-backend.js';
import { releaseFreeBuffers } from './webgpu/release-free-buffers.js';

const BACKEND = 'webgpu';

/** TF.js's WebGPU backend on Dawn, for GPUs of any vendor: through Vulkan, Metal or Direct3D 12. */
export const webgpu: EngineLoader = {
  name: 'webgpu',
  backendName: BACKEND,
  mayHaveGpu: true,
  load: loadWebgpuEngine,
};

async function loadWebgpuEngine({ isForced }: EngineLoaderOptions): Promise<Engine> {
  // A second load gets its own device, because that of the first may be lost.
  if (BACKEND in tf.engine().registryFactory) tf.removeBackend(BACKEND);
  const dawn = await openDawn();
  try {
    const { name, driver, isSoftware } = describeAdapter(dawn.adapter.info);
    if (isSoftware && !isForced)
      throw new RoteError(
        'engine-unavailable',
        `its only adapter, ${name}, is software on the CPU, slower than any other engine; ROTE_ENGINE=webgpu forces it`,
      );
    // The core package has no gradients: importing the union package registers them.
    await import('@tensorflow/tfjs');
    const backend = createBackend(dawn, await requestDevice(dawn.adapter));
    tf.registerBackend(BACKEND, () => backend);
    await tf.setBackend(BACKEND);
    const versions = [
      `tfjs ${tf.version_core}`,
      `kernels ${String(WEBGPU_KERNELS_VERSION)}`,
      `Dawn ${dawn.version}`,
      driver,
    ];
    return {
      name: 'webgpu',
      version: versions.filter((version) => version !== '').join(', '),
      ...(isSoftware
        ? { device: 'cpu', deviceName: `${describeCpu()} (${name})` }
        : { device: 'gpu', deviceName: name }),
    };
  } catch (error) {
    dawn.close();
    throw error;
  }
}

/** Requests a device with the adapter's limits, as TF.js's own start-up does: WebGPU's defaults are made for phones. */
function requestDevice(adapter: GPUAdapter): Promise<GPUDevice> {
  const { limits } = adapter;
  return adapter.requestDevice({
    requiredLimits: {
      maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
      maxComputeWorkgroupsPerDimension: limits.maxComputeWorkgroupsPerDimension,
      maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
      maxBufferSize: limits.maxBufferSize,
      maxComputeWorkgroupSizeX: limits.maxComputeWorkgroupSizeX,
      maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
    },
  });
}

/** Creates the backend on a device. Its `dispose` releases everything: the device, the stock kernels, the globals. */
function createBackend(dawn: OpenDawn, device: GPUDevice): WebGPUBackend {
  const backend = withNavigator(dawn.gpu, () => new WebGPUBackend(device, dawn.adapter.info));
  const restoreKernels = registerWebgpuKernels(BACKEND);
  guardBackend(backend, watchDevice(device));
  releaseFreeBuffers(backend);
  const dispose = backend.dispose.bind(backend);
  backend.dispose = () => {
    dispose();
    restoreKernels();
    device.destroy();
    dawn.close();
  };
  return backend;
}

/** Only the backend's constructor insists on a browser's `navigator.gpu`. */
function withNavigator<T>(gpu: GPU, construct: () => T): T {
  const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
  Object.defineProperty(globalThis, 'navigator', { value: { gpu }, configurable: true });
  try {
    return construct();
  } finally {
    if (before === undefined) Reflect.deleteProperty(globalThis, 'navigator');
    else Object.defineProperty(globalThis, 'navigator', before);
  }
}
