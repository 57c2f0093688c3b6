import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { RoteError } from '@rote/domain';
import { lock } from 'proper-lockfile';
import { throwIfAborted } from '@rote/devices';

const RENEWED_EVERY_MS = 5_000;
const LEFT_BEHIND_AFTER_MS = 30_000;
const RETRY_AFTER_MS = 500;

export interface SetUpLockOptions {
  readonly onProgress: (line: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Runs `work` while no other process sets up an engine in the same cache. Waits for one that does; takes over the lock
 * of a killed process after half a minute.
 * @throws RoteError `aborted` if `signal` aborts or the lock is lost (for example, because the machine was suspended)
 */
export async function withSetUpLock<T>(
  cacheDir: string,
  { onProgress, signal }: SetUpLockOptions,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const lost = new AbortController();
  const release = await takeLock(cacheDir, { onProgress, signal }, lost);
  try {
    return await work(AbortSignal.any([signal, lost.signal]));
  } finally {
    if (!lost.signal.aborted) await release();
  }
}

async function takeLock(
  cacheDir: string,
  { onProgress, signal }: SetUpLockOptions,
  lost: AbortController,
): Promise<() => Promise<void>> {
  for (let isFirst = true; ; isFirst = false) {
    throwIfAborted(signal);
    try {
      return await lock(cacheDir, {
        lockfilePath: join(cacheDir, 'set-up.lock'),
        stale: LEFT_BEHIND_AFTER_MS,
        update: RENEWED_EVERY_MS,
        onCompromised: (error) => {
          lost.abort(error);
        },
      });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ELOCKED') {
        throw new RoteError('engine-unavailable', `the lock in ${cacheDir} cannot be taken`, {
          cause: error,
        });
      }
    }
    if (isFirst) onProgress('Another process is setting up the native engine: waiting for it');
    await delay(RETRY_AFTER_MS);
  }
}
