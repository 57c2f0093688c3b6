/**
 * Returns a signal that aborts with a `TimeoutError` when the time is up. In Node 20, a signal of `AbortSignal.timeout`
 * that only `AbortSignal.any` references can be garbage-collected and then never aborts; this one's timer keeps it
 * alive. The timer does not keep the process alive.
 */
export function timeLimit(ms: number): AbortSignal {
  const limit = new AbortController();
  const timer: { unref?: () => void } = setTimeout(() => {
    limit.abort(new DOMException(`The time of ${String(ms)} ms is up`, 'TimeoutError'));
  }, ms);
  timer.unref?.();
  return limit.signal;
}
