import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

const NAME = /^\.fetching-(\d+)-/;

/**
 * Makes a folder inside `folder` for what is not finished yet, and removes those that processes left behind which
 * are no more. It carries the id of this process so that two that fetch at once, should it happen, do not remove
 * each other's.
 */
export async function makeStagingFolder(folder: string): Promise<string> {
  for (const entry of await readdir(folder)) {
    const pid = NAME.exec(entry)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) await removeStagingFolder(join(folder, entry));
  }
  return mkdtemp(join(folder, `.fetching-${process.pid}-`));
}

/** Tries for a second and a half: unpacking that has failed may still be writing its last files. */
export async function removeStagingFolder(staging: string): Promise<void> {
  await rm(staging, { recursive: true, force: true, maxRetries: 5 });
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
