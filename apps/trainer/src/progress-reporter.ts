export interface ProgressReporterOptions {
  readonly report: (doing: string) => void;
  /** Minimum time between two reports. Calls in between are reported when it is over. Default: 250. */
  readonly intervalMs?: number;
}

const INTERVAL_MS = 250;

/**
 * Reports progress at most once per interval. Call it after every piece of work, with a description of the next one if
 * that differs. It reports nothing unless it was called since the last report: when the work stops, so do the reports.
 */
export function createProgressReporter({
  report,
  intervalMs = INTERVAL_MS,
}: ProgressReporterOptions): (doing?: string) => void {
  let current = 'starting';
  let reportedAt = -Infinity;
  let pending: NodeJS.Timeout | undefined;
  const send = (): void => {
    pending = undefined;
    reportedAt = performance.now();
    report(current);
  };
  return (doing) => {
    current = doing ?? current;
    if (pending !== undefined) return;
    const wait = reportedAt + intervalMs - performance.now();
    if (wait <= 0) send();
    else pending = setTimeout(send, wait).unref();
  };
}
