import { signalAll } from '@rote/testkit/system';
import type { Fault } from './fault.js';

/** A trainer stands still forever, and its worker has to kill it because it is silent. */
export const blockTrainer: Fault = {
  name: 'block-trainer',
  async inject(scene) {
    const worker = scene.pick(scene.stack.workers);
    await scene.midway();
    const hits = await scene.untilTraining(worker);
    signalAll([scene.stack.trainerOf(worker)], 'SIGSTOP');
    scene.inject(`stopped the trainer of ${worker.name}`, hits);
  },
};
