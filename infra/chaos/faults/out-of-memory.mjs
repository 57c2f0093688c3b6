import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** A trainer may have no more address space than it has: what it allocates next fails, in whichever way. */
export const outOfMemory = {
  name: 'out-of-memory',
  async inject(scene) {
    const worker = scene.pick(scene.stack.workers);
    await scene.midway();
    const hits = await scene.untilTraining(worker);
    const pid = scene.stack.trainerOf(worker);
    await promisify(execFile)('prlimit', ['--pid', String(pid), `--as=1`]);
    scene.inject(`no more memory for the trainer of ${worker.name}`, hits);
  },
};
