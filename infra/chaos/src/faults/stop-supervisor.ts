import { signalAll } from '@rote/testkit/system';
import type { Fault } from './fault.js';

/** Late writes of a worker that continues arrive within this time. */
const LATE_WRITES_MS = 2000;

/** A worker stands still for longer than its lease while its trainer keeps training; then it continues, unaware. */
export const stopSupervisor: Fault = {
  name: 'stop-supervisor',
  async inject(scene) {
    const worker = scene.pick(scene.stack.workers);
    const stillMs = scene.settings.leaseMs * scene.between(1.5, 3);
    await scene.midway();
    const hits = await scene.untilTraining(worker);
    const pid = worker.signal('SIGSTOP');
    scene.inject(`${worker.name} stood still for ${(stillMs / 1000).toFixed(1)} s`, hits);
    await scene.wait(stillMs);
    signalAll([pid], 'SIGCONT');
    await scene.wait(LATE_WRITES_MS);
  },
};
