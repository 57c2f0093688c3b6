import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { EngineName, EpochMetrics, ExpandedCell } from '@rote/domain';
import { createTrainerStarter } from '@rote/worker/trainer-starter';
import type { Measured } from './history/measured.js';
import { measuredOf } from './history/measured.js';

const FAR_AWAY_MS = 60 * 60_000;
const SILENCE_MS = 10 * 60_000;

export interface HalfBatchesOptions {
  /** Default: the best of this machine. */
  readonly engine: EngineName | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder for the trainer's files. */
  readonly folder: string;
}

/**
 * Trains a cell in half batches with only a trainer. An attempt that follows one that ran out of memory must measure the
 * same.
 */
export async function trainInHalfBatches(
  { id, cell }: ExpandedCell,
  { engine, env, folder }: HalfBatchesOptions,
): Promise<Measured> {
  const start = createTrainerStarter({
    module: new URL(import.meta.resolve('@rote/trainer/main')),
    env,
    dataDir: join(folder, 'data'),
    checkpoints: { url: join(folder, 'half-batches'), intervalMs: FAR_AWAY_MS },
    engine,
    silenceMs: SILENCE_MS,
  });
  const { signal } = new AbortController();
  // Like a worker's trainer that has the machine to itself.
  const trainer = await start({ threads: availableParallelism() }, signal);
  try {
    const curve: EpochMetrics[] = [];
    const end = await trainer.train(
      { cellId: id, cell, microBatches: 2, keepWeights: false },
      {
        signal,
        leave: signal,
        onBegin: () => undefined,
        onImages: () => undefined,
        onEpoch: (row) => curve.push(row),
        onNote: () => undefined,
        onWarning: () => undefined,
      },
    );
    if (end.type !== 'finished')
      throw new Error(
        `the undisturbed run in half batches ended: ${end.type === 'failed' ? end.message : 'it was stopped'}`,
      );
    return measuredOf(end.result, curve);
  } finally {
    await trainer.stop();
  }
}
