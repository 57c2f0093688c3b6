import { RoteError } from '@rote/domain';

export interface QuerySlots {
  /**
   * Waits for a free slot, and returns a function that frees it again.
   *
   * @throws RoteError `too-many-queries` (retryable) if none becomes free in time; the signal's reason if it aborts
   */
  take(signal?: AbortSignal): Promise<() => void>;
}

export interface QuerySlotsOptions {
  readonly count: number;
  /** How long a query may wait. */
  readonly waitMs: number;
  /** What the connections are for, and the setting of their number if there is one. Default: people's queries. */
  readonly name?: string;
}

/** Limits how many queries run at once. The others wait in the order in which they came. */
export function createQuerySlots({
  count,
  waitMs,
  name = 'queries are in use (ROTE_QUERY_CONNECTIONS)',
}: QuerySlotsOptions): QuerySlots {
  let free = count;
  const waiting: (() => void)[] = [];
  const release = (): void => {
    const next = waiting.shift();
    if (next === undefined) free++;
    else next();
  };
  const wait = (signal: AbortSignal | undefined): Promise<void> =>
    new Promise((resolve, reject) => {
      const leave = (error: unknown): void => {
        const index = waiting.indexOf(enter);
        if (index !== -1) waiting.splice(index, 1);
        finish();
        reject(error instanceof Error ? error : new RoteError('aborted', 'the query was cancelled'));
      };
      const onAbort = (): void => {
        leave(signal?.reason);
      };
      const timer = setTimeout(() => {
        leave(
          new RoteError('too-many-queries', `all ${String(count)} connections for ${name}`, {
            retryable: true,
          }),
        );
      }, waitMs);
      const finish = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
      };
      const enter = (): void => {
        finish();
        resolve();
      };
      waiting.push(enter);
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  return {
    async take(signal) {
      if (free > 0) free--;
      else await wait(signal);
      let isTaken = true;
      return () => {
        if (isTaken) release();
        isTaken = false;
      };
    },
  };
}
