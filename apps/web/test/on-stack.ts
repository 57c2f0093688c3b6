import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { launchChromium } from './chromium.js';
import { type RunningStack, startStack } from './stack.js';

const MINUTE = 60_000;

/** What the tests of a file share. */
export interface OnStack {
  readonly stack: RunningStack;
  readonly browser: Browser;
}

/** Starts a stack and Chromium before the tests of a suite, and ends them after. Call it in the suite. */
export function useStackAndBrowser(): OnStack {
  let stack: RunningStack | undefined;
  let browser: Browser | undefined;
  beforeAll(async () => {
    stack = await startStack();
    browser = await launchChromium();
  }, 3 * MINUTE);
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  }, MINUTE);
  return {
    get stack() {
      return stack!;
    },
    get browser() {
      return browser!;
    },
  };
}
