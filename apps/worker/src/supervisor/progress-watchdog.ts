import type { Logger } from '@rote/runtime';

export interface ProgressWatchdogOptions {
  /** Without progress for so long, it looks whether there should have been some. */
  readonly stallMs: number;
  /** Whether a slot is free. */
  readonly isIdle: () => boolean;
  /**
   * How many jobs it would be given: none of a queue that is paused or limited. Rejects where the queue's server cannot
   * be reached: then nobody here is to blame.
   */
  readonly countReady: () => Promise<number>;
  /** Makes the connection to the queue anew. */
  readonly mend: () => Promise<void>;
  /** That did not help. */
  readonly onStuck: () => void;
  readonly logger: Pick<Logger, 'debug' | 'warn' | 'error'>;
}

/** Sees to it that a worker that could work does. */
export interface ProgressWatchdog {
  /** Work was taken or done. */
  progressed(): void;
  readonly isStuck: boolean;
  /** In words, for who asks how the worker is. */
  describe(): string;
  close(): Promise<void>;
}

const LOOKS_PER_STALL = 4;

/**
 * A connection can be dead without anybody being told. Where jobs wait, a slot is free and nothing was taken for
 * `stallMs`, the connection is made anew; where another `stallMs` later nothing was taken still, the worker is stuck.
 * While the queue's server is away there is nothing to mend.
 */
export function createProgressWatchdog(options: ProgressWatchdogOptions): ProgressWatchdog {
  const { stallMs, isIdle, countReady, mend, onStuck, logger } = options;
  let progressedAt = performance.now();
  let isMended = false;
  let isStuck = false;
  let looking = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  const progressed = (): void => {
    progressedAt = performance.now();
    isMended = false;
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
    if (isMended) {
      if (!isStuck)
        logger.error({ ready }, 'Jobs wait, a slot is free, and a new connection brought none: stuck');
      isStuck = true;
      onStuck();
      return;
    }
    logger.warn({ ready }, 'Jobs wait, a slot is free, and none comes: connecting to the queue anew');
    await mend();
    progressedAt = performance.now();
    isMended = true;
  };
  const schedule = (): void => {
    timer = setTimeout(() => {
      looking = look()
        .catch((error: unknown) => {
          logger.warn({ err: error }, 'The connection to the queue could not be made anew');
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
