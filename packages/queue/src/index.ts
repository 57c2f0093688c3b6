export * from './cell-consumer.js';
export type { CellJob, PrioritizedCellJob, RoutedCellJob } from './cell-job.js';
export * from './cell-queue.js';
export type { QueueConnection, QueueOwner } from './queue-connection.js';
export { queueOf } from './queue-connection.js';
