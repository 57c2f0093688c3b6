/**
 * Measures the web page in headless Chromium against a PostgreSQL and an API of its own, whose database has a sweep of finished cells:
 *
 *     npm run bench:page
 *     npm run bench:page -- --cells 10000 --epochs 60 --rows 100000 --tabs 20 --changes 20 --rounds 3 --json page.json
 *     npm run bench:page -- --chromium /usr/bin/chromium
 *
 * Prints a line for each number: the median, the least and the greatest of the rounds, and the same of its ratio to what it is measured
 * by in the same round: COPY of all learning curves by PostgreSQL, or sorting a million numbers in the same browser.
 *
 * - first load: the script that the page loads, as it was sent, and the time from the visit until its list has links
 * - grid: from the visit until the heat map of all cells is painted; the main thread's time for each change of a cell
 * - curves: from the request of the curves of all cells until they are painted; the main thread's time for each move of the pointer
 * - table: from the visit of a sweep of many rows as a table until it is painted, and the longest task from then on while it is scrolled
 *   through, and before
 * - change: from the commit of a change of a cell in PostgreSQL until it is on show, in each of many tabs, all of which also ask why
 *   cells wait
 */
import { writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { finished } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { parseCountOption } from '@rote/domain';
import pg from 'pg';
import copyStreams from 'pg-copy-streams';
import { type Browser, chromium, type Page } from 'playwright-core';
import { startDatabaseAndApi } from './database-and-api.js';
import { finishCells } from './finished-cells.js';
import { percentileOf, spreadOf } from './spread.js';

const { values: options } = parseArgs({
  options: {
    cells: { type: 'string', default: '10000' },
    epochs: { type: 'string', default: '60' },
    rows: { type: 'string', default: '100000' },
    tabs: { type: 'string', default: '20' },
    changes: { type: 'string', default: '20' },
    rounds: { type: 'string', default: '3' },
    chromium: { type: 'string', default: '/usr/bin/chromium' },
    json: { type: 'string' },
  },
});
const count = (name: Exclude<keyof typeof options, 'chromium' | 'json'>): number =>
  parseCountOption(`--${name}`, options[name]);
const [cells, epochs, rows, tabs, changes, rounds] = [
  count('cells'),
  count('epochs'),
  count('rows'),
  count('tabs'),
  count('changes'),
  count('rounds'),
];

const MINUTE = 60_000;
/** Changes of a cell, and moves of the pointer, that are measured together. */
const REPEATS = 50;
/** The cells of one seed in so many wait, so that they can change. */
const WAITING_SHARE = 10;
const REGULARIZERS = ['none', 'weight-decay', 'random-crop', 'dropout'];
const NOISE = Array.from({ length: 25 }, (_, index) => (index + 1) / 25);

/** Keeps the durations of tasks of more than 50 ms. */
const WATCH_TASKS = `globalThis.longTasks = [];
new PerformanceObserver((list) => longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask', buffered: true });`;

/** Keeps when the first picture with an element was painted, in milliseconds since the visit. To ask for it from outside would be late. */
const watchFor = (selector: string): string => `new MutationObserver((_changes, observer) => {
  if (document.querySelector(${JSON.stringify(selector)}) === null) return;
  observer.disconnect();
  requestAnimationFrame(() => setTimeout(() => { globalThis.paintedMs = performance.now(); }));
}).observe(document, { subtree: true, childList: true });`;

/** Keeps the times of day at which the next frame after a change of the text of the first bar of progress began. */
const WATCH_PROGRESS = `globalThis.changedAt = [];
let shown;
const look = () => {
  const text = document.querySelector('main svg[role=img]')?.getAttribute('aria-label');
  if (shown !== undefined && text !== shown) requestAnimationFrame(() => changedAt.push(Date.now()));
  shown = text ?? shown;
};
new MutationObserver(look).observe(document, { subtree: true, childList: true, attributeFilter: ['aria-label'] });`;

const server = await startDatabaseAndApi();
const client = new pg.Client({ connectionString: server.databaseUrl });
await client.connect();

/** Submits a sweep and pauses it, so that no one but this program changes its cells. Returns its id. */
async function submit(name: string, seeds: number): Promise<string> {
  const post = async (path: string, body: object): Promise<{ readonly id: string }> => {
    const response = await fetch(server.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return (await response.json()) as { readonly id: string };
  };
  const { id } = await post('/v1/sweeps', {
    name,
    dataset: { name: 'synthetic', train: 64, test: 32 },
    device: 'gpu',
    grid: {
      architecture: ['mlp-1x16'],
      corruption: NOISE.map((probability) => ({ kind: 'partial-labels', probability })),
      regularizer: REGULARIZERS,
      seed: { from: 1, to: seeds },
    },
    training: { epochs: name === 'rows' ? 1 : epochs },
  });
  await post(`/v1/sweeps/${id}/pause`, {});
  return id;
}

const seedsFor = (size: number): number => Math.max(1, Math.round(size / NOISE.length / REGULARIZERS.length));

/**
 * Opens an address in a profile of its own, so that nothing is cached. Returns the page, and how many milliseconds after the visit the
 * first picture with an element was painted.
 */
async function visit(
  browser: Browser,
  address: string,
  selector: string,
): Promise<{ readonly page: Page; readonly paintedMs: number }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(WATCH_TASKS);
  await page.addInitScript(watchFor(selector));
  await page.goto(server.url + address);
  await until(page, 'globalThis.paintedMs !== undefined');
  return { page, paintedMs: await page.evaluate<number>('paintedMs') };
}
/** Waits for an expression to be true; the page's policy forbids Playwright to do so within the page. */
async function until(page: Page, expression: string): Promise<void> {
  const end = Date.now() + MINUTE;
  while (!(await page.evaluate<boolean>(expression))) {
    if (Date.now() > end) throw new Error(`still not true: ${expression}`);
    await delay(20);
  }
}

/** Returns how many milliseconds the main thread of a page works for each of some steps. */
async function workPerStep(page: Page, step: (index: number) => Promise<unknown>): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const workMs = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN);
  };
  const before = await workMs();
  for (let index = 0; index < REPEATS; index++) await step(index);
  await delay(1000);
  return ((await workMs()) - before) / REPEATS;
}

/** Changes a waiting cell of a sweep, and returns when that was committed. */
async function changeCell(sweepId: string): Promise<number> {
  const { rowCount } = await client.query(
    `UPDATE cells SET state = 'queued', queued_at = now() WHERE id =
       (SELECT cell_id FROM sweep_cells JOIN cells ON id = cell_id WHERE sweep_id = $1 AND cells.state = 'pending' ORDER BY position LIMIT 1)`,
    [sweepId],
  );
  if (rowCount === 0) throw new Error('no cell waits any more: take more cells, or fewer rounds');
  return Date.now();
}

/** What a number is measured by. */
type Yardstick = 'copy' | 'sort';
type Measured = readonly [name: string, value: number, by?: Yardstick];

/** Returns the milliseconds that each yardstick takes now. */
async function measureYardsticks(browser: Browser, sweepId: string): Promise<Record<Yardstick, number>> {
  const start = performance.now();
  const copy = client.query(
    copyStreams.to(
      `COPY (SELECT m.position, e.epoch, e.test_accuracy FROM sweep_cells m JOIN epochs e ON e.cell_id = m.cell_id
         WHERE m.sweep_id = '${sweepId}' ORDER BY m.position, e.epoch) TO STDOUT (FORMAT binary)`,
    ),
  );
  await finished(copy.resume());
  const copyMs = performance.now() - start;
  const page = await browser.newPage();
  const sort = await page.evaluate<number>(`(() => {
    const numbers = Float64Array.from({ length: 1e6 }, (_, index) => Math.sin(index));
    const start = performance.now();
    numbers.sort();
    return performance.now() - start;
  })()`);
  await page.close();
  return { copy: copyMs, sort };
}

async function measureFirstLoad(browser: Browser): Promise<Measured[]> {
  const { page, paintedMs } = await visit(browser, '/', 'main table a');
  const bytes = await page.evaluate<number>(
    `performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js')).reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)`,
  );
  await page.context().close();
  return [
    ['first load, KiB of script', bytes / 1024],
    ['first load, ms until the list is there', paintedMs, 'sort'],
  ];
}

async function measureGrid(browser: Browser, sweepId: string): Promise<Measured[]> {
  const { page, paintedMs } = await visit(
    browser,
    `/sweeps/${sweepId}?panel=failures`,
    'main [role=application] canvas',
  );
  await delay(2000);
  const updateMs = await workPerStep(page, async () => {
    await changeCell(sweepId);
    await delay(100);
  });
  await page.context().close();
  return [
    ['grid, ms until painted', paintedMs, 'copy'],
    ['grid, ms of work for a change', updateMs, 'sort'],
  ];
}

async function measureCurves(browser: Browser, sweepId: string): Promise<Measured[]> {
  const { page, paintedMs } = await visit(
    browser,
    `/sweeps/${sweepId}?panel=curves&seeds=each&show=test_accuracy`,
    'main [role=tabpanel] [role=application] canvas',
  );
  const chart = page.locator('main [role=tabpanel] [role=application]').first();
  const drawnMs =
    paintedMs -
    (await page.evaluate<number>(
      `performance.getEntriesByType('resource').find(({ name }) => name.includes('/curves?')).startTime`,
    ));
  await chart.scrollIntoViewIfNeeded();
  const box = (await chart.boundingBox())!;
  const hoverMs = await workPerStep(page, (index) =>
    page.mouse.move(box.x + (box.width * (index + 1)) / (REPEATS + 2), box.y + box.height / 2),
  );
  await page.context().close();
  return [
    ['curves, ms until painted', drawnMs, 'copy'],
    ['curves, ms of work for a move', hoverMs, 'sort'],
  ];
}

async function measureTable(browser: Browser, sweepId: string): Promise<Measured[]> {
  const { page, paintedMs } = await visit(
    browser,
    `/sweeps/${sweepId}?panel=failures&as=table`,
    'main tr[aria-rowindex]',
  );
  const firstRow = page.locator('main tr[aria-rowindex]').first();
  const longest = (): Promise<number> => page.evaluate<number>('Math.max(0, ...longTasks.splice(0))');
  const loading = await longest();
  const row = (await firstRow.boundingBox())!;
  await page.mouse.move(row.x + 100, row.y + 10);
  for (let step = 0; step < REPEATS; step++) {
    await page.mouse.wheel(0, 2000);
    await delay(50);
  }
  const scrolling = await longest();
  await page.context().close();
  return [
    ['table, ms until painted', paintedMs, 'copy'],
    ['table, ms of the longest task until then', loading, 'sort'],
    ['table, ms of the longest task while scrolling', scrolling, 'sort'],
  ];
}

async function measureChanges(browser: Browser, sweepId: string): Promise<Measured[]> {
  const pages = await Promise.all(
    Array.from({ length: tabs }, async () => {
      // In a window of its own: of the tabs of one window, Chromium draws all but one once a second.
      const page = await (await browser.newContext()).newPage();
      await page.addInitScript(WATCH_PROGRESS);
      await page.goto(`${server.url}/sweeps/${sweepId}?panel=why&as=table`);
      await page.locator('main tr[aria-rowindex]').first().waitFor({ timeout: MINUTE });
      await page.locator('[role=status][data-state=live]').waitFor({ timeout: MINUTE });
      return page;
    }),
  );
  await delay(3000);
  const latencies: number[] = [];
  for (let change = 0; change < changes; change++) {
    await Promise.all(pages.map((page) => page.evaluate('changedAt.length = 0')));
    const at = await changeCell(sweepId);
    // Looking for it sooner would delay what is measured.
    await delay(1500);
    for (const page of pages) {
      await until(page, 'changedAt.length > 0');
      latencies.push((await page.evaluate<number>('changedAt[0]')) - at);
    }
  }
  for (const page of pages) await page.context().close();
  const name = (percent: number): string =>
    `change, p${String(percent)} ms until ${String(tabs)} tabs show it`;
  return [50, 95].map((percent): Measured => [name(percent), percentileOf(latencies, percent), 'sort']);
}

interface Line {
  readonly name: string;
  readonly values: number[];
  readonly ratios: number[];
  readonly by?: Yardstick | undefined;
}

const text = (values: readonly number[], digits: number): string => {
  const { median = NaN, min = NaN, max = NaN } = spreadOf(values) ?? {};
  return `${median.toFixed(digits)} (${min.toFixed(digits)} to ${max.toFixed(digits)})`;
};

try {
  // First, because it finishes every cell that waits.
  const table = await submit('rows', seedsFor(rows));
  console.error(JSON.stringify(await finishCells(server.databaseUrl, { epochs: 1 })));
  const seeds = seedsFor(cells);
  const grid = await submit('grid', seeds);
  const waiting = Math.max(1, Math.round(seeds / WAITING_SHARE));
  console.error(
    JSON.stringify(await finishCells(server.databaseUrl, { epochs, firstPendingSeed: seeds - waiting + 1 })),
  );
  const browser = await chromium.launch({ executablePath: options.chromium, args: ['--no-sandbox'] });
  const lines = new Map<string, Line>();
  for (let round = 0; round < rounds; round++) {
    const yardsticks = await measureYardsticks(browser, grid);
    const measured: readonly Measured[] = [
      ['COPY of the curves, ms', yardsticks.copy],
      ['sort of a million numbers, ms', yardsticks.sort],
      ...(await measureFirstLoad(browser)),
      ...(await measureGrid(browser, grid)),
      ...(await measureCurves(browser, grid)),
      ...(await measureTable(browser, table)),
      ...(await measureChanges(browser, grid)),
    ];
    for (const [name, value, by] of measured) {
      const line = lines.get(name) ?? { name, values: [], ratios: [], by };
      lines.set(name, line);
      line.values.push(value);
      if (by !== undefined) line.ratios.push(value / yardsticks[by]);
    }
  }
  await browser.close();
  for (const { name, values, ratios, by } of lines.values())
    console.log(`${name}: ${text(values, 1)}${by === undefined ? '' : `; of ${by} ${text(ratios, 2)}`}`);
  if (options.json !== undefined) writeFileSync(options.json, JSON.stringify([...lines.values()]));
} finally {
  await client.end();
  await server.stop();
}
