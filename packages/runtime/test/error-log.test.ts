import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { createErrorLog } from '../src/error-log.js';

/** What is logged: level and text, with how many errors a line stands for. */
function openLog() {
  const lines: string[] = [];
  const write =
    (level: string) =>
    (facts: object, words = ''): void => {
      lines.push(`${level} ${words}${'count' in facts ? ` (${String(facts.count)})` : ''}`);
    };
  const log = createErrorLog({
    logger: { warn: write('warn'), info: write('info') },
    what: 'The queue has trouble',
    everyMs: 60_000,
  });
  return { log, lines };
}

beforeEach(() => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
});

it('writes one line for a million equal errors, one a minute with their count, and one when they end', () => {
  const { log, lines } = openLog();
  const error = new Error('CROSSSLOT');
  for (let i = 0; i < 1_000_000; i++) log(error);
  expect(lines).toEqual(['warn The queue has trouble']);
  vi.advanceTimersByTime(60_000);
  log(error);
  vi.advanceTimersByTime(180_000);
  expect(lines).toEqual([
    'warn The queue has trouble',
    'warn The queue has trouble: 999999 more errors (999999)',
    'warn The queue has trouble: 1 more error (1)',
    'info The queue has trouble: no more errors (1000001)',
  ]);
});

it('logs up to five kinds of errors', () => {
  const { log, lines } = openLog();
  for (let i = 0; i < 1000; i++) log(new Error(`error ${String(i)}`));
  expect(lines).toHaveLength(5);
});

it('logs trouble that returns', () => {
  const { log, lines } = openLog();
  log(new Error('away'));
  vi.advanceTimersByTime(60_000);
  log(new Error('away'));
  expect(lines).toEqual([
    'warn The queue has trouble',
    'info The queue has trouble: no more errors (1)',
    'warn The queue has trouble',
  ]);
});
