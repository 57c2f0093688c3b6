import type { ApiClient, Sweep } from '@rote/client';
import { RoteError } from '@rote/domain';
import { createSweepBell, type SweepBell } from './sweep-bell.js';

export interface WatchOptions {
  readonly api: ApiClient;
  readonly sweepId: string;
  readonly signal: AbortSignal;
  /** Called at once, then whenever something has happened, and one last time when the sweep has ended. */
  readonly onProgress: (sweep: Sweep) => void | Promise<void>;
  /** Called when the API stops answering; watching continues. */
  readonly onOutage: (error: RoteError) => void;
}

/** A restarted API is back within this time. */
const OUTAGE_MS = 60_000;

/**
 * Follows a sweep until it has ended.
 *
 * @throws RoteError the API's error, `service-unavailable` after a minute without an answer, or the signal's reason
 */
export async function watchSweep({
  api,
  sweepId,
  signal,
  onProgress,
  onOutage,
}: WatchOptions): Promise<Sweep> {
  const bell = createSweepBell(api, sweepId, signal);
  try {
    return await look(bell, { api, sweepId, onProgress, onOutage });
  } finally {
    bell.stop();
  }
}

/** Looks at the sweep whenever the bell rings, until it has ended. */
async function look(
  bell: SweepBell,
  { api, sweepId, onProgress, onOutage }: Omit<WatchOptions, 'signal'>,
): Promise<Sweep> {
  let lastAnswerMs = performance.now();
  let isOut = false;
  for (;;) {
    try {
      const sweep = await api.getSweep(sweepId);
      lastAnswerMs = performance.now();
      isOut = false;
      await onProgress(sweep);
      if (sweep.endedAt !== null) return sweep;
    } catch (error) {
      const isPassing =
        error instanceof RoteError && error.retryable && performance.now() - lastAnswerMs < OUTAGE_MS;
      if (!isPassing) throw error;
      if (!isOut) onOutage(error);
      isOut = true;
    }
    await bell.next();
  }
}
