/**
 * Makes the pictures of the web page in docs/screenshots, light and dark, from sweeps on CIFAR-10 that are trained for them:
 *
 *     npm run docs:screenshots [-- --keep FOLDER]
 *
 * It starts a stack of its own, in FOLDER or in one that it removes, and needs Chromium on the PATH. The sweeps take some
 * minutes; in a FOLDER that it was given before, they have their results already.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));
const pictures = path.join(root, 'docs/screenshots');
const main = path.join(root, 'apps/cli/dist/main.js');
const { chromium } = createRequire(path.join(root, 'apps/web/package.json'))('playwright-core');

/** Every corruption of the paper, with and without each regularizer, over three seeds. */
const SPEC = {
  name: 'corruption and regularizer',
  dataset: { name: 'cifar10', train: 500, test: 500 },
  grid: {
    architecture: ['mlp-1x512', 'mlp-3x512'],
    corruption: [
      'none',
      { kind: 'partial-labels', probability: 0.25 },
      { kind: 'partial-labels', probability: 0.5 },
      { kind: 'partial-labels', probability: 0.75 },
      'random-labels',
      'shuffled-pixels',
      'random-pixels',
      'gaussian',
    ],
    regularizer: ['none', 'weight-decay', 'random-crop', 'dropout'],
    seed: { from: 1, to: 3 },
  },
  training: { epochs: 30, stop: { trainAccuracy: 1, trainLoss: 0.05 } },
};

/** A part of it with a tenth of the learning rate, to compare with. */
const OTHER = {
  ...SPEC,
  name: 'a tenth of the learning rate',
  grid: { ...SPEC.grid, architecture: ['mlp-1x512'] },
  training: { ...SPEC.training, optimizer: { learningRate: 0.001 } },
};

const SIZE = { width: 1280, height: 800 };
const QUERY = `select corruption, label_noise, regularizer, avg(train_accuracy) as train, avg(test_accuracy) as test, count(*) as n
from results
where state = 'succeeded'
group by corruption, label_noise, regularizer
order by test desc`;

const { keep } = parseArgs({ options: { keep: { type: 'string' } } }).values;
const stateDir = keep ?? mkdtempSync(path.join(tmpdir(), 'rote-screenshots-'));
const env = { ...process.env, ROTE_STATE_DIR: stateDir, ROTE_DATA_DIR: path.join(stateDir, 'data') };

/** Runs `rote` with a sweep file as its input, and returns its answer in JSON. */
async function rote(args, spec) {
  const child = spawn(process.execPath, [main, ...args, '--json'], {
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(JSON.stringify(spec ?? null));
  let text = '';
  for await (const chunk of child.stdout) text += chunk;
  return JSON.parse(text);
}

/** Starts everything; resolves with its addresses. */
async function startStack() {
  const up = spawn(process.execPath, [main, 'up', '--json'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: up.stdout })) {
    // Before its own line, there are those of the servers' logs.
    const { api } = line.startsWith('{') ? JSON.parse(line) : {};
    if (api !== undefined) return { up, api };
  }
  throw new Error('rote up ended before it was ready');
}

/** The pictures: a name, an address, and what to do before the picture is taken. */
const pagesOf = ([sweep, other], cell) => [
  ['sweeps', '/'],
  ['grid', `/sweeps/${sweep}`],
  ['compare', `/compare?sweeps=${encodeURIComponent(JSON.stringify([sweep, other]))}`],
  ['cell', `/cells/${cell}`],
  ['workers', '/workers'],
  ['sql', `/sql?sql=${encodeURIComponent(QUERY)}`, (page) => page.keyboard.press('Control+Enter')],
  ['new-sweep', `/sweeps/new?from=${sweep}`],
];

async function takePictures(url, sweeps, cell) {
  mkdirSync(pictures, { recursive: true });
  const browser = await chromium.launch({
    channel: 'chromium',
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  for (const colorScheme of ['light', 'dark'])
    for (const [name, address, prepare = () => undefined] of pagesOf(sweeps, cell)) {
      const page = await browser.newPage({ colorScheme, viewport: SIZE, deviceScaleFactor: 1 });
      await page.goto(url + address);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await delay(2000);
      await prepare(page);
      await delay(3000);
      await page.screenshot({ path: path.join(pictures, `${name}-${colorScheme}.png`) });
      await page.close();
    }
  await browser.close();
}

const { up, api } = await startStack();
try {
  const sweeps = [];
  for (const spec of [SPEC, OTHER]) sweeps.push((await rote(['submit', '-'], spec)).id);
  for (const id of sweeps) await rote(['watch', id]);
  const cells = await rote(['cells', sweeps[0], '--limit', '1000']);
  // One whose images have wrong labels.
  const { cell } = cells.find(({ label_noise: noise }) => noise === 0.5);
  await takePictures(api, sweeps, cell);
} finally {
  up.kill('SIGTERM');
  await once(up, 'exit');
  if (keep === undefined) rmSync(stateDir, { recursive: true });
}
