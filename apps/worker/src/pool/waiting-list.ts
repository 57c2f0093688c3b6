import { RoteError } from '@rote/domain';

export interface Patience {
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}

/** Those who wait for one of several things, whichever comes first. Who came first gets it. */
export interface WaitingList<T> {
  /** Gives it to the first who waits; `false` where nobody does. */
  offer(value: T): boolean;
  /** @throws RoteError `engine-unavailable`, retryable, where the signal aborts or the time is up before */
  wait(patience: Patience): Promise<T>;
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
          giveUp('the worker stops');
        };
        const timer = setTimeout(() => {
          giveUp(`none has started within ${String(timeoutMs)} ms`);
        }, timeoutMs);
        waiting.add(take);
        if (signal.aborted) stop();
        else signal.addEventListener('abort', stop, { once: true });
      }),
  };
}
