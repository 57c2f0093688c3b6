/** A worker of BullMQ whose jobs do nothing. Its arguments are the name of the queue, the server and the concurrency. */
import { Worker } from 'bullmq';
import { connectionOf } from './connection.js';

const [, , name = '', url = '', concurrency] = process.argv;
const worker = new Worker(name, () => Promise.resolve(), {
  connection: connectionOf(url),
  concurrency: Number(concurrency),
  removeOnComplete: { count: 0 },
});
await worker.waitUntilReady();
process.once('SIGTERM', () => void worker.close().then(() => process.exit(0)));
process.send?.({ type: 'ready' });
