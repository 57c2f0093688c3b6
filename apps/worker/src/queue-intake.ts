import type { CellConsumer, CellConsumerOptions, JobCounts } from '@rote/queue';
import { openCellQueue, startCellConsumer } from '@rote/queue';
import { RoteError } from '@rote/domain';
import type { HealthCheck, Logger } from '@rote/runtime';
import { createProgressWatchdog } from './progress-watchdog.js';

export interface QueueIntakeOptions extends Omit<CellConsumerOptions, 'onError'> {
  readonly devices: NonNullable<CellConsumerOptions['devices']>;
  readonly stallMs: number;
  readonly onStuck: () => void;
  readonly logger: Logger;
}

/** A consumer, and how many of the jobs in hand it took. */
interface Intake {
  readonly consumer: CellConsumer;
  readonly tally: { inHand: number };
}

/** A consumer of the queue that is replaced when it hears nothing although there are jobs. */
export interface QueueIntake extends Omit<CellConsumer, 'abandon'> {
  readonly checkProgress: HealthCheck;
}

/** Jobs that wait for a worker like this, asked on a connection of its own: the usual one may be dead. */
async function countWaiting({ connection, devices }: QueueIntakeOptions): Promise<number> {
  const queue = await openCellQueue({ connection });
  try {
    const counts: readonly JobCounts[] = await Promise.all(devices.map((device) => queue.counts(device)));
    return counts.reduce((sum, { waiting }) => sum + waiting, 0);
  } finally {
    await queue.close();
  }
}

/**
 * Takes jobs from the queue for as long as the worker lives.
 *
 * @throws RoteError `service-unavailable` where the server cannot be reached
 */
export async function startQueueIntake(options: QueueIntakeOptions): Promise<QueueIntake> {
  const { process, slots, stallMs, onStuck, logger } = options;
  let most = slots;
  let inHand = 0;
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
        if (tally === current?.tally) logger.warn({ err: error }, 'The queue has trouble');
      },
      async process(job, lock) {
        count(1);
        try {
          await process(job, lock);
        } finally {
          count(-1);
          if (tally !== current?.tally) applyLimit();
        }
      },
    });
    return { consumer, tally };
  };
  const applyLimit = (): void => {
    if (current === undefined) return;
    const { consumer, tally } = current;
    consumer.limit(Math.max(0, most - (inHand - tally.inHand)));
  };
  const replace = async (): Promise<void> => {
    const old = current;
    current = await start();
    applyLimit();
    // What it has in hand goes on; that its jobs are done, the queue need not hear.
    await old?.consumer.abandon();
  };
  const watchdog = createProgressWatchdog({
    stallMs,
    isIdle: () => inHand < most,
    countWaiting: () => countWaiting(options),
    mend: replace,
    onStuck,
    logger,
  });
  current = await start();

  return {
    limit(count) {
      most = Math.min(count, slots);
      applyLimit();
    },
    async pause() {
      await watchdog.close();
      await current?.consumer.pause();
    },
    async close() {
      await current?.consumer.close();
    },
    checkProgress: () =>
      watchdog.isStuck
        ? Promise.reject(new RoteError('internal', watchdog.describe()))
        : Promise.resolve(watchdog.describe()),
  };
}
