import { describeError } from '@rote/domain';
import type { Logger } from 'pino';

export interface ErrorLogOptions {
  readonly logger: Pick<Logger, 'warn' | 'info'>;
  /** What has trouble, as a sentence: "The queue has trouble". */
  readonly what: string;
  /** How often to report trouble that lasts. */
  readonly everyMs?: number;
}

const EVERY_MS = 60_000;
/** How many different errors of one trouble are logged immediately; the others are counted. */
const MOST_KINDS = 5;

/**
 * Logs recurring errors without filling the disk: one line when trouble begins, one for each further kind of error up
 * to a few, a regular count of the rest, and one line after as long without errors.
 *
 * @returns a function that takes an error
 */
export function createErrorLog({
  logger,
  what,
  everyMs = EVERY_MS,
}: ErrorLogOptions): (error: unknown) => void {
  const kinds = new Set<string>();
  let total = 0;
  let untold = 0;
  let last: unknown;
  let tick: NodeJS.Timeout | undefined;

  const sum = (): void => {
    if (untold > 0) {
      logger.warn(
        { err: last, count: untold },
        `${what}: ${String(untold)} more ${untold === 1 ? 'error' : 'errors'}`,
      );
      untold = 0;
      return;
    }
    logger.info({ count: total }, `${what}: no more errors`);
    clearInterval(tick);
    tick = undefined;
    kinds.clear();
    total = 0;
  };

  return (error) => {
    tick ??= setInterval(sum, everyMs).unref();
    total++;
    last = error;
    const kind = describeError(error);
    if (kinds.has(kind) || kinds.size >= MOST_KINDS) {
      untold++;
      return;
    }
    kinds.add(kind);
    logger.warn({ err: error }, what);
  };
}
