import { rm, stat, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { lock } from 'proper-lockfile';

/** A holder that was killed is taken for dead after this long; a living one renews its lock twice as often. */
const STALE_MS = 10_000;
const POLL_MS = 200;
/** How often a holder leaves a sign of its activity for those that wait, at most. */
const SIGN_EVERY_MS = 1000;

export interface FolderLockOptions {
  readonly signal: AbortSignal;
  /** Called once if another holder has to be waited for. */
  readonly onWait: () => void;
  /** Called for every sign that the work goes on, here or where it is waited for. */
  readonly onActivity?: (() => void) | undefined;
}

const signOf = (folder: string): string => `${folder}.activity`;

/** Leaves a sign in the file system now and then while the work goes on; a lock alone is renewed by one that hangs too. */
function createSign(folder: string, onActivity: (() => void) | undefined): () => void {
  let leftAt = -Infinity;
  return () => {
    onActivity?.();
    if (performance.now() - leftAt < SIGN_EVERY_MS) return;
    leftAt = performance.now();
    // Those that wait without it give up too early at worst.
    writeFile(signOf(folder), '').catch(() => undefined);
  };
}

/**
 * Runs `work` while holding the lock of an existing folder (`FOLDER.lock` beside it), alone among all processes that
 * share the file system.
 *
 * The lock saves double work, no more: two processes can end up holding it when a machine sleeps for longer than the
 * lock stays fresh, or when both find a dead one's lock in the same instant. `work` must stay correct then.
 *
 * @param work gets a function to call for every sign that it goes on: those that wait hear of it
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
