import type { Fault } from './fault.js';

/** A worker's process is killed; its trainer must notice and end. */
export const killSupervisor: Fault = {
  name: 'kill-supervisor',
  async inject(scene) {
    const worker = scene.pick(scene.stack.workers);
    await scene.midway();
    const hits = await scene.untilTraining(worker);
    worker.signal('SIGKILL');
    scene.inject(`killed ${worker.name}`, hits);
  },
};
