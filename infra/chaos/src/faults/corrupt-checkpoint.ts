import { open, truncate } from 'node:fs/promises';
import type { RandomSource } from '@rote/domain';
import { signalAll } from '@rote/testkit/system';
import type { CheckpointFile } from '../checkpoints.js';
import { findCheckpoints } from '../checkpoints.js';
import type { Fault } from './fault.js';

async function flipBytes({ file, size }: CheckpointFile, random: RandomSource): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    for (let flips = 1 + random.integer(16); flips > 0; flips--) {
      const at = random.integer(size);
      const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, at);
      await handle.write(Buffer.from([buffer[0]! ^ 0xff]), 0, 1, at);
    }
  } finally {
    await handle.close();
  }
}

/** The newest checkpoint of a cell is damaged; then its trainer is killed. */
export const corruptCheckpoint: Fault = {
  name: 'corrupt-checkpoint',
  async inject(scene) {
    const { random, stack } = scene;
    const worker = scene.pick(stack.workers);
    const isCut = random.integer(2) === 0;
    // Either there is an earlier one to resume from, or not.
    const least = 1 + random.integer(2);
    await scene.midway();
    for (;;) {
      const hits = await scene.untilTraining(worker);
      const kept = await findCheckpoints(stack.checkpoints, hits[0].id);
      const newest = kept.at(-1);
      if (newest === undefined || kept.length < least) {
        await scene.wait(20);
        continue;
      }
      try {
        if (isCut) await truncate(newest.file, random.integer(newest.size));
        else await flipBytes(newest, random);
      } catch (error) {
        // The trainer has saved two newer ones meanwhile.
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') continue;
        throw error;
      }
      signalAll([stack.trainerOf(worker)], 'SIGKILL');
      scene.inject(`${isCut ? 'cut off' : 'flipped bytes of'} a checkpoint of step ${newest.step}`, hits);
      return;
    }
  },
};
