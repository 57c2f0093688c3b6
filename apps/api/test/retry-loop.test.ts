import { expect, it } from 'vitest';
import { createRetryLoop } from '../src/loops/retry-loop.js';

function build() {
  const lines: string[] = [];
  const log = (level: string) => (_details: object, message: string) => {
    lines.push(`${level}: ${message}`);
  };
  const logger = { warn: log('warn'), info: log('info') } as unknown as Parameters<
    typeof createRetryLoop
  >[0]['logger'];
  return { lines, retryLoop: createRetryLoop({ logger, minDelayMs: 100, maxDelayMs: 350 }) };
}

const fail = (message: string) => (): Promise<never> => Promise.reject(new Error(message));

it('waits longer after each failure, up to a limit, and not at all after a success', async () => {
  const { retryLoop } = build();
  const delays = [];
  for (let i = 0; i < 4; i++) {
    await retryLoop.attempt(fail('away'));
    delays.push(retryLoop.delayMs());
  }
  expect(delays).toEqual([100, 200, 350, 350]);
  expect(await retryLoop.attempt(() => Promise.resolve(7))).toBe(7);
  expect(retryLoop.delayMs()).toBe(0);
});

it('counts the steady time from the first success after a failure', async () => {
  const { retryLoop } = build();
  const succeed = () => retryLoop.attempt(() => Promise.resolve());
  await succeed();
  expect(retryLoop.steadyMs()).toBe(Infinity);
  await retryLoop.attempt(fail('away'));
  expect(retryLoop.steadyMs()).toBe(0);
  await succeed();
  await succeed();
  expect(retryLoop.steadyMs()).toBeLessThan(60_000);
});

it('logs a failure once, a different one again, and the recovery', async () => {
  const { lines, retryLoop } = build();
  for (const message of ['away', 'away', 'away', 'refused']) await retryLoop.attempt(fail(message));
  for (let i = 0; i < 3; i++) await retryLoop.attempt(() => Promise.resolve());
  expect(lines).toEqual([
    'warn: The feeder failed, trying again',
    'warn: The feeder failed, trying again',
    'info: The feeder has recovered',
  ]);
});
