import { setTimeout as delay } from 'node:timers/promises';
import { lock } from 'proper-lockfile';

/** A holder that was killed is taken for dead after this long; a living one renews its lock twice as often. */
const STALE_MS = 10_000;
const POLL_MS = 200;

export interface FolderLockOptions {
  readonly signal: AbortSignal;
  /** Called once if another holder has to be waited for. */
  readonly onWait: () => void;
}

/**
 * Runs `work` while holding the lock of an existing folder (`FOLDER.lock` beside it), alone among all processes that
 * share the file system.
 *
 * The lock saves double work, no more: two processes can end up holding it when a machine sleeps for longer than the
 * lock stays fresh, or when both find a dead one's lock in the same instant. `work` must stay correct then.
 */
export async function withFolderLock<T>(
  folder: string,
  options: FolderLockOptions,
  work: () => Promise<T>,
): Promise<T> {
  const release = await acquire(folder, options);
  try {
    return await work();
  } finally {
    // A lock that was taken over cannot be released, and need not be.
    await release().catch(() => undefined);
  }
}

async function acquire(folder: string, { signal, onWait }: FolderLockOptions): Promise<() => Promise<void>> {
  for (let tries = 0; ; tries++) {
    signal.throwIfAborted();
    try {
      return await lock(folder, { stale: STALE_MS, onCompromised: () => undefined });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ELOCKED') throw error;
    }
    if (tries === 0) onWait();
    await delay(POLL_MS, undefined, { signal });
  }
}
