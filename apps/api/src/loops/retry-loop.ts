import { describeError } from '@rote/domain';
import type { Logger } from '@rote/runtime';

export interface RetryLoopOptions {
  /** What fails, as the log names it. Default: The feeder. */
  readonly name?: string;
  readonly logger: Pick<Logger, 'warn' | 'info'>;
  /** The wait after the first failure; doubled after each further one. */
  readonly minDelayMs: number;
  readonly maxDelayMs: number;
}

export interface RetryLoop {
  /** Runs an action. On failure, logs the error if it is a new one, and returns undefined. */
  attempt<T>(run: () => Promise<T>): Promise<T | undefined>;
  /** How long to wait before the next attempt; 0 if the last one succeeded. */
  delayMs(): number;
  /** How long no attempt has failed: 0 until one has succeeded again, infinite if none ever failed. */
  steadyMs(): number;
}

/** For work that must be retried for as long as its services are down, without filling the log. */
export function createRetryLoop({
  name = 'The feeder',
  logger,
  minDelayMs,
  maxDelayMs,
}: RetryLoopOptions): RetryLoop {
  let failures = 0;
  let recoveredAt = -Infinity;
  let reason: string | undefined;
  return {
    async attempt(run) {
      try {
        const value = await run();
        if (failures > 0) {
          recoveredAt = performance.now();
          logger.info({ failures }, `${name} has recovered`);
        }
        failures = 0;
        reason = undefined;
        return value;
      } catch (error) {
        failures++;
        const found = describeError(error);
        if (found !== reason) logger.warn({ err: error }, `${name} failed, trying again`);
        reason = found;
        return undefined;
      }
    },
    steadyMs: () => (failures === 0 ? performance.now() - recoveredAt : 0),
    delayMs: () => (failures === 0 ? 0 : Math.min(minDelayMs * 2 ** (failures - 1), maxDelayMs)),
  };
}
