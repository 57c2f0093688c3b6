import type { Browser, Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { openPage } from './chromium.js';

/** Opens an address in a profile of its own; the test fails if anything else goes wrong on the page than it expects. */
export async function visit(
  browser: Browser,
  address: string,
  { expectsFaults }: { readonly expectsFaults?: RegExp } = {},
): Promise<Page> {
  const { page, faults, close } = await openPage(browser);
  onTestFinished(async () => {
    await close();
    expect(faults.filter((fault) => expectsFaults?.test(fault) !== true)).toEqual([]);
  });
  await page.goto(address);
  return page;
}
