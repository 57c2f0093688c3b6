export { createAvgPoolGrad } from './average-pool-grad.js';
export { registerNativeKernels } from './native/register-native-kernels.js';
export { registerWasmKernels } from './wasm/register-wasm-kernels.js';
export { registerWebgpuKernels, WEBGPU_KERNELS_VERSION } from './webgpu/register-webgpu-kernels.js';
