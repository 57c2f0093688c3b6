import { readFile } from 'node:fs/promises';

/**
 * Counts the processes that the kernel's out-of-memory killer has killed since the system started, those over a
 * container's memory limit included; undefined if the system does not tell. A trainer that ended by a SIGKILL not sent
 * by its supervisor while this number grew was most likely one of them.
 */
export async function countOomKills(): Promise<number | undefined> {
  const counters = await readFile('/proc/vmstat', 'utf8').catch(() => '');
  const count = /^oom_kill (\d+)$/m.exec(counters)?.[1];
  return count === undefined ? undefined : Number(count);
}
