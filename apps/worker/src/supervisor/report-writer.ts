import type { EpochMetrics } from '@rote/domain';
import type { AttemptStart } from '@rote/store';

/** What an attempt has produced since its last report. */
export interface AttemptReport {
  /** Where training started; undefined if an earlier report said so, or it has not started. */
  readonly start: AttemptStart | undefined;
  readonly metrics: readonly EpochMetrics[];
}

export interface ReportWriterOptions {
  /** Writes a report, retrying until it succeeds; false if the attempt no longer counts. */
  readonly write: (report: AttemptReport) => Promise<boolean>;
  readonly intervalMs?: number;
}

/** Collects the start and the epochs of an attempt and writes them in batches, in order, one batch at a time. */
export interface ReportWriter {
  start(start: AttemptStart): void;
  add(metrics: EpochMetrics): void;
  /** Writes what is left. Rejects if a batch could not be written. */
  flush(): Promise<void>;
  /** Waits for what is being written, and returns what is left, for the caller to write. Rejects if a batch could not be written. */
  takeRest(): Promise<AttemptReport>;
  /** Drops what is left. */
  discard(): void;
}

const INTERVAL_MS = 500;

export function createReportWriter({ write, intervalMs = INTERVAL_MS }: ReportWriterOptions): ReportWriter {
  let started: AttemptStart | undefined;
  let metrics: EpochMetrics[] = [];
  let timer: NodeJS.Timeout | undefined;
  let stillCounts = true;
  let written: Promise<void> = Promise.resolve();

  const take = (): AttemptReport => {
    const taken = { start: started, metrics };
    started = undefined;
    metrics = [];
    return taken;
  };
  const writeWaiting = (): void => {
    clearTimeout(timer);
    timer = undefined;
    written = written.then(async () => {
      const report = take();
      if (stillCounts && (report.start !== undefined || report.metrics.length > 0))
        stillCounts = await write(report);
    });
    // `flush` rejects with the same error.
    written.catch(() => undefined);
  };
  const writeSoon = (): void => {
    timer ??= setTimeout(writeWaiting, intervalMs);
  };
  return {
    start(start) {
      started = start;
      writeSoon();
    },
    add(epoch) {
      metrics.push(epoch);
      writeSoon();
    },
    async flush() {
      writeWaiting();
      await written;
    },
    async takeRest() {
      clearTimeout(timer);
      timer = undefined;
      const rest = take();
      await written;
      return rest;
    },
    discard() {
      clearTimeout(timer);
      take();
    },
  };
}
