import { describeError } from '@rote/domain';
import type { Logger } from '@rote/runtime';

export interface PersistenceOptions {
  readonly logger: Pick<Logger, 'warn' | 'info'>;
  /** The wait after the first failure; doubled after each further one. */
  readonly minDelayMs: number;
  readonly maxDelayMs: number;
}

export interface Persistence {
  /** Runs it; a failure is logged where it is a new one, and gives `undefined`. */
  attempt<T>(run: () => Promise<T>): Promise<T | undefined>;
  /** How long to wait before the next attempt; 0 where the last one succeeded. */
  delayMs(): number;
  /** For how long no attempt has failed: 0 until one has succeeded again, infinite where none ever failed. */
  steadyMs(): number;
}

/** For what must go on trying for as long as its services are away, without filling the log. */
export function createPersistence({ logger, minDelayMs, maxDelayMs }: PersistenceOptions): Persistence {
  let failures = 0;
  let recoveredAt = -Infinity;
  let reason: string | undefined;
  return {
    async attempt(run) {
      try {
        const value = await run();
        if (failures > 0) {
          recoveredAt = performance.now();
          logger.info({ failures }, 'The feeder works again');
        }
        failures = 0;
        reason = undefined;
        return value;
      } catch (error) {
        failures++;
        const found = describeError(error);
        if (found !== reason)
          logger.warn({ err: error }, 'The feeder cannot work at present and tries again');
        reason = found;
        return undefined;
      }
    },
    steadyMs: () => (failures === 0 ? performance.now() - recoveredAt : 0),
    delayMs: () => (failures === 0 ? 0 : Math.min(minDelayMs * 2 ** (failures - 1), maxDelayMs)),
  };
}
