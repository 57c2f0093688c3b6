import { EventEmitter, once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { useTempDir } from '@rote/testkit';
import { beforeEach, expect, test } from 'vitest';
import { withSetUpLock } from '../src/set-up/with-set-up-lock.js';

let directory: string;
const quiet = { onProgress: () => undefined, signal: new AbortController().signal };

beforeEach(async () => {
  directory = await useTempDir();
});

test('a second set-up waits for the first, reports it, and leaves no lock', async () => {
  const order: string[] = [];
  const waits = new EventEmitter();
  let second: Promise<unknown> | undefined;
  await withSetUpLock(directory, quiet, async () => {
    const onProgress = (line: string): void => {
      order.push(line);
      waits.emit('waiting');
    };
    const waiting = once(waits, 'waiting');
    second = withSetUpLock(directory, { ...quiet, onProgress }, () => Promise.resolve(order.push('second')));
    await waiting;
    order.push('first');
  });
  await second;
  expect(order).toEqual([
    'Another process is setting up the native engine: waiting for it',
    'first',
    'second',
  ]);
  expect(await readdir(directory)).toEqual([]);
});

test('the lock is released if the work fails', async () => {
  await expect(
    withSetUpLock(directory, quiet, () => Promise.reject(new Error('no compiler'))),
  ).rejects.toThrow('no compiler');
  expect(await withSetUpLock(directory, quiet, () => Promise.resolve('next'))).toBe('next');
});

test('waiting can be cancelled', async () => {
  const abort = new AbortController();
  await withSetUpLock(directory, quiet, async () => {
    const onProgress = (): void => {
      abort.abort();
    };
    const waiting = withSetUpLock(directory, { onProgress, signal: abort.signal }, () => Promise.resolve());
    await expect(waiting).rejects.toMatchObject({ code: 'aborted' });
  });
});
