export * from './cell-consumer.js';
export type { CellJob, PrioritizedCellJob, RoutedCellJob } from './cell-job.js';
export * from './cell-queue.js';
export type { QueueConnection } from './queue-connection.js';
