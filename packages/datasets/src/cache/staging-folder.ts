import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

const NAME = /^\.fetching-(\d+)-/;

/**
 * Creates a folder inside `folder` for unfinished files, and removes those that dead processes left behind. Its name
 * contains the id of this process, so that if two processes ever fetch at the same time, neither removes the other's.
 */
export async function makeStagingFolder(folder: string): Promise<string> {
  for (const entry of await readdir(folder)) {
    const pid = NAME.exec(entry)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) await removeStagingFolder(join(folder, entry));
  }
  return mkdtemp(join(folder, `.fetching-${process.pid}-`));
}

/** Retries for a second and a half: a failed unpacking may still be writing its last files. */
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
