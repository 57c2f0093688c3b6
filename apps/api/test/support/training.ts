import { randomUUID } from 'node:crypto';
import type { CellResult, EngineIdentity, EpochMetrics } from '@rote/domain';
import type { AttemptRef, QueuedCell, Store } from '@rote/store';
import { epochOf, keptImagesOf, resultOf } from '@rote/testkit/values';

const ENGINE: EngineIdentity = { name: 'wasm', version: '4.22.0', device: 'cpu', deviceName: 'a CPU' };

/** Returns the metrics of an epoch with this train loss and gradient norm. */
export const metricsOf = (epoch: number, loss = 1 / epoch): EpochMetrics =>
  epochOf(epoch, { train: { loss, accuracy: 0.5 }, trainClean: { loss, accuracy: 0.5 }, gradientNorm: loss });

/** Returns the result of a cell that ended with this epoch. It diverged if its loss is not finite. */
export const resultAt = (final: EpochMetrics): CellResult => {
  const isFinite = Number.isFinite(final.train.loss);
  return resultOf({
    outcome: isFinite ? 'succeeded' : 'diverged',
    stopReason: isFinite ? 'epochs' : 'diverged',
    epochs: final.epoch,
    steps: final.step,
    final,
  });
};

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

/** Keeps images of the train set of a cell with this result, as a worker does. */
export async function keepImages(store: Store, cellId: string, { corruption }: CellResult): Promise<void> {
  const { imagesSha256, labelsSha256 } = corruption;
  const images = keptImagesOf({ trueLabelNames: ['cat', 'dog'], imagesSha256, labelsSha256 });
  await store.images.keep((await store.cells.get(cellId)).cell, images);
}

/** Trains every pending cell, as far as the store can tell. */
export async function finishPending(store: Store, loss?: number): Promise<void> {
  const workerId = await registerWorker(store);
  for (const job of await store.feed.markQueued(1000)) {
    const ref = await claim(store, workerId, job);
    const epochs = [metricsOf(1), metricsOf(2, loss)] as const;
    await store.attempts.recordEpochs(ref, epochs);
    const result = resultAt(epochs[1]);
    await keepImages(store, ref.cellId, result);
    await store.attempts.finish(ref, result, null);
  }
}

/** Makes every pending cell fail for good, as far as the store can tell. */
export async function failPending(store: Store): Promise<void> {
  const workerId = await registerWorker(store);
  for (const job of await store.feed.markQueued(1000))
    await store.attempts.fail(await claim(store, workerId, job), { class: 'bug', message: 'no such op' });
}
