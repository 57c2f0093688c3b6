import { setTimeout as delay } from 'node:timers/promises';
import { RoteError } from '@rote/domain';
import type { ApiClient } from '@rote/client';

/** Tells when to look at a sweep again. */
export interface SweepBell {
  /** Resolves when something has happened since the last call, or after a while. @throws the signal's reason */
  next(): Promise<void>;
  stop(): void;
}

const SECOND = 1000;
/** How often to look although no event came. */
const QUIET_MS = 10 * SECOND;
/** How often to look at most, and at a server that sends no events. Only the last event is worth a look at once. */
const PAUSE_MS = SECOND;
const RECONNECT_MS = 2 * SECOND;

/**
 * Listens to the events of a sweep. While there is no stream, because the server is older, full or away, it rings once a second
 * instead.
 */
export function createSweepBell(
  api: Pick<ApiClient, 'listenToSweep'>,
  sweepId: string,
  signal: AbortSignal,
): SweepBell {
  const stopping = new AbortController();
  const over = AbortSignal.any([signal, stopping.signal]);
  let isListening = false;
  let hasRung = false;
  let hasEnded = false;
  let wake = (): void => undefined;
  const ring = (): void => {
    hasRung = true;
    wake();
  };

  const stop = (): void => {
    wake();
  };

  /** Resolves to whether a later try may succeed. */
  const listen = async (): Promise<boolean> => {
    try {
      for await (const { type } of api.listenToSweep(sweepId, over)) {
        if (type === 'stream.closed') break;
        isListening = true;
        hasEnded ||= type === 'sweep.ended';
        ring();
      }
      return true;
    } catch (error) {
      return error instanceof RoteError && error.retryable;
    } finally {
      isListening = false;
      ring();
    }
  };
  const run = async (): Promise<void> => {
    while ((await listen()) && !over.aborted) await delay(RECONNECT_MS, undefined, { signal: over });
  };
  run().catch(() => undefined); // aborted

  /** Resolves when this is so after a ring, or after this time. */
  const rung = async (isEnough: () => boolean, ms: number): Promise<void> => {
    const limit = { isOver: false };
    const timer = setTimeout(() => {
      limit.isOver = true;
      wake();
    }, ms);
    over.addEventListener('abort', stop, { once: true });
    while (!isEnough() && !limit.isOver && !over.aborted)
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    over.removeEventListener('abort', stop);
    clearTimeout(timer);
  };

  return {
    async next() {
      await rung(() => hasEnded, PAUSE_MS);
      if (isListening) await rung(() => hasRung, QUIET_MS);
      hasRung = false;
      hasEnded = false;
      signal.throwIfAborted();
    },
    stop() {
      stopping.abort();
    },
  };
}
