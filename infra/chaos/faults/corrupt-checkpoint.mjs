import { open, truncate } from 'node:fs/promises';
import { signalAll } from '../process-tree.mjs';
import { findCheckpoints } from '../checkpoints.mjs';

async function flipBytes(file, size, scene) {
  const handle = await open(file, 'r+');
  try {
    for (let flips = 1 + scene.random.integer(16); flips > 0; flips--) {
      const at = scene.random.integer(size);
      const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, at);
      await handle.write(Buffer.from([buffer[0] ^ 0xff]), 0, 1, at);
    }
  } finally {
    await handle.close();
  }
}

/** The newest checkpoint of a cell is damaged; then its trainer is killed. */
export const corruptCheckpoint = {
  name: 'corrupt-checkpoint',
  async inject(scene) {
    const worker = scene.pick(scene.stack.workers);
    const isCut = scene.random.integer(2) === 0;
    // With one before it to fall back on, or none.
    const least = 1 + scene.random.integer(2);
    await scene.midway();
    for (;;) {
      const hits = await scene.untilTraining(worker);
      const kept = await findCheckpoints(scene.stack.checkpoints, hits[0].id);
      const newest = kept.at(-1);
      if (newest === undefined || kept.length < least) {
        await scene.wait(20);
        continue;
      }
      try {
        if (isCut) await truncate(newest.file, scene.random.integer(newest.size));
        else await flipBytes(newest.file, newest.size, scene);
      } catch (error) {
        // Two newer ones are there meanwhile.
        if (error.code === 'ENOENT') continue;
        throw error;
      }
      signalAll([scene.stack.trainerOf(worker)], 'SIGKILL');
      scene.inject(`${isCut ? 'cut off' : 'flipped bytes of'} a checkpoint of step ${newest.step}`, hits);
      return;
    }
  },
};
