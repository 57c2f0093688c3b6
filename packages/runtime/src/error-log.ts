import { describeError } from '@rote/domain';
import type { Logger } from 'pino';

export interface ErrorLogOptions {
  readonly logger: Pick<Logger, 'warn' | 'info'>;
  /** What has trouble, as a sentence: "The queue has trouble". */
  readonly what: string;
  /** How often a trouble that lasts is told of. */
  readonly everyMs?: number;
}

const EVERY_MS = 60_000;
/** Different errors of one trouble that are told at once; the others are counted. */
const MOST_KINDS = 5;

/**
 * Logs errors that repeat, without filling the disk: a line when trouble begins, one for each further kind of error up
 * to a few, how many more there were once in a while, and a line when there have been none for as long.
 *
 * @returns takes an error
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
      logger.warn({ err: last, count: untold }, `${what}: ${String(untold)} more errors`);
      untold = 0;
      return;
    }
    logger.info({ count: total }, `${what} no more`);
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
