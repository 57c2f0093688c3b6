export { createCheckpointStore } from './checkpoint-store.js';
export type { CheckpointStore, CheckpointStoreOptions } from './checkpoint-store.js';
export { decodeSafetensors, encodeSafetensors } from './safetensors.js';
