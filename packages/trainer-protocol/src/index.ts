export { parseTrainerMessage } from './messages.js';
export type { CheckpointSettings, TrainerMessage, WorkerMessage } from './messages.js';
