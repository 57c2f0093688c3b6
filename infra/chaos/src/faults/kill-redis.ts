import type { Fault } from './fault.js';

/** Redis is killed and restarted with its append-only file, which may lack the last second. */
export const killRedis: Fault = {
  name: 'kill-redis',
  backends: ['redis'],
  async inject(scene) {
    const redis = scene.stack.redis();
    const awayMs = scene.between(0, 3000);
    await scene.midway();
    await redis.kill();
    scene.inject(`killed Redis for ${(awayMs / 1000).toFixed(1)} s`);
    await scene.wait(awayMs);
    await redis.restart();
  },
};
