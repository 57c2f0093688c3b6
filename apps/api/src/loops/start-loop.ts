import type { Logger } from '@rote/runtime';
import { createAlarm } from './alarm.js';
import { createRetryLoop } from './retry-loop.js';

const SECOND = 1000;

export interface LoopOptions {
  /** What it does, as the log names it. */
  readonly name: string;
  readonly logger: Pick<Logger, 'warn' | 'info'>;
  /** The pause between two turns, unless there is a nudge. */
  readonly lookMs: number;
  /** The longest pause after a failure; the first is a second, and each further one twice as long. */
  readonly maxDelayMs: number;
  /** Does what there is to do, until there is nothing left or the signal aborts. */
  readonly turn: (signal: AbortSignal) => Promise<void>;
}

export interface Loop {
  /** Begins the next turn now, unless the last one failed. */
  nudge(): void;
  /** Aborts the signal, and waits for the turn in progress. */
  stop(): Promise<void>;
}

/** Does something again and again in the background. */
export function startLoop({ name, logger, lookMs, maxDelayMs, turn }: LoopOptions): Loop {
  const stopping = new AbortController();
  const alarm = createAlarm();
  const loop = createRetryLoop({ name, logger, minDelayMs: SECOND, maxDelayMs });
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await loop.attempt(() => turn(stopping.signal));
      const delayMs = loop.delayMs();
      if (delayMs > 0) await createAlarm().sleep(Math.max(delayMs, lookMs), stopping.signal);
      else await alarm.sleep(lookMs, stopping.signal);
    }
  };
  const ended = run();
  return {
    nudge() {
      alarm.ring();
    },
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}
