import { execFile } from 'node:child_process';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { NotInjectedError } from '../not-injected.js';
import type { Fault } from './fault.js';

const run = promisify(execFile);
const MEBIBYTE = 2 ** 20;
const SIZE_MB = 128;

/** The disk of the checkpoints fills up, for a while or forever. The training continues. */
export const diskFull: Fault = {
  name: 'disk-full',
  async prepare({ checkpoints }) {
    await mkdir(checkpoints);
    const mounted = run('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_MB}m`, 'tmpfs', checkpoints]);
    await mounted.catch(() => {
      throw new NotInjectedError('only root may mount a small disk');
    });
    return () => run('umount', ['--lazy', checkpoints]);
  },
  async inject(scene) {
    const { checkpoints } = scene.stack;
    const isForever = scene.random.integer(2) === 0;
    const fullMs = scene.between(1000, 5000);
    const worker = scene.pick(scene.stack.workers);
    await scene.midway();
    while ((await readdir(checkpoints)).length === 0) {
      await scene.untilTraining(worker);
      await scene.wait(20);
    }
    const filler = join(checkpoints, 'filler');
    await writeFile(filler, Buffer.alloc(SIZE_MB * MEBIBYTE)).catch((error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
    });
    scene.inject(`no space ${isForever ? 'any more' : `for ${(fullMs / 1000).toFixed(1)} s`}`);
    if (isForever) return;
    await scene.wait(fullMs);
    await rm(filler);
  },
};
