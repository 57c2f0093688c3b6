import { readFile } from 'node:fs/promises';

/**
 * Counts the processes that the kernel's out-of-memory killer has killed since the system started, including those over a
 * container's memory limit; undefined if the system does not tell. If a trainer ended by a SIGKILL that its supervisor did
 * not send, and this number grew, it was most likely one of them.
 */
export async function countOomKills(): Promise<number | undefined> {
  const counters = await readFile('/proc/vmstat', 'utf8').catch(() => '');
  const count = /^oom_kill (\d+)$/m.exec(counters)?.[1];
  return count === undefined ? undefined : Number(count);
}
