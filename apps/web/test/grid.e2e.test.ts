import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { findViolations } from './accessibility.js';
import { chromiumPath, WITHOUT_CHROMIUM } from './chromium.js';
import { useStackAndBrowser } from './on-stack.js';
import { visit as visitIn } from './visit.js';

const MINUTE = 60_000;

const SPEC = {
  name: 'noise and regularizers',
  dataset: { name: 'synthetic', train: 200, test: 100 },
  grid: {
    architecture: ['mlp-1x16'],
    corruption: ['none', 'random-labels'],
    regularizer: ['none', 'weight-decay'],
    seed: [1, 2],
  },
  training: { epochs: 3 },
};

describe.skipIf(chromiumPath === undefined)(`the grid of a sweep ${WITHOUT_CHROMIUM}`, () => {
  const on = useStackAndBrowser();
  let sweepId: string;
  beforeAll(async () => {
    ({ id: sweepId } = await on.stack.client.submit(SPEC, 'grid'));
  }, MINUTE);

  const visit = (search = ''): Promise<Page> =>
    visitIn(on.browser, `${on.stack.url}/sweeps/${sweepId}${search}`);
  const mapIn = (page: Page) => page.getByRole('application', { name: 'of 8 cells' });

  it(
    'follows the sweep without a reload, and says what the focused square shows',
    async () => {
      const page = await visit('?metric=test_accuracy');
      await mapIn(page).focus();
      const live = page.locator('p[aria-live=polite]').first();
      await live.filter({ hasText: '2 cells: 2 succeeded' }).waitFor({ timeout: MINUTE });
      expect(await live.textContent()).toMatch(
        /^corruption none, regularizer none\. test accuracy \d+\.\d%\. 95 % interval .*, mean of 2 cells\./,
      );
      await page.getByText('completed').waitFor({ timeout: MINUTE });
    },
    3 * MINUTE,
  );

  it('is moved through by keys; a block of squares is chosen, and stays in the address', async () => {
    const page = await visit();
    await mapIn(page).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Shift+ArrowRight');
    await page.getByText('4 cells chosen').waitFor();
    expect(page.url()).toContain('chosen=');
    await page.reload();
    await page.getByText('4 cells chosen').waitFor();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('group', { name: 'Their results as' }).getByRole('button', { name: 'CSV' }).click(),
    ]);
    expect(file.suggestedFilename()).toBe(`${SPEC.name}-chosen.csv`);
    const [head = '', ...rows] = (await readFile(await file.path(), 'utf8')).trimEnd().split('\n');
    const regularizer = head.split(',').indexOf('regularizer');
    expect(rows.map((row) => row.split(',')[regularizer])).toEqual(Array(4).fill('weight-decay'));
    await mapIn(page).focus();
    await page.keyboard.press('Escape');
    await page.getByText('Click a square').waitFor();
  });

  it('has a table of its cells, sorted by any column', async () => {
    const page = await visit('?as=table');
    const cells = page.getByRole('region', { name: 'Cells' });
    await cells.getByRole('button', { name: 'test accuracy', exact: true }).click();
    const values = await cells.getByRole('row').getByRole('cell', { name: /%$/ }).count();
    expect(values).toBeGreaterThanOrEqual(8);
    await cells.getByRole('columnheader', { name: 'test accuracy', exact: true }).waitFor();
  });

  it('is a CSV file, and a query that gives the same squares', async () => {
    const page = await visit();
    await page.getByRole('button', { name: 'Export the grid' }).click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'Download CSV' }).click(),
    ]);
    expect(file.suggestedFilename()).toBe(`${SPEC.name}-test_accuracy.csv`);
    await page.getByRole('button', { name: 'Export the grid' }).click();
    const address = await page.getByRole('menuitem', { name: 'Open the SQL' }).getAttribute('href');
    const sql = new URL(address!, on.stack.url).searchParams.get('sql')!;
    const { rows } = await on.stack.client.query<{ readonly cells: string; readonly n: string }>({ sql });
    expect(rows.map(({ cells, n }) => [Number(cells), Number(n)])).toEqual([
      [2, 2],
      [2, 2],
      [2, 2],
      [2, 2],
    ]);
  });

  it(
    'has no fault that axe finds, in light and dark',
    async () => {
      for (const colorScheme of ['light', 'dark'] as const)
        for (const search of ['', '?as=table']) {
          const page = await visit(search);
          await page.emulateMedia({ colorScheme });
          await page.getByText('Click a square').waitFor();
          expect(await findViolations(page)).toEqual([]);
        }
    },
    MINUTE,
  );
});
