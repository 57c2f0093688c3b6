import { describeError } from '@rote/domain';
import { runWorker } from './run-worker.js';

try {
  await runWorker({ env: process.env, trainerModule: new URL(import.meta.resolve('@rote/trainer/main')) });
} catch (error) {
  process.stderr.write(`The worker cannot start: ${describeError(error)}\n`);
  process.exit(1);
}
