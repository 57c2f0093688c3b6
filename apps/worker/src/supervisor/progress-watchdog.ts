import type { Logger } from '@rote/runtime';

export interface ProgressWatchdogOptions {
  /** After so long without progress, it checks whether there should have been some. */
  readonly stallMs: number;
  /** Whether a slot is free. */
  readonly isIdle: () => boolean;
  /**
   * Counts the jobs that it would be given: none of a queue that is paused or limited. Rejects if the queue's server cannot
   * be reached: then this worker is not to blame.
   */
  readonly countReady: () => Promise<number>;
  /** Connects to the queue again. */
  readonly reconnect: () => Promise<void>;
  /** Called when that did not help. */
  readonly onStuck: () => void;
  readonly logger: Pick<Logger, 'debug' | 'warn' | 'error'>;
}

/** Makes sure that a worker that could work does. */
export interface ProgressWatchdog {
  /** Work was taken or done. */
  progressed(): void;
  readonly isStuck: boolean;
  /** Describes in words what the worker is doing, for a health check. */
  describe(): string;
  close(): Promise<void>;
}

const LOOKS_PER_STALL = 4;

/**
 * A connection can be dead without any error. If jobs wait, a slot is free and no job was taken for `stallMs`, the worker
 * connects again. If it still has taken none another `stallMs` later, it is stuck. While the queue's server is down there
 * is nothing to repair.
 */
export function createProgressWatchdog(options: ProgressWatchdogOptions): ProgressWatchdog {
  const { stallMs, isIdle, countReady, reconnect, onStuck, logger } = options;
  let progressedAt = performance.now();
  let hasReconnected = false;
  let isStuck = false;
  let looking = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  const progressed = (): void => {
    progressedAt = performance.now();
    hasReconnected = false;
    isStuck = false;
  };
  const look = async (): Promise<void> => {
    if (!isIdle()) {
      progressed();
      return;
    }
    const lookedAt = progressedAt;
    if (performance.now() - progressedAt < stallMs) return;
    const ready = await countReady().catch(() => 0);
    if (progressedAt !== lookedAt) return;
    if (ready === 0) {
      logger.debug('No job waits for this worker, or the queue is paused or limited');
      progressed();
      return;
    }
    if (hasReconnected) {
      if (!isStuck)
        logger.error({ ready }, 'Jobs wait, a slot is free, and a new connection brought none: stuck');
      isStuck = true;
      onStuck();
      return;
    }
    logger.warn({ ready }, 'Jobs wait, a slot is free, and none comes: connecting to the queue again');
    await reconnect();
    progressedAt = performance.now();
    hasReconnected = true;
  };
  const schedule = (): void => {
    timer = setTimeout(() => {
      looking = look()
        .catch((error: unknown) => {
          logger.warn({ err: error }, 'Connecting to the queue again did not work');
        })
        .then(() => {
          if (timer !== undefined) schedule();
        });
    }, stallMs / LOOKS_PER_STALL);
  };
  schedule();

  return {
    progressed,
    get isStuck() {
      return isStuck;
    },
    describe() {
      const seconds = Math.round((performance.now() - progressedAt) / 1000);
      if (isStuck) return `jobs wait and a slot is free, but nothing was taken for ${String(seconds)} s`;
      return isIdle() ? `waits for work since ${String(seconds)} s` : 'every slot is at work';
    },
    async close() {
      clearTimeout(timer);
      timer = undefined;
      await looking;
    },
  };
}
