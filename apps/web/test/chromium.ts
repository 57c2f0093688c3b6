import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

const isExecutable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The browser on the PATH, if there is one. */
export const chromiumPath: string | undefined = (process.env['PATH'] ?? '')
  .split(path.delimiter)
  .flatMap((folder) => NAMES.map((name) => path.join(folder, name)))
  .find(isExecutable);

/** Why the tests in a browser are skipped: part of their name. */
export const WITHOUT_CHROMIUM = '(needs chromium on the PATH)';

export const launchChromium = (): Promise<Browser> =>
  chromium.launch({ executablePath: chromiumPath!, args: ['--no-sandbox', '--disable-dev-shm-usage'] });

/** A page that remembers what went wrong on it. */
export interface WatchedPage {
  readonly page: Page;
  /** Errors of scripts, of the console and of the page’s policy so far. */
  readonly faults: readonly string[];
  readonly close: () => Promise<void>;
}

/** Opens a page in a profile of its own. */
export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<WatchedPage> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => {
    faults.push(`script: ${error.message}`);
  });
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()} (${message.location().url})`);
  });
  return { page, faults, close: () => context.close() };
}
