import type { Fault } from './fault.js';

/** A person keeps pausing, resuming and reordering the sweep. */
export const pauseResume: Fault = {
  name: 'pause-resume',
  async inject(scene, sweepId) {
    const { client } = scene;
    for (let times = 2 + scene.random.integer(3); times > 0; times--) {
      const pausedMs = scene.between(0, 3000);
      const priority = scene.random.integer(201) - 100;
      await scene.midway();
      await client.pause(sweepId);
      scene.inject(`paused for ${(pausedMs / 1000).toFixed(1)} s`);
      await scene.wait(pausedMs / 2);
      await client.setPriority(sweepId, priority);
      await scene.wait(pausedMs / 2);
      await client.resume(sweepId);
    }
  },
};
