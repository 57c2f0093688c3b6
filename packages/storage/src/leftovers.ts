import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

const HOUR = 60 * 60 * 1000;

/**
 * Returns a function that removes, at most once an hour, staging files that have not been written to for an hour: their
 * writers were killed. It never fails, because nothing depends on it: it retries in an hour what it cannot remove now.
 */
export function createLeftoverSweep(staging: string): () => Promise<void> {
  let sweptAt = -Infinity;
  return async () => {
    const now = Date.now();
    if (now - sweptAt < HOUR) return;
    sweptAt = now;
    for (const entry of await readdir(staging).catch(() => [])) {
      const path = join(staging, entry);
      const age = await stat(path).then(
        ({ mtimeMs }) => now - mtimeMs,
        () => 0,
      );
      if (age > HOUR) await rm(path, { force: true }).catch(() => undefined);
    }
  };
}
