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
const NOTHING: AttemptReport = { start: undefined, metrics: [] };

export function createReportWriter({ write, intervalMs = INTERVAL_MS }: ReportWriterOptions): ReportWriter {
  let waiting = NOTHING;
  let timer: NodeJS.Timeout | undefined;
  let stillCounts = true;
  let written: Promise<void> = Promise.resolve();

  const take = (): AttemptReport => {
    const taken = waiting;
    waiting = NOTHING;
    return taken;
  };
  const writeWaiting = (): void => {
    clearTimeout(timer);
    timer = undefined;
    written = written.then(async () => {
      const report = take();
      if (stillCounts && report !== NOTHING) stillCounts = await write(report);
    });
    // `flush` rejects with the same error.
    written.catch(() => undefined);
  };
  const collect = (more: AttemptReport): void => {
    waiting = more;
    timer ??= setTimeout(writeWaiting, intervalMs);
  };
  return {
    start(start) {
      collect({ ...waiting, start });
    },
    add(metrics) {
      collect({ ...waiting, metrics: [...waiting.metrics, metrics] });
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
      waiting = NOTHING;
    },
  };
}
