import { RoteError } from '@rote/domain/errors';
import { LostAnswerError } from './errors.js';

/** A restarted API is back within this time. */
const OUTAGE_MS = 60_000;
const ASK_AGAIN_MS = 1000;
/** When a person begins to wonder. */
const WAIT_MS = 15_000;

/** Whether a failed call never reached the API, so that nothing can have changed. Only Node.js says so. */
function isRefused(error: RoteError): boolean {
  const { cause } = error;
  const reason = cause instanceof Error && cause.cause instanceof Error ? cause.cause : {};
  const code = 'code' in reason ? reason.code : undefined;
  return typeof code === 'string' && ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'].includes(code);
}

const hasTimedOut = ({ cause }: RoteError): boolean =>
  (cause instanceof Error || cause instanceof DOMException) && cause.name === 'TimeoutError';

/** Resolves after this time, or when the signal aborts. */
const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
  });

/**
 * Requests a change until there is an answer. A large sweep takes the database minutes, and a change whose answer was lost
 * has still been made: giving up would report it as a failure. The request must be idempotent.
 *
 * @param options `onWait`: called once if it takes long
 * @throws LostAnswerError if the API stays unreachable
 */
export async function insist<T>(
  ask: (isAgain: boolean) => Promise<T>,
  { signal, onWait }: { readonly signal: AbortSignal; readonly onWait: () => void },
): Promise<T> {
  const note = setTimeout(onWait, WAIT_MS);
  let lostAtMs: number | undefined;
  try {
    for (let isAgain = false; ; isAgain = true) {
      try {
        return await ask(isAgain);
      } catch (error) {
        if (!(error instanceof RoteError) || !error.retryable || (!isAgain && isRefused(error))) throw error;
        // No answer within minutes: it is busy or stuck, but either way it is there.
        lostAtMs = hasTimedOut(error) ? undefined : (lostAtMs ?? performance.now());
        if (lostAtMs !== undefined && performance.now() - lostAtMs > OUTAGE_MS)
          throw new LostAnswerError(error.code, error.message, { retryable: true, cause: error.cause });
      }
      await sleep(ASK_AGAIN_MS, signal);
      signal.throwIfAborted();
    }
  } finally {
    clearTimeout(note);
  }
}
