import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { NotInjectedError } from '../not-injected.js';
import type { Fault } from './fault.js';

/** Returns the size of a process's address space in bytes. */
async function addressSpaceOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kibibytes = /^VmSize:\s+(\d+) kB/m.exec(status)?.[1];
  if (kibibytes === undefined) throw new NotInjectedError(`process ${pid} had ended`);
  return 1024 * Number(kibibytes);
}

/**
 * Limits a trainer to the address space that it already has, so that its next allocation fails, in whichever way. With a
 * limit far below that, a network would never fit, and its cell would rightly fail in the end.
 */
export const outOfMemory: Fault = {
  name: 'out-of-memory',
  async inject(scene) {
    const worker = scene.pick(scene.stack.workers);
    await scene.midway();
    const hits = await scene.untilTraining(worker);
    const pid = scene.stack.trainerOf(worker);
    const limit = await addressSpaceOf(pid);
    await promisify(execFile)('prlimit', ['--pid', String(pid), `--as=${limit}`]);
    scene.inject(`no more memory for the trainer of ${worker.name}`, hits);
  },
};
