import { signalAll } from '../process-tree.mjs';

/** A worker's process is killed; its trainer must notice and end. */
export const killSupervisor = {
  name: 'kill-supervisor',
  async inject(scene) {
    const worker = scene.pick(scene.stack.workers);
    await scene.midway();
    const hits = await scene.untilTraining(worker);
    signalAll([worker.pid], 'SIGKILL');
    scene.inject(`killed ${worker.name}`, hits);
  },
};
