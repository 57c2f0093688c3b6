/** Redis is killed and started again on its append-only file, which may lack a second. */
export const killRedis = {
  name: 'kill-redis',
  backends: ['redis'],
  async inject(scene) {
    const { redis } = scene.stack;
    const awayMs = scene.between(0, 3000);
    await scene.midway();
    await redis.kill();
    scene.inject(`killed Redis for ${(awayMs / 1000).toFixed(1)} s`);
    await scene.wait(awayMs);
    await redis.restart();
  },
};
