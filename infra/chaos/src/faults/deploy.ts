import type { Fault } from './fault.js';

/** All processes are replaced, one after the other, as a deployment does. */
export const deploy: Fault = {
  name: 'deploy',
  async inject(scene) {
    const { apis, workers } = scene.stack;
    await scene.midway();
    for (const service of [...workers, ...apis]) {
      const { workerId } = await service.untilReady();
      const { cells } = await scene.history.look();
      const hits = cells.filter((cell) => cell.state === 'running' && cell.workerId === workerId);
      const pid = service.signal('SIGTERM');
      scene.inject(`replaced ${service.name}`, hits);
      await service.untilRestarted(pid);
    }
  },
};
