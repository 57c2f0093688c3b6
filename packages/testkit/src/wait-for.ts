import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 20;

export interface WaitOptions {
  /** Default: 10 seconds. */
  readonly timeoutMs?: number;
  /** What is awaited, as the error names it. */
  readonly describe: string;
}

/**
 * Polls until `condition` returns something other than `undefined` or `false`, and returns that. For what another
 * process does without sending an event.
 *
 * @throws Error if that does not happen within `timeoutMs`
 */
export async function waitFor<T>(
  condition: () => T | undefined | false | Promise<T | undefined | false>,
  { timeoutMs = 10_000, describe }: WaitOptions,
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const value = await condition();
    if (value !== undefined && value !== false) return value;
    if (performance.now() > deadline)
      throw new Error(`waited ${String(timeoutMs)} ms in vain for ${describe}`);
    await delay(POLL_MS);
  }
}
