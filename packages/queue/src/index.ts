export type { CellConsumer, CellConsumerOptions } from './cell-consumer.js';
export { ReturnJobError, startCellConsumer } from './cell-consumer.js';
export type { CellJob, PrioritizedCellJob, RoutedCellJob } from './cell-job.js';
export type { CellQueue } from './cell-queue.js';
export { openCellQueue } from './cell-queue.js';
export type { BullQueue, QueueConnection, QueueOwner } from './queue-connection.js';
export { queueOf } from './queue-connection.js';
