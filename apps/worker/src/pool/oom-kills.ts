import { readFile } from 'node:fs/promises';

/**
 * How many processes the kernel's out-of-memory killer has killed since the system started; undefined where the
 * system does not tell. It counts those of a container's memory limit too. A trainer that ended by a SIGKILL of
 * somebody else's while this number grew most likely was one of them.
 */
export async function countOomKills(): Promise<number | undefined> {
  const counters = await readFile('/proc/vmstat', 'utf8').catch(() => '');
  const count = /^oom_kill (\d+)$/m.exec(counters)?.[1];
  return count === undefined ? undefined : Number(count);
}
