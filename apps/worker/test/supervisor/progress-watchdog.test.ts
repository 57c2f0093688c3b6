import { setTimeout as delay } from 'node:timers/promises';
import { silentLogger, waitFor } from '@rote/testkit';
import { expect, onTestFinished, test } from 'vitest';
import type { ProgressWatchdogOptions } from '../../src/supervisor/progress-watchdog.js';
import { createProgressWatchdog } from '../../src/supervisor/progress-watchdog.js';

const STALL_MS = 40;

function watch(options: Partial<ProgressWatchdogOptions>) {
  const seen = { looks: 0, reconnected: 0, stuck: 0 };
  const watchdog = createProgressWatchdog({
    stallMs: STALL_MS,
    isIdle: () => true,
    logger: silentLogger,
    ...options,
    countReady: () => {
      seen.looks++;
      return options.countReady?.() ?? Promise.resolve(1);
    },
    reconnect: () => {
      seen.reconnected++;
      return options.reconnect?.() ?? Promise.resolve();
    },
    onStuck: () => {
      seen.stuck++;
    },
  });
  onTestFinished(() => watchdog.close());
  return { watchdog, seen };
}

test('reconnects if jobs wait and none is taken, and is stuck if that does not help', async () => {
  const { watchdog, seen } = watch({});
  await waitFor(() => seen.stuck > 0, { describe: 'being stuck' });
  expect(seen.reconnected).toBe(1);
  expect(watchdog.isStuck).toBe(true);
  expect(watchdog.describe()).toContain('nothing was taken');
  watchdog.progressed();
  expect(watchdog.isStuck).toBe(false);
});

test('is not stuck if a new connection brings a job', async () => {
  const { watchdog, seen } = watch({
    reconnect: () => {
      setTimeout(() => {
        watchdog.progressed();
      }, 1);
      return Promise.resolve();
    },
  });
  await waitFor(() => seen.reconnected >= 3, { describe: 'three stalls' });
  expect(seen.stuck).toBe(0);
});

test.each([
  ['no job waits', { countReady: () => Promise.resolve(0) }],
  ['the server is away', { countReady: () => Promise.reject(new Error('away')) }],
])('nothing is wrong where %s', async (_, options) => {
  const { seen } = watch(options);
  await waitFor(() => seen.looks >= 3, { describe: 'three looks' });
  expect(seen).toMatchObject({ reconnected: 0, stuck: 0 });
});

test('asks nothing while every slot is busy', async () => {
  const { watchdog, seen } = watch({ isIdle: () => false });
  await delay(4 * STALL_MS);
  expect(seen.looks).toBe(0);
  expect(watchdog.describe()).toBe('every slot is busy');
});

test('retries if reconnecting fails', async () => {
  const { seen } = watch({ reconnect: () => Promise.reject(new Error('away')) });
  await waitFor(() => seen.reconnected >= 3, { describe: 'three tries' });
  expect(seen.stuck).toBe(0);
});
