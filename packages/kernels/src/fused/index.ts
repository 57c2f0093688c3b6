export type { FusedKernelName, FusedOutputs } from './catalogue.js';
export { hasFusedKernel, runFusedKernel } from './run-fused-kernel.js';
