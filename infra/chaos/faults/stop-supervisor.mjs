import { signalAll } from '../process-tree.mjs';

/** A worker stands still for longer than its lease, while its trainer trains on, and then goes on as if nothing was. */
export const stopSupervisor = {
  name: 'stop-supervisor',
  async inject(scene) {
    const worker = scene.pick(scene.stack.workers);
    const stillMs = scene.settings.leaseMs * scene.between(1.5, 3);
    await scene.midway();
    const hits = await scene.untilTraining(worker);
    const { pid } = worker;
    signalAll([pid], 'SIGSTOP');
    scene.inject(`${worker.name} stood still for ${(stillMs / 1000).toFixed(1)} s`, hits);
    await scene.wait(stillMs);
    signalAll([pid], 'SIGCONT');
    // Its late writes.
    await scene.wait(2000);
  },
};
