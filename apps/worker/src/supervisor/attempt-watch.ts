import type { AttemptRef, AttemptReview } from '@rote/store';
import { RoteError } from '@rote/domain';

export interface AttemptWatchOptions {
  /** Finds which attempts no longer count, which must return their cells, and how long the others may take. */
  readonly review: (refs: readonly AttemptRef[]) => Promise<AttemptReview>;
  readonly onError: (error: unknown) => void;
  /** No attempt on this worker may take longer, whatever its sweeps allow. */
  readonly cellTimeoutMs?: number | undefined;
  /** Milliseconds of a monotonic clock. */
  readonly clock?: () => number;
  readonly intervalMs?: number;
}

export interface WatchedAttempt {
  /** Aborts, with a RoteError `attempt-superseded`, when another attempt has begun or the cell has its result. */
  readonly superseded: AbortSignal;
  /** Aborts, with a RoteError `attempt-superseded`, when the attempt no longer counts but a snapshot is worth keeping. */
  readonly withdrawn: AbortSignal;
  /** Aborts when the attempt must save a snapshot and return its cell. */
  readonly yielding: AbortSignal;
  /** Aborts, with a RoteError `trainer-timeout`, when the attempt has taken too long. */
  readonly overdue: AbortSignal;
  unwatch(): void;
}

/**
 * Finds out which of this worker's attempts were cancelled or given to another worker, which are paused or preempted, and
 * which have taken too long, with one query for all of them.
 */
export interface AttemptWatch {
  /** Watches an attempt that begins now. */
  watch(ref: AttemptRef): WatchedAttempt;
  /** Looks now instead of at the next interval (a second). */
  look(): Promise<void>;
  close(): Promise<void>;
}

interface Watched {
  readonly beganAt: number;
  /** The limit that its sweeps set at the last look. */
  limit: Limit | undefined;
  readonly superseded: AbortController;
  readonly withdrawn: AbortController;
  readonly yielding: AbortController;
  readonly overdue: AbortController;
}

interface Limit {
  readonly ms: number;
  /** What set it. */
  readonly of: string;
}

const INTERVAL_MS = 1000;

const keyOf = ({ cellId, attempt }: AttemptRef): string => `${cellId} ${String(attempt)}`;

export function createAttemptWatch({
  review,
  onError,
  cellTimeoutMs,
  clock = () => performance.now(),
  intervalMs = INTERVAL_MS,
}: AttemptWatchOptions): AttemptWatch {
  const watched = new Map<AttemptRef, Watched>();
  let looking: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  const ofWorker: Limit | undefined =
    cellTimeoutMs === undefined ? undefined : { ms: cellTimeoutMs, of: 'ROTE_CELL_TIMEOUT_MS of its worker' };

  /** Acts on what Postgres says about the attempts. */
  const applyReview = ({ superseded, withdrawn, yielding, limited }: AttemptReview): void => {
    const among = (refs: readonly AttemptRef[]): ((ref: AttemptRef) => boolean) => {
      const keys = new Set(refs.map(keyOf));
      return (ref) => keys.has(keyOf(ref));
    };
    const [isSuperseded, isWithdrawn, isYielding] = [among(superseded), among(withdrawn), among(yielding)];
    const limits = new Map(
      limited.map(({ seconds, sweep, ...ref }): [string, Limit] => [
        keyOf(ref),
        { ms: 1000 * seconds, of: `timeLimitSeconds of sweep ${sweep}` },
      ]),
    );
    for (const [ref, attempt] of watched) {
      if (isSuperseded(ref) || isWithdrawn(ref)) {
        watched.delete(ref);
        const what = `attempt ${String(ref.attempt)} at cell ${ref.cellId} no longer counts`;
        const reason = new RoteError('attempt-superseded', what);
        (isSuperseded(ref) ? attempt.superseded : attempt.withdrawn).abort(reason);
      } else if (isYielding(ref)) {
        const what = 'its sweep is paused, or another sweep has a higher priority';
        attempt.yielding.abort(new RoteError('aborted', what, { retryable: true }));
      }
      attempt.limit = limits.get(keyOf(ref));
    }
  };
  /** Works even while Postgres is down. */
  const endOverdue = (): void => {
    for (const { beganAt, limit, overdue } of watched.values()) {
      const least = [limit, ofWorker].filter((each) => each !== undefined).sort((a, b) => a.ms - b.ms)[0];
      if (least === undefined || clock() - beganAt < least.ms) continue;
      const what = `the attempt took longer than the ${String(least.ms / 1000)} s that ${least.of} allows`;
      overdue.abort(new RoteError('trainer-timeout', what));
    }
  };
  const lookOnce = async (): Promise<void> => {
    if (watched.size === 0) return;
    try {
      applyReview(await review([...watched.keys()]));
    } catch (error) {
      onError(error);
    }
    endOverdue();
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
      const entry: Watched = {
        beganAt: clock(),
        limit: undefined,
        superseded: new AbortController(),
        withdrawn: new AbortController(),
        yielding: new AbortController(),
        overdue: new AbortController(),
      };
      watched.set(ref, entry);
      return {
        superseded: entry.superseded.signal,
        withdrawn: entry.withdrawn.signal,
        yielding: entry.yielding.signal,
        overdue: entry.overdue.signal,
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
