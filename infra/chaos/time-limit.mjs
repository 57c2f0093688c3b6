/**
 * A signal that aborts with another one, or when the time is up. (In Node 20, `AbortSignal.timeout` never fires within
 * `AbortSignal.any`, once the garbage collector has run.)
 */
export function startTimeLimit(signal, ms) {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(new Error(`not done within ${ms / 1000} s`)), ms);
  const onAbort = () => limit.abort(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  return {
    signal: limit.signal,
    clear() {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    },
  };
}
