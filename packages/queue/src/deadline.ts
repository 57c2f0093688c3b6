import { RoteError } from '@rote/domain';

/**
 * The promise's outcome, or an error after `timeoutMs`. A command to an absent server waits for its return without
 * limit; no caller should have to.
 *
 * @param what completes "… took longer than", for example `adding jobs to the queue`
 * @throws RoteError `service-unavailable`, retryable
 */
export async function withDeadline<T>(promise: Promise<T>, timeoutMs: number, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(
        new RoteError(
          'service-unavailable',
          `${what} took longer than ${String(timeoutMs)} ms: is the queue's server up?`,
          { retryable: true },
        ),
      );
    }, timeoutMs);
  });
  try {
    return await Promise.race([promise, expired]);
  } finally {
    clearTimeout(timer);
  }
}
