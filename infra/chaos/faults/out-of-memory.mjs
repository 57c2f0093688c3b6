import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** The address space of a process, in bytes. */
async function addressSpaceOf(pid) {
  const status = await readFile(`/proc/${String(pid)}/status`, 'utf8');
  return 1024 * Number(/^VmSize:\s+(\d+) kB/m.exec(status)[1]);
}

/**
 * Limits a trainer to the address space that it has: what it allocates next fails, in whichever way. A limit far below that
 * would be the machine of a network that never fits, and its cell would rightly fail for good.
 */
export const outOfMemory = {
  name: 'out-of-memory',
  async inject(scene) {
    const worker = scene.pick(scene.stack.workers);
    await scene.midway();
    const hits = await scene.untilTraining(worker);
    const pid = scene.stack.trainerOf(worker);
    const limit = await addressSpaceOf(pid);
    await promisify(execFile)('prlimit', ['--pid', String(pid), `--as=${String(limit)}`]);
    scene.inject(`no more memory for the trainer of ${worker.name}`, hits);
  },
};
