export { parseTrainerMessage, receiveImages, sendImages } from './messages.js';
export type { CheckpointSettings, TrainerMessage, WorkerMessage } from './messages.js';
