import type { Fault } from './fault.js';

/** Postgres is killed with all its processes and recovers from its log, sometimes only after the leases have expired. */
export const killPostgres: Fault = {
  name: 'kill-postgres',
  async inject(scene) {
    const { postgres } = scene.stack;
    const awayMs = scene.between(0, 1.5 * scene.settings.leaseMs);
    await scene.midway();
    await postgres.kill();
    scene.inject(`killed Postgres for ${(awayMs / 1000).toFixed(1)} s`);
    await scene.wait(awayMs);
    postgres.restart();
  },
};
