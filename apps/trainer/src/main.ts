/**
 * The main module of a trainer: a child process of a supervisor that loads an engine once and then trains one cell after
 * another. It knows no database and no queue. The IPC channel is its lifeline: it exits when its parent is gone.
 */
import type { WorkerMessage } from '@rote/trainer-protocol';
import { createTrainer } from './trainer.js';

const trainer = createTrainer({
  send: (message) => {
    if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
  },
  writeLine: (line) => {
    process.stderr.write(`${line}\n`);
  },
});
process.on('message', (message) => void trainer.handleMessage(message as WorkerMessage));
process.on('disconnect', () => process.exit(0));
if (!process.connected) process.exit(0);
