import { fileURLToPath } from 'node:url';
import type { Fault } from './fault.js';

const MINUTE = 60_000;
const CLOCK = fileURLToPath(new URL('../shifted-clock.js', import.meta.url));

/** The clock of a worker or of an API process jumps, by minutes or hours, forward or back. */
export const clockJump: Fault = {
  name: 'clock-jump',
  nodeArgs: ['--import', CLOCK],
  env: (random) => {
    const minutes = Math.ceil(600 ** random.uniform());
    return { ROTE_CHAOS_CLOCK_MS: String(minutes * MINUTE * (random.integer(2) === 0 ? 1 : -1)) };
  },
  async inject(scene) {
    const victim = scene.pick([...scene.stack.workers, ...scene.stack.apis]);
    await scene.midway();
    victim.signal('SIGUSR2');
    const minutes = Number(scene.env['ROTE_CHAOS_CLOCK_MS']) / MINUTE;
    scene.inject(`the clock of ${victim.name} jumped by ${minutes} min`);
  },
};
