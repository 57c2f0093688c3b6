export interface ProgressReporterOptions {
  readonly report: (doing: string) => void;
  /** The least time between two reports. What is done in between is reported at its end. */
  readonly intervalMs?: number;
}

const INTERVAL_MS = 250;

/**
 * Reports progress now and then. Call it for every piece of work done, and with what is done next if that is something
 * else. It never reports unless it was called since the last report: when work stands still, so does it.
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
