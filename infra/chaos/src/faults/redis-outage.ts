import type { Fault } from './fault.js';

/** Redis is down for a long time. */
export const redisOutage: Fault = {
  name: 'redis-outage',
  backends: ['redis'],
  async inject(scene) {
    const redis = scene.stack.redis();
    const { outageSeconds } = scene.settings;
    await scene.midway();
    await redis.kill();
    scene.inject(`no Redis for ${outageSeconds} s`);
    await scene.wait(outageSeconds * 1000);
    await redis.restart();
  },
};
