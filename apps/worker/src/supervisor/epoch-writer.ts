import type { EpochMetrics } from '@rote/domain';

export interface EpochWriterOptions {
  /** Writes a batch, retrying until it succeeds; false if the attempt no longer counts. */
  readonly write: (metrics: readonly EpochMetrics[]) => Promise<boolean>;
  readonly intervalMs?: number;
}

/** Collects an attempt's epochs and writes them in batches, in order, one batch at a time. */
export interface EpochWriter {
  add(metrics: EpochMetrics): void;
  /** Writes what is left. Rejects if a batch could not be written. */
  flush(): Promise<void>;
  /** Drops what is left. */
  discard(): void;
}

const INTERVAL_MS = 500;

export function createEpochWriter({ write, intervalMs = INTERVAL_MS }: EpochWriterOptions): EpochWriter {
  let waiting: EpochMetrics[] = [];
  let timer: NodeJS.Timeout | undefined;
  let stillCounts = true;
  let written: Promise<void> = Promise.resolve();

  const writeWaiting = (): void => {
    clearTimeout(timer);
    timer = undefined;
    written = written.then(async () => {
      const batch = waiting;
      waiting = [];
      if (stillCounts && batch.length > 0) stillCounts = await write(batch);
    });
    // `flush` rejects with the same error.
    written.catch(() => undefined);
  };
  return {
    add(metrics) {
      waiting.push(metrics);
      timer ??= setTimeout(writeWaiting, intervalMs);
    },
    async flush() {
      writeWaiting();
      await written;
    },
    discard() {
      clearTimeout(timer);
      waiting = [];
    },
  };
}
