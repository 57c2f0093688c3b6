import { rm, stat, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { lock } from 'proper-lockfile';

/** After this long, the owner of a lock is presumed dead. A living owner renews its lock twice as often. */
const STALE_MS = 10_000;
const POLL_MS = 200;
/** How often, at most, an owner records its activity for processes that wait. */
const SIGN_EVERY_MS = 1000;

export interface FolderLockOptions {
  readonly signal: AbortSignal;
  /** Called once if it has to wait for another owner. */
  readonly onWait: () => void;
  /** Called for every sign of progress, in this process or in the one that it waits for. */
  readonly onActivity?: (() => void) | undefined;
}

const signOf = (folder: string): string => `${folder}.activity`;

/**
 * Records progress in the file system from time to time. The lock itself proves nothing: a process that hangs renews
 * its lock too.
 */
function createSign(folder: string, onActivity: (() => void) | undefined): () => void {
  let leftAt = -Infinity;
  return () => {
    onActivity?.();
    if (performance.now() - leftAt < SIGN_EVERY_MS) return;
    leftAt = performance.now();
    // If this fails, the worst case is that waiting processes give up too early.
    writeFile(signOf(folder), '').catch(() => undefined);
  };
}

/**
 * Runs `work` while holding the lock of an existing folder (`FOLDER.lock` beside it), which excludes all other
 * processes that share the file system.
 *
 * The lock only saves duplicate work. Two processes can end up holding it if a machine sleeps for longer than the lock
 * stays fresh, or if both find a dead owner's lock at the same instant. `work` must stay correct in that case.
 *
 * @param work receives a function to call for every sign of progress, which waiting processes see
 */
export async function withFolderLock<T>(
  folder: string,
  options: FolderLockOptions,
  work: (reportActivity: () => void) => Promise<T>,
): Promise<T> {
  const release = await acquire(folder, options);
  try {
    return await work(createSign(folder, options.onActivity));
  } finally {
    await rm(signOf(folder), { force: true }).catch(() => undefined);
    // A lock that was taken over cannot be released, and need not be.
    await release().catch(() => undefined);
  }
}

async function acquire(
  folder: string,
  { signal, onWait, onActivity }: FolderLockOptions,
): Promise<() => Promise<void>> {
  let lastSign: number | undefined;
  for (let tries = 0; ; tries++) {
    signal.throwIfAborted();
    try {
      return await lock(folder, { stale: STALE_MS, onCompromised: () => undefined });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ELOCKED') throw error;
    }
    if (tries === 0) onWait();
    const sign = await stat(signOf(folder)).then(
      ({ mtimeMs }) => mtimeMs,
      () => undefined,
    );
    if (sign !== lastSign) onActivity?.();
    lastSign = sign;
    await delay(POLL_MS, undefined, { signal });
  }
}
