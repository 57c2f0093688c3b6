import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CellSummary } from '@rote/client';
import { waitFor } from '@rote/testkit';
import { chromiumPath, WITHOUT_CHROMIUM } from './chromium.js';
import { useStackAndBrowser } from './on-stack.js';
import { visit as visitIn } from './visit.js';

const MINUTE = 60_000;

const SPEC = {
  name: 'pictures',
  dataset: { name: 'synthetic', train: 200, test: 100 },
  grid: {
    architecture: ['mlp-1x16'],
    corruption: ['none', 'random-labels'],
    seed: [1, 2],
  },
  training: { epochs: 3 },
  measures: {},
};

/** A row of a CSV file, by the names in its first line. */
type CsvRow = Readonly<Record<string, string>>;

/** Reads CSV whose quoted fields have neither quotes nor lines. */
function readCsv(text: string): readonly CsvRow[] {
  const [head = [], ...rows] = text
    .trimEnd()
    .split('\n')
    .map((line) => Array.from(line.matchAll(/(?:^|,)(?:"([^"]*)"|([^",]*))/g), ([, a, b]) => a ?? b ?? ''));
  return rows.map((row) => Object.fromEntries(head.map((name, index) => [name, row[index]!])));
}

/** What the menu of a picture saves and opens. */
interface Saved {
  readonly csv: readonly CsvRow[];
  /** How many paths the picture has, and its texts. */
  readonly paths: number;
  readonly texts: readonly string[];
  /** Undefined if the menu has no query. */
  readonly sql: string | undefined;
}

const CHOICES = { csv: 'Download CSV', svg: 'Download SVG', sql: 'Open the SQL' } as const;

async function choose(page: Page, figure: Locator, choice: keyof typeof CHOICES): Promise<Locator> {
  await figure.getByRole('button', { name: 'Export' }).click();
  return page.getByRole('menuitem', { name: CHOICES[choice] });
}

async function download(page: Page, figure: Locator, choice: 'csv' | 'svg'): Promise<string> {
  const item = await choose(page, figure, choice);
  const [file] = await Promise.all([page.waitForEvent('download'), item.click()]);
  return readFile(await file.path(), 'utf8');
}

async function save(page: Page, name: string): Promise<Saved> {
  const figure = page.getByRole('figure').filter({ has: page.getByRole('heading', { name }) });
  const csv = await download(page, figure, 'csv');
  const svg = await download(page, figure, 'svg');
  const picture = await page.context().newPage();
  await picture.goto(`data:image/svg+xml,${encodeURIComponent(svg)}`);
  const paths = await picture.locator('path').count();
  const texts = await picture.locator('text').allTextContents();
  await picture.close();
  const address = await (await choose(page, figure, 'sql')).getAttribute('href');
  await page.keyboard.press('Escape');
  return {
    csv: readCsv(csv),
    paths,
    texts,
    sql: new URL(address!, page.url()).searchParams.get('sql') ?? undefined,
  };
}

describe.skipIf(chromiumPath === undefined)(`what stands behind a picture ${WITHOUT_CHROMIUM}`, () => {
  const on = useStackAndBrowser();
  let sweepId: string;
  beforeAll(async () => {
    const { client } = on.stack;
    ({ id: sweepId } = await client.submit(SPEC, 'pictures'));
    await waitFor(async () => (await client.getSweep(sweepId)).state === 'completed', {
      describe: 'the sweep',
      timeoutMs: 2 * MINUTE,
    });
  }, 3 * MINUTE);

  const visit = (path: string): Promise<Page> => visitIn(on.browser, `${on.stack.url}${path}`);
  const ask = async (sql: string | undefined): Promise<readonly Readonly<Record<string, unknown>>[]> =>
    (await on.stack.client.query({ sql: sql! })).rows;
  /** The numbers of columns, without the last digits of a sum in another order. */
  const numbersOf = (
    rows: readonly Readonly<Record<string, unknown>>[],
    ...names: readonly string[]
  ): readonly (readonly number[])[] =>
    rows.map((row) => names.map((name) => Number(Number(row[name] ?? 0).toPrecision(10))));

  it('is the learning curves of a sweep, with the band of each mean', async () => {
    const page = await visit(`/sweeps/${sweepId}?panel=curves&show=train_loss`);
    const { csv, sql, paths, texts } = await save(page, 'Train loss');
    expect(csv).toHaveLength(2 * 3);
    const asked = await ask(sql);
    expect(asked.map(({ corruption }) => corruption)).toEqual(csv.map(({ corruption }) => corruption));
    expect(numbersOf(asked, 'epoch', 'train_loss', 'train_loss_low', 'train_loss_high')).toEqual(
      numbersOf(csv, 'epoch', 'value', 'low', 'high'),
    );
    // A band and a curve for each corruption.
    expect(paths).toBe(4);
    expect(texts).toEqual(
      expect.arrayContaining(['Train loss', 'corruption:', 'none', 'random-labels', 'epoch']),
    );
  });

  it('is both curves of a chart that tells true from wrong labels', async () => {
    const page = await visit(`/sweeps/${sweepId}?panel=curves&show=split_accuracy`);
    const { csv, sql } = await save(page, 'Train accuracy on true');
    const asked = await ask(sql);
    for (const [label, column] of [
      ['true labels', 'clean_train_accuracy'],
      ['wrong labels', 'corrupted_train_accuracy'],
    ] as const) {
      const ofLabel = csv.filter(({ curve }) => curve?.endsWith(label));
      expect(ofLabel.length).toBeGreaterThan(0);
      expect(
        numbersOf(
          asked.filter((row) => Number(row[`${column}_n`]) > 0),
          'epoch',
          column,
          `${column}_low`,
          `${column}_high`,
        ),
      ).toEqual(numbersOf(ofLabel, 'epoch', 'value', 'low', 'high'));
    }
  });

  it('is the curve of each seed of the chosen cells', async () => {
    const page = await visit(`/sweeps/${sweepId}?panel=curves&show=test_accuracy&seeds=each&chosen=0-1,3`);
    const { csv, sql, paths } = await save(page, 'Test accuracy');
    const asked = await ask(sql);
    expect(new Set(asked.map(({ position }) => position))).toEqual(new Set([0, 1, 3]));
    expect(numbersOf(asked, 'epoch', 'test_accuracy')).toEqual(numbersOf(csv, 'epoch', 'value'));
    // One for each corruption, which is a color.
    expect(paths).toBe(2);
  });

  it('is the numbers of cells, against each other and across all axes', async () => {
    const page = await visit(`/sweeps/${sweepId}?panel=measures&measure=path-norm&against=test_error`);
    const scatter = await save(page, 'test error against path-norm');
    expect(scatter.csv).toHaveLength(4);
    expect(numbersOf(await ask(scatter.sql), 'path-norm', 'test_error')).toEqual(
      numbersOf(scatter.csv, 'path-norm', 'test error'),
    );
    const parallel = await save(page, 'All axes beside each other');
    const columns = ['seed', 'train_accuracy', 'train_loss', 'test_error', 'path-norm'];
    expect(numbersOf(await ask(parallel.sql), ...columns)).toEqual(numbersOf(parallel.csv, ...columns));
    await page.goto(`${page.url()}&parts=seed~0~0`);
    const part = await save(page, 'All axes beside each other');
    expect(numbersOf(part.csv, 'seed')).toEqual([[1], [1]]);
    expect(numbersOf(await ask(part.sql), ...columns)).toEqual(numbersOf(part.csv, ...columns));
    await page.goto(page.url().replace('~0~0', '~0.4~0.6'));
    const none = await save(page, 'All axes beside each other');
    expect(none.csv).toEqual([]);
    expect(await ask(none.sql)).toEqual([]);
    expect(parallel.texts).toEqual(expect.arrayContaining(['path-norm', 'random-labels']));
    // One for each corruption.
    expect(parallel.paths).toBe(2);
  });

  it('is the whole curve of a cell; what it shows is in the address', async () => {
    const first = await on.stack.client.listCells(sweepId).next();
    const page = await visit(`/cells/${(first.value as CellSummary).id}`);
    await page.getByLabel('Show').selectOption('loss');
    await page.waitForURL(/curve=loss/);
    await page.reload();
    const { csv, sql, paths } = await save(page, 'The loss of this cell by epoch');
    expect(csv).toHaveLength(3);
    expect(numbersOf(await ask(sql), 'epoch', 'train_loss', 'test_loss')).toEqual(
      numbersOf(csv, 'epoch', 'train_loss', 'test_loss'),
    );
    expect(paths).toBeGreaterThan(1);
  });

  it('is what the workers did, over the stretch of time that the address says', async () => {
    const page = await visit('/workers');
    await page.getByLabel('The last').selectOption('day');
    await page.waitForURL(/minutes=1440/);
    await page.reload();
    const { csv, sql } = await save(page, 'Attempts');
    const ofCurve = (rows: readonly CsvRow[], name: string): readonly CsvRow[] =>
      rows.filter(({ curve }) => curve === name);
    const asked = await ask(sql);
    expect(numbersOf(asked, 'started')).toEqual(numbersOf(ofCurve(csv, 'started'), 'value'));
    expect(numbersOf(asked, 'ended')).toEqual(numbersOf(ofCurve(csv, 'ended'), 'value'));
    expect(asked.reduce((sum, { ended }) => sum + Number(ended), 0)).toBe(4);
    const times = await save(page, 'How long cells waited and ran, in seconds');
    expect(numbersOf(await ask(times.sql), 'run_median')).toEqual(
      numbersOf(ofCurve(times.csv, 'run, median'), 'value'),
    );
  });

  it('is the chart of a query, by the columns that the address says', async () => {
    const sql = encodeURIComponent(
      `SELECT epoch, seed, test_accuracy, train_loss FROM learning_curves WHERE sweep_id = '${sweepId}'`,
    );
    const page = await visit(`/sql?sql=${sql}`);
    await page.getByRole('button', { name: 'Chart' }).click();
    await page.getByRole('combobox', { name: /^y/ }).selectOption('test_accuracy');
    await page.waitForURL(/chart=/);
    await page.reload();
    await page.getByRole('img', { name: 'test_accuracy against epoch, 12 points' }).waitFor();
  });
});
