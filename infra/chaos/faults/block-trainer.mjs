import { signalAll } from '../process-tree.mjs';

/** A trainer stands still for good: its worker has to kill it for its silence. */
export const blockTrainer = {
  name: 'block-trainer',
  async inject(scene) {
    const worker = scene.pick(scene.stack.workers);
    await scene.midway();
    const hits = await scene.untilTraining(worker);
    signalAll([scene.stack.trainerOf(worker)], 'SIGSTOP');
    scene.inject(`stopped the trainer of ${worker.name}`, hits);
  },
};
