/**
 * A signal that aborts, with a `TimeoutError`, when the time is up. `AbortSignal.timeout` never does so in Node 20 where
 * only `AbortSignal.any` knows it and garbage was collected since; this one is held by its timer. It keeps no process
 * alive.
 */
export function timeLimit(ms: number): AbortSignal {
  const limit = new AbortController();
  const timer: { unref?: () => void } = setTimeout(() => {
    limit.abort(new DOMException(`The time of ${String(ms)} ms is up`, 'TimeoutError'));
  }, ms);
  timer.unref?.();
  return limit.signal;
}
