import { describe, expect, it, onTestFinished } from 'vitest';
import { chromiumPath, openPage, WITHOUT_CHROMIUM } from './chromium.js';
import { useStackAndBrowser } from './on-stack.js';

const MINUTE = 60_000;

const SPEC = {
  name: 'requests',
  dataset: { name: 'synthetic', train: 200, test: 100 },
  grid: { architecture: ['mlp-1x16'], corruption: ['none', 'random-labels'], seed: [1, 2] },
  training: { epochs: 2 },
};

describe.skipIf(chromiumPath === undefined)(`the requests of a sweep’s page ${WITHOUT_CHROMIUM}`, () => {
  const on = useStackAndBrowser();

  it(
    'read each thing once, the cells without waiting for the sweep, and of the report only the comparison',
    async () => {
      const { id } = await on.stack.client.submit(SPEC, 'requests');
      await expect
        .poll(async () => (await on.stack.client.getSweep(id)).state, { timeout: MINUTE })
        .toBe('completed');
      const { page, faults, close } = await openPage(on.browser);
      onTestFinished(async () => {
        await close();
        expect(faults).toEqual([]);
      });
      const asked: string[] = [];
      page.on('request', (request) => {
        const { pathname, search } = new URL(request.url());
        if (pathname.startsWith(`/v1/sweeps/${id}/`))
          asked.push(pathname.slice(`/v1/sweeps/${id}/`.length) + search.replace(/format=arrow.*/, ''));
      });
      // The answer about the sweep is held back until the cells are here.
      let release = (): void => undefined;
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      await page.route(`**/v1/sweeps/${id}`, async (route) => {
        await held;
        await route.continue();
      });
      const cells = page.waitForResponse((response) => response.url().includes('/results?'));
      const comparison = page.waitForResponse((response) => response.url().includes('/report/tables'));
      // A page whose events begin to arrive reads everything again.
      await page.goto(on.stack.url);
      await page.locator('[role=status][data-state=live]').waitFor({ timeout: MINUTE });
      await page.getByRole('link', { name: SPEC.name }).click();
      await cells;
      release();
      await page.locator('[role=tabpanel] canvas').first().waitFor({ timeout: MINUTE });
      await page.getByRole('application', { name: 'of 4 cells' }).waitFor({ timeout: MINUTE });
      await comparison;
      expect(asked.toSorted()).toEqual([
        'axes',
        'curves?',
        'report/tables?tables=paper_comparison',
        'results?',
      ]);
    },
    2 * MINUTE,
  );
});
