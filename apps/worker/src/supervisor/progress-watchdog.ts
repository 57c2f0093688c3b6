import type { Logger } from '@rote/runtime';

export interface ProgressWatchdogOptions {
  /** After this long without progress, the watchdog checks whether there should have been some. */
  readonly stallMs: number;
  /** Whether a slot is free. */
  readonly isIdle: () => boolean;
  /**
   * Counts the jobs that this worker would be given: none if the queue is paused or limited. Rejects if the queue's server
   * is unreachable: then this worker is not to blame.
   */
  readonly countReady: () => Promise<number>;
  /** Reconnects to the queue. */
  readonly reconnect: () => Promise<void>;
  /** Called if that did not help. */
  readonly onStuck: () => void;
  readonly logger: Pick<Logger, 'debug' | 'warn' | 'error'>;
}

/** Makes sure that a worker that could work does. */
export interface ProgressWatchdog {
  /** Called when work was taken or done. */
  progressed(): void;
  readonly isStuck: boolean;
  /** Describes what the worker is doing, for a health check. */
  describe(): string;
  close(): Promise<void>;
}

const LOOKS_PER_STALL = 4;

/**
 * A connection can be dead without any error. If jobs wait, a slot is free and no job was taken for `stallMs`, the worker
 * reconnects. If it has still taken none another `stallMs` later, it is stuck. While the queue's server is down, there is
 * nothing to repair.
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
        logger.error(
          { ready },
          'Jobs are waiting and a slot is free, but reconnecting to the queue did not help: stuck',
        );
      isStuck = true;
      onStuck();
      return;
    }
    logger.warn(
      { ready },
      'Jobs are waiting and a slot is free, but no job arrives: reconnecting to the queue',
    );
    await reconnect();
    progressedAt = performance.now();
    hasReconnected = true;
  };
  const schedule = (): void => {
    timer = setTimeout(() => {
      looking = look()
        .catch((error: unknown) => {
          logger.warn({ err: error }, 'Reconnecting to the queue failed');
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
      if (isStuck)
        return `jobs are waiting and a slot is free, but nothing was taken for ${String(seconds)} s`;
      return isIdle() ? `waiting for work for ${String(seconds)} s` : 'every slot is busy';
    },
    async close() {
      clearTimeout(timer);
      timer = undefined;
      await looking;
    },
  };
}
