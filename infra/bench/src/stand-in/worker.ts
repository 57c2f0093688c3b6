/**
 * A worker as `npm run start:worker` starts it, except that its trainers are stand-ins. If `BENCH_LOOP_DELAYS` names a file, it has the
 * percentiles of the delay of the event loop in milliseconds, as JSON, twice a second. If it is removed, the percentiles begin again.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { runWorker } from '@rote/worker/run-worker';

const file = process.env['BENCH_LOOP_DELAYS'];
if (file !== undefined) {
  /** What it records includes the pause between two looks. */
  const RESOLUTION_MS = 1;
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delays.enable();
  const percentile = (percent: number): number =>
    Math.max(0, delays.percentile(percent) / 1e6 - RESOLUTION_MS);
  setInterval(() => {
    if (!existsSync(file)) delays.reset();
    writeFileSync(file, JSON.stringify({ p50: percentile(50), p99: percentile(99), max: percentile(100) }));
  }, 500).unref();
}

await runWorker({ env: process.env, trainerModule: new URL('trainer.js', import.meta.url) });
