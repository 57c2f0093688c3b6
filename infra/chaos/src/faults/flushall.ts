import type { Fault } from './fault.js';

/** Redis is emptied, one to three times. */
export const flushall: Fault = {
  name: 'flushall',
  backends: ['redis'],
  async inject(scene) {
    for (let times = 1 + scene.random.integer(3); times > 0; times--) {
      await scene.midway();
      await scene.stack.redis().flushAll();
      scene.inject('emptied Redis');
    }
  },
};
