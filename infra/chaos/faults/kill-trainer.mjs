import { signalAll } from '../process-tree.mjs';

/** A trainer is killed, once or twice in a run: a crash of an engine. Three crashes of one cell would be its failure. */
export const killTrainer = {
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
