import { signalAll } from '../process-tree.mjs';

/** An API process is killed, one to three times, be it the one that feeds the queue or another. */
export const killApi = {
  name: 'kill-api',
  apis: 2,
  async inject(scene) {
    for (let kills = 1 + scene.random.integer(3); kills > 0; kills--) {
      const api = scene.pick(scene.stack.apis);
      await scene.midway();
      await api.untilReady();
      signalAll([api.pid], 'SIGKILL');
      scene.inject(`killed ${api.name}`);
    }
  },
};
