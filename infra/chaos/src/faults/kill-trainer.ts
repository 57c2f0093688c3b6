import { signalAll } from '@rote/testkit/system';
import type { Fault } from './fault.js';

/** A trainer is killed, once or twice in a run, as if its engine crashed. After three crashes, a cell would fail. */
export const killTrainer: Fault = {
  name: 'kill-trainer',
  async inject(scene) {
    for (let kills = 1 + scene.random.integer(2); kills > 0; kills--) {
      const worker = scene.pick(scene.stack.workers);
      await scene.midway();
      const hits = await scene.untilTraining(worker);
      signalAll([scene.stack.trainerOf(worker)], 'SIGKILL');
      scene.inject(`killed the trainer of ${worker.name}`, hits);
    }
  },
};
