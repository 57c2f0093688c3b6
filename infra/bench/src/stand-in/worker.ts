/** A worker as `npm run start:worker` starts it, except that its trainers are stand-ins. */
import { runWorker } from '@rote/worker/run-worker';

await runWorker({ env: process.env, trainerModule: new URL('trainer.js', import.meta.url) });
