import type { Logger } from '@rote/runtime';
import type { CellStore } from '@rote/store';
import type { CheckpointStore } from '@rote/checkpoints';

export interface JanitorOptions {
  readonly checkpoints: Pick<CheckpointStore, 'collect'>;
  readonly cells: Pick<CellStore, 'disposable' | 'deleted'>;
  readonly logger: Pick<Logger, 'warn'>;
  readonly intervalMs?: number;
}

export interface Janitor {
  close(): Promise<void>;
}

const HOUR = 60 * 60_000;

/**
 * Removes checkpoints that are no longer needed, at the start and every hour: those of cells that ended while their worker
 * died or the storage was unreachable, and those of deleted cells, with their weights. Any number of workers may do so at once.
 */
export function startJanitor({ checkpoints, cells, logger, intervalMs = HOUR }: JanitorOptions): Janitor {
  let timer: NodeJS.Timeout | undefined;
  let collecting = Promise.resolve();
  const collect = async (): Promise<void> => {
    try {
      await checkpoints.collect({
        disposable: (ids) => cells.disposable(ids),
        deleted: (ids) => cells.deleted(ids),
      });
    } catch (error) {
      logger.warn({ err: error }, 'Old checkpoints could not be collected; trying again later');
    }
  };
  const schedule = (delayMs: number): void => {
    timer = setTimeout(() => {
      collecting = collect().then(() => {
        if (timer !== undefined) schedule(intervalMs);
      });
    }, delayMs);
  };
  schedule(0);
  return {
    async close() {
      clearTimeout(timer);
      timer = undefined;
      await collecting;
    },
  };
}
