import type { AttemptRef, AttemptReview } from '@rote/store';
import { RoteError } from '@rote/domain';

export interface AttemptWatchOptions {
  /** Which of the attempts no longer count, and which shall hand their cells back. */
  readonly review: (refs: readonly AttemptRef[]) => Promise<AttemptReview>;
  readonly onError: (error: unknown) => void;
  readonly intervalMs?: number;
}

interface WatchedAttempt {
  /** Aborts, with a RoteError `attempt-superseded`, when the attempt no longer counts. */
  readonly superseded: AbortSignal;
  /** Aborts when the attempt shall keep where it stands and hand its cell back. */
  readonly yielding: AbortSignal;
  unwatch(): void;
}

/**
 * Finds out which of this worker's attempts were cancelled or given to somebody else, and which are paused or in the way
 * of a higher priority: one query for all of them.
 */
export interface AttemptWatch {
  watch(ref: AttemptRef): WatchedAttempt;
  /** Looks now; otherwise it looks every second or so. */
  look(): Promise<void>;
  close(): Promise<void>;
}

const INTERVAL_MS = 1000;

export function createAttemptWatch({
  review,
  onError,
  intervalMs = INTERVAL_MS,
}: AttemptWatchOptions): AttemptWatch {
  const watched = new Map<AttemptRef, { superseded: AbortController; yielding: AbortController }>();
  let looking: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  const lookOnce = async (): Promise<void> => {
    if (watched.size === 0) return;
    try {
      const { superseded, yielding } = await review([...watched.keys()]);
      for (const [ref, controllers] of watched) {
        const { cellId, attempt } = ref;
        const isAmong = (refs: readonly AttemptRef[]): boolean =>
          refs.some((other) => other.cellId === cellId && other.attempt === attempt);
        if (isAmong(superseded)) {
          watched.delete(ref);
          const what = `attempt ${String(attempt)} at cell ${cellId} no longer counts`;
          controllers.superseded.abort(new RoteError('attempt-superseded', what));
        } else if (isAmong(yielding)) {
          const what = 'its sweep is paused, or another has a higher priority';
          controllers.yielding.abort(new RoteError('aborted', what, { retryable: true }));
        }
      }
    } catch (error) {
      onError(error);
    }
  };
  const look = (): Promise<void> => {
    looking ??= lookOnce().finally(() => {
      looking = undefined;
    });
    return looking;
  };
  const schedule = (): void => {
    timer = setTimeout(() => {
      void look().then(() => {
        if (timer !== undefined) schedule();
      });
    }, intervalMs);
  };
  schedule();

  return {
    watch({ cellId, attempt }) {
      const ref = { cellId, attempt };
      const controllers = { superseded: new AbortController(), yielding: new AbortController() };
      watched.set(ref, controllers);
      return {
        superseded: controllers.superseded.signal,
        yielding: controllers.yielding.signal,
        unwatch: () => {
          watched.delete(ref);
        },
      };
    },
    look,
    async close() {
      clearTimeout(timer);
      timer = undefined;
      await looking;
    },
  };
}
