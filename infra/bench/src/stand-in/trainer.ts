/**
 * A stand-in for a trainer: it speaks the trainer's protocol and trains nothing. Each cell takes `BENCH_SLEEP_MS`, in which it
 * reports `BENCH_EPOCHS` epochs evenly; its result is made up. If `BENCH_STARTS` names a file, the time at which each cell starts is appended to it, in milliseconds since 1970.
 */
import { appendFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { epochOf, resultOf } from '@rote/testkit/values';
import type { TrainerMessage, WorkerMessage } from '@rote/trainer-protocol';

const sleepMs = Number(process.env['BENCH_SLEEP_MS'] ?? 0);
const starts = process.env['BENCH_STARTS'];
const epochs = Number(process.env['BENCH_EPOCHS'] ?? 1);
const final = epochOf(epochs);
const result = resultOf({ epochs, steps: final.step, final, bestTestEpoch: 1 });
/** Timers of a process are not exact: it looks this often how many epochs are due. */
const TICK_MS = 10;
let training: AbortController | undefined;

const send = (message: TrainerMessage): void => {
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
};

/** Reports all epochs but the last over the time that a cell takes. */
async function reportEpochs(signal: AbortSignal): Promise<void> {
  const startedAt = performance.now();
  for (let next = 1; next < epochs;) {
    await delay(TICK_MS, undefined, { signal });
    const due = Math.min(
      epochs - 1,
      Math.floor((epochs * (performance.now() - startedAt)) / Math.max(sleepMs, 1)),
    );
    for (; next <= due; next++) send({ type: 'epoch', metrics: epochOf(next) });
  }
}

async function train(): Promise<void> {
  if (starts !== undefined) appendFileSync(starts, `${String(performance.timeOrigin + performance.now())}\n`);
  training = new AbortController();
  send({ type: 'began', step: 0, epoch: 0 });
  try {
    if (epochs > 1) await reportEpochs(training.signal);
    else if (sleepMs > 0) await delay(sleepMs, undefined, { signal: training.signal });
    send({ type: 'epoch', metrics: final });
    send({ type: 'result', result, weights: null });
  } catch {
    send({ type: 'error', code: 'aborted', message: 'the cell was stopped', retryable: true });
  }
  training = undefined;
}

process.on('message', (message: WorkerMessage) => {
  switch (message.type) {
    case 'start':
      send({
        type: 'ready',
        engine: { name: 'wasm', version: 'stand-in', device: 'cpu', deviceName: 'none' },
      });
      return;
    case 'train':
      void train();
      return;
    case 'leave':
    case 'abort':
      training?.abort();
      return;
    default:
      throw new TypeError(`no such message: ${JSON.stringify(message satisfies never)}`);
  }
});
process.on('disconnect', () => process.exit(0));
