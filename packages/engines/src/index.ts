export { ENGINE_NAMES } from './engine.js';
export type { Engine, EngineName } from './engine.js';
export { engineEnvironment } from './engine-environment.js';
export type { EngineProcess } from './engine-environment.js';
export { loadEngine } from './load-engine.js';
export type { LoadEngineOptions } from './load-engine.js';
export { findNvidiaGpus } from './nvidia-gpus.js';
export type { NvidiaGpu } from './nvidia-gpus.js';
export { verifyEngine } from './verification/verify-engine.js';
