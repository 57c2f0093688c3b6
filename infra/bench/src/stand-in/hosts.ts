/**
 * `BENCH_HOSTS` workers in one process, as `npm run start:worker` would start each on a host of its own: the supervisor, its
 * connections, heartbeats, claims and writes are real. Their trainers are stand-ins in the same process, whose cells sleep for
 * `BENCH_SLEEP_MS`. It answers each message with a {@link HostsReport}.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createLogger, installShutdown } from '@rote/runtime';
import { readWorkerConfig } from '@rote/worker/config';
import { startWorker, type Worker } from '@rote/worker/start-worker';
import { startInProcessTrainer } from './in-process-trainer.js';

export interface HostsReport {
  /** How long slots were without a cell, in milliseconds, between two of them. */
  readonly turnaroundsMs: readonly number[];
  /** How late the event loop was, in milliseconds, since the last report. */
  readonly loopDelayMs: { readonly p50: number; readonly p99: number; readonly max: number };
}

const NANOSECONDS_PER_MS = 1e6;
/** How often the event loop is timed; what is measured includes it. */
const RESOLUTION_MS = 10;

const config = readWorkerConfig(process.env);
const logger = createLogger({ name: 'hosts', level: config.logLevel });
const workers: Worker[] = [];
const shutdown = installShutdown({
  logger,
  graceMs: config.graceMs,
  async onShutdown(_reason, step) {
    await Promise.all(workers.map((worker) => worker.close(step)));
  },
});
let turnaroundsMs: number[] = [];
const startTrainer = startInProcessTrainer({
  sleepMs: Number(process.env['BENCH_SLEEP_MS']),
  onTurnaround: (ms) => {
    turnaroundsMs.push(ms);
  },
});
const lateness = monitorEventLoopDelay({ resolution: RESOLUTION_MS });

process.on('message', () => {
  const ms = (nanoseconds: number): number => Math.max(0, nanoseconds / NANOSECONDS_PER_MS - RESOLUTION_MS);
  const report: HostsReport = {
    turnaroundsMs,
    loopDelayMs: {
      p50: ms(lateness.percentile(50)),
      p99: ms(lateness.percentile(99)),
      max: ms(lateness.max),
    },
  };
  turnaroundsMs = [];
  lateness.reset();
  process.send?.(report);
});

for (let host = 0; host < Number(process.env['BENCH_HOSTS']); host++)
  workers.push(
    await startWorker({
      config,
      startTrainer,
      logger,
      signal: shutdown.signal,
      onStuck: () => {
        shutdown.request(1);
      },
    }),
  );
lateness.enable();
process.send?.({ type: 'ready' });
