import type { AttemptRef } from '@rote/store';
import { RoteError } from '@rote/domain';

export interface AttemptWatchOptions {
  /** Those of the attempts that no longer count. */
  readonly superseded: (refs: readonly AttemptRef[]) => Promise<readonly AttemptRef[]>;
  readonly onError: (error: unknown) => void;
  readonly intervalMs?: number;
}

interface WatchedAttempt {
  /** Aborts, with a RoteError `attempt-superseded`, when the attempt no longer counts. */
  readonly signal: AbortSignal;
  unwatch(): void;
}

/** Finds out which of this worker's attempts were cancelled or given to somebody else: one query for all of them. */
export interface AttemptWatch {
  watch(ref: AttemptRef): WatchedAttempt;
  /** Looks now; otherwise it looks every second or so. */
  look(): Promise<void>;
  close(): Promise<void>;
}

const INTERVAL_MS = 1000;

export function createAttemptWatch({
  superseded,
  onError,
  intervalMs = INTERVAL_MS,
}: AttemptWatchOptions): AttemptWatch {
  const watched = new Map<AbortController, AttemptRef>();
  let looking: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  const lookOnce = async (): Promise<void> => {
    if (watched.size === 0) return;
    try {
      const gone = await superseded([...watched.values()]);
      for (const [controller, { cellId, attempt }] of watched) {
        if (!gone.some((ref) => ref.cellId === cellId && ref.attempt === attempt)) continue;
        watched.delete(controller);
        controller.abort(
          new RoteError(
            'attempt-superseded',
            `attempt ${String(attempt)} at cell ${cellId} no longer counts`,
          ),
        );
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
    watch(ref) {
      const controller = new AbortController();
      watched.set(controller, ref);
      return {
        signal: controller.signal,
        unwatch: () => {
          watched.delete(controller);
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
