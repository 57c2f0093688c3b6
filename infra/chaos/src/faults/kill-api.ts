import type { Fault } from './fault.js';

/** An API process is killed, one to three times, whether it is the one that feeds the queue or not. */
export const killApi: Fault = {
  name: 'kill-api',
  apis: 2,
  async inject(scene) {
    for (let kills = 1 + scene.random.integer(3); kills > 0; kills--) {
      const api = scene.pick(scene.stack.apis);
      await scene.midway();
      await api.untilReady();
      api.signal('SIGKILL');
      scene.inject(`killed ${api.name}`);
    }
  },
};
