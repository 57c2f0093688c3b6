export { describeCpu } from './cpu-model.js';
export { engineEnvironment } from './engine-environment.js';
export type { EngineProcess } from './engine-environment.js';
export { findNamedGpu, findNvidiaGpus, measureGpuProcesses } from './nvidia-gpus.js';
export type { NvidiaGpu } from './nvidia-gpus.js';
export { runCommand, throwIfAborted } from './run-command.js';
