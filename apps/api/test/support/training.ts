import { randomUUID } from 'node:crypto';
import type { CellResult, EngineIdentity, EpochMetrics } from '@rote/domain';
import type { AttemptRef, QueuedCell, Store } from '@rote/store';

const ENGINE: EngineIdentity = { name: 'wasm', version: '4.22.0', device: 'cpu', deviceName: 'a CPU' };

export const metricsOf = (epoch: number, loss = 1 / epoch): EpochMetrics => ({
  epoch,
  step: epoch * 10,
  train: { loss, accuracy: 0.5 },
  trainClean: { loss, accuracy: 0.5 },
  trainCorrupted: null,
  test: { loss: 2, accuracy: 0.25 },
  bestTestAccuracy: 0.25,
  learningRate: 0.01,
  gradientNorm: loss,
  weightNorm: 3,
  seconds: 2,
  imagesPerSecond: 100,
});

export const resultOf = (final: EpochMetrics): CellResult => ({
  outcome: Number.isFinite(final.train.loss) ? 'succeeded' : 'diverged',
  stopReason: Number.isFinite(final.train.loss) ? 'epochs' : 'diverged',
  epochs: final.epoch,
  steps: final.step,
  final,
  bestTestAccuracy: 0.25,
  bestTestEpoch: 1,
  epochsToFit: null,
  parameterCount: 1000,
  corruption: {
    labelsSelected: 0,
    labelsChanged: 0,
    labelsSha256: 'a'.repeat(64),
    imagesSha256: 'b'.repeat(64),
  },
  seconds: 4,
  imagesPerSecond: 100,
});

/** Registers a worker and returns its id. */
export async function registerWorker(
  store: Store,
  slots = 1,
  device: EngineIdentity['device'] = 'cpu',
): Promise<string> {
  const id = randomUUID();
  const engine = { ...ENGINE, device };
  await store.workers.register({ id, host: 'here', pid: 1, slots, engine, gpuFault: null });
  return id;
}

/** Does what a worker does with a job before the training. */
export async function claim(store: Store, workerId: string, job: QueuedCell): Promise<AttemptRef> {
  const claimed = await store.attempts.claim({
    cellId: job.cellId,
    attempt: job.attempt,
    workerId,
    engine: ENGINE,
  });
  if (claimed === undefined) throw new Error(`cell ${job.cellId} could not be claimed`);
  return claimed.ref;
}

/** Trains every pending cell, as far as the store can tell. */
export async function finishPending(store: Store, loss?: number): Promise<void> {
  const workerId = await registerWorker(store);
  for (const job of await store.feed.markQueued(1000)) {
    const ref = await claim(store, workerId, job);
    const epochs = [metricsOf(1), metricsOf(2, loss)] as const;
    await store.attempts.recordEpochs(ref, epochs);
    await store.attempts.finish(ref, resultOf(epochs[1]), null);
  }
}

/** Makes every pending cell fail for good, as far as the store can tell. */
export async function failPending(store: Store): Promise<void> {
  const workerId = await registerWorker(store);
  for (const job of await store.feed.markQueued(1000))
    await store.attempts.fail(await claim(store, workerId, job), { class: 'bug', message: 'no such op' });
}
