import type { Logger } from '@rote/runtime';
import type { Leadership } from '@rote/store';
import { createAlarm } from '../loops/alarm.js';
import type { FeedDeps } from './feed-queue.js';
import { fillQueue, refeedLost } from './feed-queue.js';
import { createQueueDepths } from './queue-depths.js';
import { createRetryLoop } from '../loops/retry-loop.js';

export interface FeederOptions extends FeedDeps {
  readonly logger: Logger;
  /** Pause between two turns. Default: 500 ms. */
  readonly intervalMs?: number;
  /** Pause between two searches for lost jobs. Default: 5 s. */
  readonly reconcileMs?: number;
}

export interface Feeder {
  /** Looks now, because something was submitted or changed. Any leader would find it soon without this. */
  nudge(): void;
  isLeading(): boolean;
  /** How long ago its loop last came round, in milliseconds. */
  quietMs(): number;
  /** Finishes the current turn and lets another process lead. */
  stop(): Promise<void>;
}

const MAX_DELAY_MS = 5000;

/**
 * Moves cells from Postgres into the queue, a few at a time, for as long as it leads. Among all processes that run a
 * feeder on one database, one leads; when it ends, for any reason, another takes over. While the store or the queue is
 * down, it retries: the cells are safe in the store.
 */
export function startFeeder(options: FeederOptions): Feeder {
  const { store, logger, leaseMs, intervalMs = 500, reconcileMs = 5000 } = options;
  const stopping = new AbortController();
  const alarm = createAlarm();
  const retryLoop = createRetryLoop({ logger, minDelayMs: intervalMs, maxDelayMs: MAX_DELAY_MS });
  const depths = createQueueDepths();
  let leads = false;
  let lastTurnAt = performance.now();

  const feedWhileLeading = async (lost: AbortSignal): Promise<void> => {
    const over = AbortSignal.any([stopping.signal, lost]);
    let reconciledAt = -Infinity;
    depths.forget();
    while (!over.aborted) {
      lastTurnAt = performance.now();
      await retryLoop.attempt(async () => {
        // While Postgres was down it heard from no worker: after its return, each has one lease to show that it is alive.
        await fillQueue(options, { mayReclaim: retryLoop.steadyMs() > leaseMs, depths });
        const asked = await store.feed.preempt({ leaseMs });
        if (asked > 0) logger.info({ cells: asked }, 'Preempting running cells for a higher priority');
        if (performance.now() - reconciledAt < reconcileMs) return;
        const refed = await refeedLost(options);
        reconciledAt = performance.now();
        if (refed > 0) logger.warn({ jobs: refed }, 'The queue had lost jobs; added them again');
      });
      // A nudge does not cut short the wait for a service that is down.
      const delayMs = retryLoop.delayMs();
      if (delayMs > 0) await createAlarm().sleep(delayMs, over);
      else await alarm.sleep(intervalMs, over);
    }
  };

  const lead = async (leadership: Leadership): Promise<void> => {
    leads = true;
    logger.info('This process feeds the queue');
    try {
      await feedWhileLeading(leadership.lost);
    } finally {
      leads = false;
      await retryLoop.attempt(() => leadership.release());
    }
    if (!stopping.signal.aborted) logger.warn('This process no longer feeds the queue');
  };

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      lastTurnAt = performance.now();
      // Not the signal to stop: it keeps the lead until the turn is finished, and then releases it.
      const leadership = await retryLoop.attempt(() => store.feed.lead(new AbortController().signal));
      if (leadership !== undefined) await lead(leadership);
      else await createAlarm().sleep(Math.max(retryLoop.delayMs(), 2 * intervalMs), stopping.signal);
    }
  };
  const ended = run();

  return {
    nudge() {
      alarm.ring();
    },
    isLeading: () => leads,
    quietMs: () => performance.now() - lastTurnAt,
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}
