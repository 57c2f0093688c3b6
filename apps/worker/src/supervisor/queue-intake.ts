import { setTimeout as delay } from 'node:timers/promises';
import type { CellConsumer, CellConsumerOptions } from '@rote/queue';
import { openCellQueue, startCellConsumer } from '@rote/queue';
import { RoteError } from '@rote/domain';
import type { HealthCheck, Logger } from '@rote/runtime';
import { createErrorLog } from '@rote/runtime';
import { createProgressWatchdog } from './progress-watchdog.js';

export interface QueueIntakeOptions extends Omit<CellConsumerOptions, 'onError'> {
  readonly devices: NonNullable<CellConsumerOptions['devices']>;
  readonly stallMs: number;
  readonly onStuck: () => void;
  readonly logger: Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;
}

/** A consumer, and how many of the jobs in hand it delivered. */
interface Intake {
  readonly consumer: CellConsumer;
  readonly tally: { inHand: number };
}

/** How long, by default, jobs that a replaced consumer delivered may take to end. */
const CLOSE_TIMEOUT_MS = 10_000;

/**
 * A consumer of the queue that is replaced if it gets no jobs although there are some. It closes when every job in hand
 * has ended, whichever consumer delivered it.
 */
export interface QueueIntake extends Omit<CellConsumer, 'abandon' | 'limit'> {
  /** Processes at most this many jobs at the same time from now on, never more than `slots`. */
  readonly limit: (most: number) => void;
  /** Whether to take as many further jobs from the queue as may be processed, so that none has to be waited for. */
  readonly takeAhead: (isOn: boolean) => void;
  readonly checkProgress: HealthCheck;
}

/**
 * Counts the jobs that a worker like this one would be given, on a separate connection because the usual one may be dead.
 * A queue that a person has paused or limited counts as empty.
 */
async function countReady({ connection, devices }: QueueIntakeOptions): Promise<number> {
  const queue = await openCellQueue({ connection });
  try {
    const counts = await Promise.all(devices.map((device) => queue.ready(device)));
    return counts.reduce((sum, count) => sum + count, 0);
  } finally {
    await queue.close();
  }
}

/**
 * Takes jobs from the queue for as long as the worker lives.
 *
 * @throws RoteError `service-unavailable` if the server cannot be reached
 */
export async function startQueueIntake(options: QueueIntakeOptions): Promise<QueueIntake> {
  const { process, slots, stallMs, onStuck, closeTimeoutMs = CLOSE_TIMEOUT_MS, logger } = options;
  const logTrouble = createErrorLog({ logger, what: 'The queue reports an error' });
  let most = slots;
  let takesAhead = false;
  let inHand = 0;
  /** Includes the jobs of replaced consumers. */
  const processing = new Set<Promise<void>>();
  let current: Intake | undefined;

  const start = async (): Promise<Intake> => {
    const tally = { inHand: 0 };
    const count = (change: 1 | -1): void => {
      inHand += change;
      tally.inHand += change;
      watchdog.progressed();
    };
    const consumer = await startCellConsumer({
      ...options,
      onError(error) {
        if (tally === current?.tally) logTrouble(error);
      },
      async process(job, lock) {
        count(1);
        const done = process(job, lock).finally(() => {
          processing.delete(done);
          count(-1);
          if (tally !== current?.tally) applyLimit();
        });
        processing.add(done);
        await done;
      },
    });
    return { consumer, tally };
  };
  const applyLimit = (): void => {
    if (current === undefined) return;
    const { consumer, tally } = current;
    consumer.limit(Math.max(0, most - (inHand - tally.inHand)), takesAhead ? most : 0);
  };
  const replace = async (): Promise<void> => {
    const old = current;
    current = await start();
    applyLimit();
    // Its jobs in hand continue. The queue need not be told when they are done.
    await old?.consumer.abandon();
  };
  const watchdog = createProgressWatchdog({
    stallMs,
    isIdle: () => inHand < most,
    countReady: () => countReady(options),
    reconnect: replace,
    onStuck,
    logger,
  });
  current = await start();

  return {
    limit(count) {
      most = Math.min(count, slots);
      applyLimit();
    },
    takeAhead(isOn) {
      if (isOn === takesAhead) return;
      takesAhead = isOn;
      applyLimit();
    },
    async pause() {
      await watchdog.close();
      await current?.consumer.pause();
    },
    async close() {
      // A consumer waits for its own jobs; those of consumers before it are waited for here.
      const closed = new AbortController();
      await Promise.all([
        current?.consumer.close(),
        Promise.race([
          Promise.allSettled(processing),
          delay(closeTimeoutMs, undefined, { signal: closed.signal }).catch(() => undefined),
        ]).finally(() => {
          closed.abort();
        }),
      ]);
    },
    checkProgress: () =>
      watchdog.isStuck
        ? Promise.reject(new RoteError('internal', watchdog.describe()))
        : Promise.resolve(watchdog.describe()),
  };
}
