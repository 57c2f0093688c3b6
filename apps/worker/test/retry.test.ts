import { RoteError } from '@rote/domain';
import { expect, test } from 'vitest';
import { retry } from '../src/retry.js';

const never = new AbortController().signal;

test('retries until it succeeds', async () => {
  const failures = [new Error('away'), new RoteError('service-unavailable', 'away', { retryable: true })];
  const heard: unknown[] = [];
  const value = await retry(
    () => {
      const failure = failures.shift();
      return failure === undefined ? Promise.resolve('there') : Promise.reject(failure);
    },
    { signal: never, onRetry: (error) => heard.push(error) },
  );
  expect(value).toBe('there');
  expect(heard).toHaveLength(2);
});

test('gives up at once if a retry cannot help', async () => {
  const hopeless = new RoteError('internal', 'no such column');
  await expect(
    retry(() => Promise.reject(hopeless), {
      signal: never,
      onRetry: () => {
        throw new Error('there must be no other try');
      },
    }),
  ).rejects.toBe(hopeless);
});

test('gives up with the last error when it is aborted', async () => {
  const abort = new AbortController();
  const error = new Error('away');
  await expect(
    retry(() => Promise.reject(error), {
      signal: abort.signal,
      onRetry: () => {
        abort.abort();
      },
    }),
  ).rejects.toBe(error);
});
