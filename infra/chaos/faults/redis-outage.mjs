/** Redis is away for long. */
export const redisOutage = {
  name: 'redis-outage',
  backends: ['redis'],
  async inject(scene) {
    const { redis } = scene.stack;
    await scene.midway();
    await redis.kill();
    scene.inject(`no Redis for ${scene.settings.outageSeconds} s`);
    await scene.wait(scene.settings.outageSeconds * 1000);
    await redis.restart();
  },
};
