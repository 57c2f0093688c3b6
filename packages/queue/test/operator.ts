import { createPostgresBackend, Queue, withBackend } from 'bullmq';
import type { QueueConnection } from '../src/index.js';
import { openCellQueue } from '../src/index.js';

/** What an operator does to the queue with a dashboard, through BullMQ's own handle. */
export type Operator = Pick<
  Queue,
  'add' | 'pause' | 'resume' | 'setGlobalConcurrency' | 'setGlobalRateLimit' | 'getPrioritized' | 'close'
>;

/** @param connection Redis by the path of its socket, or Postgres */
export async function openOperator(connection: QueueConnection): Promise<Operator> {
  if (connection.backend === 'redis')
    return new Queue('cells', { connection: { path: connection.url }, prefix: 'rote' });
  // The first client that opens the queue creates its schema.
  await (await openCellQueue({ connection })).close();
  const { Queue: PostgresQueue } = withBackend(createPostgresBackend);
  return new PostgresQueue('cells', {
    connection: { connectionString: connection.url, schema: 'bullmq', max: 2 },
  });
}
