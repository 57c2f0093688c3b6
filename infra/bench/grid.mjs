/**
 * How many cells a minute the whole service trains on this machine, from submitting a sweep over REST to its last
 * result in Postgres, and how that compares with a loop in PyTorch over the same cells:
 *
 *     npm run bench:grid
 *     ROTE_BENCH_PYTHON=venv/bin/python npm run bench:grid -- --runs 5 --json grid.json
 *
 * Both train the same networks for as many epochs on as many images in batches of 128. The service also evaluates
 * all images after every epoch and keeps every result; the loop does not. A run is one of each, in turn; the numbers
 * are medians over the runs. With start-up means from nothing: the servers and the worker, or Python and PyTorch.
 */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runForJson } from './run-for-json.mjs';
import { startStack } from './running-stack.mjs';
import { spreadOf } from './spread.mjs';

const { values: options } = parseArgs({
  options: {
    /** Multilayer perceptrons. */
    model: { type: 'string', multiple: true, default: ['mlp-1x512', 'mlp-3x512'] },
    /** Train images, of the synthetic data set, which is generated and not fetched. */
    images: { type: 'string', default: '4096' },
    epochs: { type: 'string', default: '8' },
    seeds: { type: 'string', default: '2' },
    runs: { type: 'string', default: '3' },
    json: { type: 'string' },
  },
});
const [images, epochs, seeds, runs] = ['images', 'epochs', 'seeds', 'runs'].map((name) =>
  Number(options[name]),
);
const python = process.env.ROTE_BENCH_PYTHON;

/** A grid that no earlier run has trained: its seeds are its own. */
const specOf = (run) => ({
  name: `bench ${run}`,
  dataset: { name: 'synthetic', train: images, test: Math.ceil(images / 5) },
  grid: {
    architecture: options.model,
    corruption: ['none', 'random-labels'],
    regularizer: ['none', 'weight-decay'],
    seed: Array.from({ length: seeds }, (_, index) => 1 + run * seeds + index),
  },
  training: { epochs, optimizer: { learningRate: 0.01 } },
});

/** Seconds since `start`, a value of `performance.now()`. */
const secondsSince = (start) => (performance.now() - start) / 1000;
const perMinute = (cells, seconds) => (60 * cells) / seconds;

async function runService(stateDir, run) {
  const start = performance.now();
  const stack = await startStack(stateDir);
  try {
    const startSeconds = secondsSince(start);
    const submitted = performance.now();
    const { cells, cached, counts } = await stack.train(specOf(run));
    const seconds = secondsSince(submitted);
    if (cached > 0 || counts.succeeded !== cells)
      throw new Error(`not every cell was trained: ${JSON.stringify({ cells, cached, counts })}`);
    const { engine, slots } = await stack.worker();
    return {
      cells,
      slots,
      engine: `${engine.name} (${engine.version})`,
      cellsPerMinute: perMinute(cells, seconds),
      withStartUp: perMinute(cells, startSeconds + seconds),
    };
  } finally {
    await stack.stop();
  }
}

async function runLoop() {
  const start = performance.now();
  const script = fileURLToPath(new URL('pytorch_grid_loop.py', import.meta.url));
  const models = options.model.flatMap((model) => ['--model', model]);
  const sizes = ['images', 'epochs', 'seeds'].flatMap((name) => [`--${name}`, options[name]]);
  const { version, threads, cells, seconds } = await runForJson(python, [script, ...models, ...sizes]);
  return {
    version: `${version}, ${threads} threads`,
    cells,
    cellsPerMinute: perMinute(cells, seconds),
    withStartUp: perMinute(cells, secondsSince(start)),
  };
}

async function measure(stateDir) {
  // Makes the database, which is done once in a folder.
  await (await startStack(stateDir)).stop();
  const service = [];
  const loop = [];
  for (let run = 0; run < runs; run++) {
    service.push(await runService(stateDir, run));
    if (python !== undefined) loop.push(await runLoop());
    console.error(`Run ${run + 1} of ${runs} is done`);
  }
  const spread = (results, field) => spreadOf(results.map((result) => result[field])) ?? null;
  return { service, loop, spread };
}

function summarize({ service, loop, spread }) {
  const ours = spread(service, 'cellsPerMinute');
  const oursWithStartUp = spread(service, 'withStartUp');
  const torch = spread(loop, 'cellsPerMinute');
  const torchWithStartUp = spread(loop, 'withStartUp');
  return {
    cells: service[0].cells,
    images,
    epochs,
    runs,
    engine: service[0].engine,
    slots: service[0].slots,
    cellsPerMinute: ours,
    cellsPerMinuteWithStartUp: oursWithStartUp,
    torch: loop[0]?.version ?? null,
    torchCellsPerMinute: torch,
    torchCellsPerMinuteWithStartUp: torchWithStartUp,
    ratio: torch && ours.median / torch.median,
    ratioWithStartUp: torch && oursWithStartUp.median / torchWithStartUp.median,
  };
}

const rate = (spread) =>
  spread === null
    ? '-'
    : `${spread.median.toFixed(1)} (${spread.min.toFixed(1)}–${spread.max.toFixed(1)}) cells/min`;

function print(result) {
  const { cells, engine, slots, torch, ratio, ratioWithStartUp } = result;
  console.log(`${cells} cells of ${epochs} epochs on ${images} images, ${runs} runs, medians (least–most)`);
  console.log(`Rote, ${slots} slots of ${engine}`);
  console.log(`  from submit to last result  ${rate(result.cellsPerMinute)}`);
  console.log(`  with start-up               ${rate(result.cellsPerMinuteWithStartUp)}`);
  console.log(torch ?? 'PyTorch (ROTE_BENCH_PYTHON names none)');
  console.log(`  the loop alone              ${rate(result.torchCellsPerMinute)}`);
  console.log(`  with start-up               ${rate(result.torchCellsPerMinuteWithStartUp)}`);
  console.log(`Ratio ${ratio?.toFixed(2) ?? '-'}, with start-up ${ratioWithStartUp?.toFixed(2) ?? '-'}`);
}

const stateDir = mkdtempSync(join(tmpdir(), 'rote-bench-grid-'));
// As root, PostgreSQL runs under another account, which must get in.
chmodSync(stateDir, 0o755);
try {
  const result = summarize(await measure(stateDir));
  print(result);
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(result, undefined, 2)}\n`);
} finally {
  rmSync(stateDir, { recursive: true, force: true });
}
