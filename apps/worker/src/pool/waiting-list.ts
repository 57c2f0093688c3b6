import { RoteError } from '@rote/domain';

export interface WaitOptions {
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}

/** Callers waiting for any one of several things. They are served in order of arrival. */
export interface WaitingList<T> {
  /** Gives a value to the first waiting caller. Returns false if there is none. */
  offer(value: T): boolean;
  /** @throws RoteError `engine-unavailable`, retryable, if the signal aborts or the time is up first */
  wait(options: WaitOptions): Promise<T>;
}

export function createWaitingList<T>(): WaitingList<T> {
  const waiting = new Set<(value: T) => void>();
  return {
    offer(value) {
      const [first] = waiting;
      first?.(value);
      return first !== undefined;
    },
    wait: ({ signal, timeoutMs }) =>
      new Promise((resolve, reject) => {
        const leave = (): void => {
          waiting.delete(take);
          clearTimeout(timer);
          signal.removeEventListener('abort', stop);
        };
        const take = (value: T): void => {
          leave();
          resolve(value);
        };
        const giveUp = (why: string): void => {
          leave();
          reject(new RoteError('engine-unavailable', `no trainer: ${why}`, { retryable: true }));
        };
        const stop = (): void => {
          giveUp('the worker is stopping');
        };
        const timer = setTimeout(() => {
          giveUp(`none became free within ${String(timeoutMs)} ms`);
        }, timeoutMs);
        waiting.add(take);
        if (signal.aborted) stop();
        else signal.addEventListener('abort', stop, { once: true });
      }),
  };
}
