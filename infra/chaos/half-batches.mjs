import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { createTrainerStarter } from '../../apps/worker/dist/pool/trainer-starter.js';
import { measuredOf } from './measured.mjs';

/** Trains a cell in half batches with nothing around it: what an attempt after one that ran out of memory must yield. */
export async function trainInHalfBatches({ id, cell }, { engine, folder }) {
  const start = createTrainerStarter({
    module: new URL('../../apps/trainer/dist/main.js', import.meta.url),
    env: process.env,
    dataDir: join(folder, 'data'),
    checkpoints: { url: join(folder, 'half-batches'), intervalMs: 60 * 60_000 },
    engine,
    silenceMs: 10 * 60_000,
  });
  const { signal } = new AbortController();
  // A worker's trainer that has the machine to itself.
  const trainer = await start({ threads: availableParallelism() }, signal);
  try {
    const curve = [];
    const end = await trainer.train(
      { cellId: id, cell, microBatches: 2, keepWeights: false },
      {
        ...{ signal, leave: signal },
        onBegin: () => undefined,
        onEpoch: (row) => curve.push(row),
        onNote: () => undefined,
        onWarning: () => undefined,
      },
    );
    if (end.type !== 'finished') throw new Error(`the undisturbed run in half batches: ${end.message}`);
    return measuredOf(end.result, curve);
  } finally {
    await trainer.stop();
  }
}
