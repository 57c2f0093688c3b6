import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, it, vi } from 'vitest';
import { findViolations } from './accessibility.js';
import { chromiumPath, WITHOUT_CHROMIUM } from './chromium.js';
import { useStackAndBrowser } from './on-stack.js';
import { visit } from './visit.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** A draft with a fault is rejected, and the browser logs that. */
const REJECTED_DRAFT = { expectsFaults: /status of 4(00|22)/ };

describe.skipIf(chromiumPath === undefined)(`from a file to its results ${WITHOUT_CHROMIUM}`, () => {
  const on = useStackAndBrowser();

  it(
    'a sweep is written, corrected, planned, submitted and followed; its figure is asked about in SQL and saved',
    async () => {
      const page = await visit(on.browser, `${on.stack.url}/sweeps/new`, REJECTED_DRAFT);
      await writeSweep(page);
      const faults = page.getByRole('region', { name: '1 fault' });
      await faults.getByText('Did you mean random-labels?').waitFor();
      expect(await page.getByRole('button', { name: 'Submit' }).isEnabled()).toBe(false);
      await faults.getByRole('button', { name: 'Line 3' }).click();
      await page.keyboard.press('F8');
      await page.getByRole('button', { name: 'Use random-labels' }).click();
      await page.getByText('4 combinations; the server counts 4 cells.').waitFor();
      await page.getByRole('button', { name: 'Submit 4 cells' }).click();

      await page.getByRole('heading', { name: 'written here' }).waitFor();
      await page.getByText('4 of 4 cells ended').waitFor({ timeout: MINUTE });
      await page.getByText('completed').waitFor();
      expect(await page.title()).toBe('written here · Rote');
      // No cell had an accuracy when the grid was read.
      const colors = page.getByRole('combobox', { name: 'Color', exact: true });
      await colors
        .locator('option', { hasText: /^test accuracy$/ })
        .waitFor({ state: 'attached', timeout: 10 * SECOND });

      await page.getByRole('tab', { name: 'Figures' }).click();
      const figure = page.locator('figure#figure-1a');
      await figure.getByRole('img').waitFor();
      const address = await figure.getByRole('img').getAttribute('src');
      expect(await curvesIn(page, address!)).toEqual(['true labels', 'random labels']);
      await page.reload();
      await figure.getByRole('img').waitFor();

      await figure.getByRole('link', { name: 'SQL' }).click();
      await page.getByText('10 rows').waitFor();
      const { columns, rows } = await on.stack.client.query({
        sql: new URL(page.url()).searchParams.get('sql')!,
      });
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'CSV', exact: true }).click(),
      ]);
      expect(file.suggestedFilename()).toBe('rows.csv');
      const [head, ...lines] = (await readFile(await file.path(), 'utf8')).trimEnd().split('\n');
      const names = columns.map(({ name }) => name);
      expect(head).toBe(names.join(','));
      // The columns after these have lists, whose commas are quoted.
      const plain = names.slice(0, 1 + names.indexOf('train_loss'));
      expect(lines.map((line) => line.split(',').slice(0, plain.length))).toEqual(
        rows.map((row) => plain.map((name) => String(row[name]))),
      );
    },
    3 * MINUTE,
  );

  it(
    'a cell that failed is tried again from the page',
    async () => {
      const { id } = await on.stack.client.submit(
        {
          name: 'too slow',
          timeLimitSeconds: 1,
          dataset: { name: 'synthetic', train: 500, test: 100 },
          grid: { architecture: ['mlp-1x16'] },
          training: { epochs: 1_000_000 },
        },
        'too slow',
      );
      const page = await visit(on.browser, `${on.stack.url}/sweeps/${id}?panel=failures`);
      const failures = page.getByRole('region', { name: 'Failed cells' });
      await failures.getByRole('heading', { name: 'time-limit' }).waitFor({ timeout: MINUTE });
      await failures.getByText('attempt 1,').waitFor();
      await failures.getByRole('button', { name: 'Retry these' }).click();
      await page.getByRole('alertdialog').getByRole('button', { name: 'Retry 1 cell' }).click();
      await page.getByText('No cell has failed.').waitFor();
      await page.getByText('0 of 1 cell ended').waitFor();
      await failures.getByText('attempt 2,').waitFor({ timeout: MINUTE });
      await failures.getByRole('link', { name: 'An example' }).click();
      await page.getByRole('region', { name: 'Attempts' }).getByText('resumed at step').waitFor();
    },
    2 * MINUTE,
  );

  it(
    'a comparison is a file and a query with the same numbers',
    async () => {
      const submitted = ['one way', 'another way'].map((name, index) =>
        on.stack.client.submit(
          {
            name,
            dataset: { name: 'synthetic', train: 200, test: 100 },
            grid: { architecture: ['mlp-1x16'], corruption: ['none', 'random-labels'], seed: [1, 2, 3] },
            training: { epochs: 1 + index },
          },
          name,
        ),
      );
      const ids = (await Promise.all(submitted)).map(({ id }) => id);
      const page = await visit(on.browser, on.stack.url);
      for (const id of ids) {
        await page.goto(`${on.stack.url}/sweeps/${id}`);
        await page.getByText('6 of 6 cells ended').waitFor({ timeout: MINUTE });
      }
      await page.goto(`${on.stack.url}/compare?sweeps=${JSON.stringify(ids)}`);
      await page.getByText('2 of 2 combinations.').waitFor();
      expect(await findViolations(page)).toEqual([]);
      await page.getByRole('button', { name: 'Export' }).click();
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('menuitem', { name: 'Download CSV' }).click(),
      ]);
      const saved = (await readFile(await file.path(), 'utf8')).trimEnd().split('\n');
      await page.getByRole('button', { name: 'Export' }).click();
      await page.getByRole('menuitem', { name: 'Open the SQL' }).click();
      await page.getByText('4 rows').waitFor();
      const { columns, rows } = await on.stack.client.query<Readonly<Record<string, string | number | null>>>(
        {
          sql: new URL(page.url()).searchParams.get('sql')!,
        },
      );
      const names = columns.map(({ name }) => name);
      expect(saved[0]).toBe(names.join(','));
      expect(numbersOf(saved.slice(1).map((line) => line.split(',')))).toEqual(
        numbersOf(rows.map((row) => names.map((name) => String(row[name] ?? '')))),
      );
      expect(rows.filter((row) => row['difference_low'] !== null)).toHaveLength(2);
    },
    2 * MINUTE,
  );
});

/** Rows in one order, whose numbers have the digits that do not depend on the order of sums. */
const numbersOf = (rows: readonly (readonly string[])[]): readonly (readonly string[])[] =>
  rows
    .map((row) => row.map((text) => (/\d/.test(text) ? Number(text).toFixed(9) : text)))
    .sort((a, b) => a.join().localeCompare(b.join()));

// cspell:ignore lables trai
/** Replaces the example in the editor: names are completed, and one value is misspelled. */
async function writeSweep(page: Page): Promise<void> {
  const editor = page.getByRole('textbox', { name: 'Sweep file, YAML' });
  const { keyboard } = page;
  const complete = async (begun: string, name: string): Promise<void> => {
    await keyboard.type(begun);
    // What may stand there is known once the schema has arrived.
    await vi.waitFor(async () => {
      await keyboard.press('Control+Space');
      await page.locator('.cm-completionLabel').getByText(name, { exact: true }).click({ timeout: SECOND });
    }, 30 * SECOND);
    await editor.filter({ hasText: `${name}: ` }).waitFor({ timeout: 5 * SECOND });
  };
  /** Enter by itself would take what a completion proposes, and one may open at any moment. */
  const write = async (line: string): Promise<void> => {
    await keyboard.type(line);
    await keyboard.press('Shift+Enter');
  };
  await editor.click();
  await keyboard.press('ControlOrMeta+A');
  await write('name: written here');
  await write('dataset: { name: synthetic, train: 200, test: 100 }');
  await complete('gri', 'grid');
  await write('{ architecture: [mlp-1x16], corruption: [none, random-lables], seed: [1, 2] }');
  await complete('trai', 'training');
  await keyboard.type('{ epochs: 5 }');
  // No keystroke is lost, however fast they come.
  expect((await editor.innerText()).trimEnd().split('\n')).toEqual([
    'name: written here',
    'dataset: { name: synthetic, train: 200, test: 100 }',
    'grid: { architecture: [mlp-1x16], corruption: [none, random-lables], seed: [1, 2] }',
    'training: { epochs: 5 }',
  ]);
}

/** Names the curves of a picture in SVG. */
async function curvesIn(page: Page, address: string): Promise<readonly (string | null)[]> {
  const picture = await page.context().newPage();
  await picture.goto(address);
  const series = await picture.locator('path.series').all();
  const names = await Promise.all(series.map((each) => each.getAttribute('data-series')));
  await picture.close();
  return names;
}
