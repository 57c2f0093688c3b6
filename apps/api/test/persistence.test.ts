import { expect, it } from 'vitest';
import { createPersistence } from '../src/feeder/persistence.js';

function build() {
  const lines: string[] = [];
  const log = (level: string) => (_details: object, message: string) => {
    lines.push(`${level}: ${message}`);
  };
  const logger = { warn: log('warn'), info: log('info') } as unknown as Parameters<
    typeof createPersistence
  >[0]['logger'];
  return { lines, persistence: createPersistence({ logger, minDelayMs: 100, maxDelayMs: 350 }) };
}

const fail = (message: string) => (): Promise<never> => Promise.reject(new Error(message));

it('waits longer after each failure, up to a limit, and not at all after a success', async () => {
  const { persistence } = build();
  const delays = [];
  for (let i = 0; i < 4; i++) {
    await persistence.attempt(fail('away'));
    delays.push(persistence.delayMs());
  }
  expect(delays).toEqual([100, 200, 350, 350]);
  expect(await persistence.attempt(() => Promise.resolve(7))).toBe(7);
  expect(persistence.delayMs()).toBe(0);
});

it('counts how long all has gone well from the first success after a failure', async () => {
  const { persistence } = build();
  const succeed = () => persistence.attempt(() => Promise.resolve());
  await succeed();
  expect(persistence.steadyMs()).toBe(Infinity);
  await persistence.attempt(fail('away'));
  expect(persistence.steadyMs()).toBe(0);
  await succeed();
  await succeed();
  expect(persistence.steadyMs()).toBeLessThan(60_000);
});

it('logs a failure once, another one again, and the end of it', async () => {
  const { lines, persistence } = build();
  for (const message of ['away', 'away', 'away', 'refused']) await persistence.attempt(fail(message));
  for (let i = 0; i < 3; i++) await persistence.attempt(() => Promise.resolve());
  expect(lines).toEqual([
    'warn: The feeder cannot work at present and tries again',
    'warn: The feeder cannot work at present and tries again',
    'info: The feeder works again',
  ]);
});
