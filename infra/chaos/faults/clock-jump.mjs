import { fileURLToPath } from 'node:url';
import { signalAll } from '../process-tree.mjs';

const MINUTE = 60_000;

/** The clock of a worker or of an API process jumps, by minutes or hours, forward or back. */
export const clockJump = {
  name: 'clock-jump',
  nodeArgs: ['--import', fileURLToPath(new URL('../shifted-clock.mjs', import.meta.url))],
  env: (random) => {
    const minutes = Math.ceil(600 ** random.uniform());
    return { ROTE_CHAOS_CLOCK_MS: String(minutes * MINUTE * (random.integer(2) === 0 ? 1 : -1)) };
  },
  async inject(scene) {
    const victim = scene.pick([...scene.stack.workers, ...scene.stack.apis]);
    await scene.midway();
    signalAll([victim.pid], 'SIGUSR2');
    scene.inject(`the clock of ${victim.name} jumped by ${scene.env.ROTE_CHAOS_CLOCK_MS / MINUTE} min`);
  },
};
