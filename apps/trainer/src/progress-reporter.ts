export interface ProgressReporterOptions {
  readonly report: (doing: string) => void;
  /** Reports are at least so far apart; what is done in between is reported at the end of the pause. */
  readonly intervalMs?: number;
}

const INTERVAL_MS = 250;

/**
 * Tells of progress, now and then: to be called for every piece of work done, and with what is done next where that is
 * something else. It never reports without having been called since: where work stands still, so does it.
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
