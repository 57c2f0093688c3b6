/**
 * Measures how many cells per minute the whole service trains on this machine, from submitting a sweep over REST to its last
 * result in Postgres, and compares with a loop in PyTorch over the same cells:
 *
 *     npm run bench:grid
 *     ROTE_BENCH_PYTHON=venv/bin/python npm run bench:grid -- --runs 5 --json grid.json
 *
 * Both train the same networks for as many epochs on as many images in batches of 128. The service also evaluates
 * all images after every epoch and keeps every result; the loop does not. A run is one of each, in turn; the numbers
 * are medians over the runs. "With start-up" means from nothing: the servers and the worker, or Python and PyTorch.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { SweepSpec } from '@rote/domain';
import { parseCountOption } from '@rote/domain';
import { makeTempDir } from '@rote/testkit/system';
import { runForJson } from './run-for-json.js';
import { startStack } from './running-stack.js';
import type { Spread } from './spread.js';
import { spreadOf } from './spread.js';

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
const sizes = {
  images: parseCountOption('--images', options.images),
  epochs: parseCountOption('--epochs', options.epochs),
  seeds: parseCountOption('--seeds', options.seeds),
};
const runs = parseCountOption('--runs', options.runs);
const python = process.env['ROTE_BENCH_PYTHON'];

interface Rates {
  readonly cells: number;
  readonly cellsPerMinute: number;
  readonly withStartUp: number;
}
interface ServiceRun extends Rates {
  readonly slots: number;
  readonly engine: string;
}
interface LoopRun extends Rates {
  readonly version: string;
}

/** Returns a grid that no earlier run has trained: its seeds are its own. */
const specOf = (run: number): SweepSpec => ({
  name: `bench ${run}`,
  dataset: { name: 'synthetic', train: sizes.images, test: Math.ceil(sizes.images / 5) },
  grid: {
    architecture: options.model,
    corruption: ['none', 'random-labels'],
    regularizer: ['none', 'weight-decay'],
    seed: { from: 1 + run * sizes.seeds, to: (run + 1) * sizes.seeds },
  },
  training: { epochs: sizes.epochs, optimizer: { learningRate: 0.01 } },
});

/** Returns the seconds since `start`, a value of `performance.now()`. */
const secondsSince = (start: number): number => (performance.now() - start) / 1000;
const perMinute = (cells: number, seconds: number): number => (60 * cells) / seconds;

async function runService(stateDir: string, run: number): Promise<ServiceRun> {
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

/** What pytorch_grid_loop.py prints. */
interface LoopOutput {
  readonly version: string;
  readonly threads: number;
  readonly cells: number;
  readonly seconds: number;
}

async function runLoop(torchPython: string): Promise<LoopRun> {
  const start = performance.now();
  const script = fileURLToPath(new URL('../pytorch_grid_loop.py', import.meta.url));
  const models = options.model.flatMap((model) => ['--model', model]);
  const numbers = Object.entries(sizes).flatMap(([name, size]) => [`--${name}`, String(size)]);
  const output = (await runForJson(torchPython, [script, ...models, ...numbers])) as LoopOutput;
  const { version, threads, cells, seconds } = output;
  return {
    version: `${version}, ${threads} threads`,
    cells,
    cellsPerMinute: perMinute(cells, seconds),
    withStartUp: perMinute(cells, secondsSince(start)),
  };
}

interface Measured {
  readonly service: readonly ServiceRun[];
  /** Empty if no Python is named. */
  readonly loop: readonly LoopRun[];
}

async function measure(stateDir: string): Promise<Measured> {
  // Makes the database, which happens once per folder.
  await (await startStack(stateDir)).stop();
  const service: ServiceRun[] = [];
  const loop: LoopRun[] = [];
  for (let run = 0; run < runs; run++) {
    service.push(await runService(stateDir, run));
    if (python !== undefined) loop.push(await runLoop(python));
    console.error(`Run ${run + 1} of ${runs} is done`);
  }
  return { service, loop };
}

const spread = (results: readonly Rates[], rate: 'cellsPerMinute' | 'withStartUp'): Spread | null =>
  spreadOf(results.map((result) => result[rate])) ?? null;
const ratio = (ours: Spread | null, theirs: Spread | null): number | null =>
  ours === null || theirs === null ? null : ours.median / theirs.median;

const summarize = ({ service, loop }: Measured) => {
  const ours = spread(service, 'cellsPerMinute');
  const oursWithStartUp = spread(service, 'withStartUp');
  const torch = spread(loop, 'cellsPerMinute');
  const torchWithStartUp = spread(loop, 'withStartUp');
  const { cells, engine, slots } = service[0]!;
  return {
    cells,
    images: sizes.images,
    epochs: sizes.epochs,
    runs,
    engine,
    slots,
    cellsPerMinute: ours,
    cellsPerMinuteWithStartUp: oursWithStartUp,
    torch: loop[0]?.version ?? null,
    torchCellsPerMinute: torch,
    torchCellsPerMinuteWithStartUp: torchWithStartUp,
    ratio: ratio(ours, torch),
    ratioWithStartUp: ratio(oursWithStartUp, torchWithStartUp),
  };
};

const rate = (each: Spread | null): string =>
  each === null ? '-' : `${each.median.toFixed(1)} (${each.min.toFixed(1)}–${each.max.toFixed(1)}) cells/min`;

function print(result: ReturnType<typeof summarize>): void {
  const { cells, engine, slots, images, epochs, torch } = result;
  console.log(`${cells} cells of ${epochs} epochs on ${images} images, ${runs} runs, medians (min–max)`);
  console.log(`Rote, ${slots} slots of ${engine}`);
  console.log(`  from submit to last result  ${rate(result.cellsPerMinute)}`);
  console.log(`  with start-up               ${rate(result.cellsPerMinuteWithStartUp)}`);
  console.log(torch ?? 'PyTorch (ROTE_BENCH_PYTHON is not set)');
  console.log(`  only the loop               ${rate(result.torchCellsPerMinute)}`);
  console.log(`  with start-up               ${rate(result.torchCellsPerMinuteWithStartUp)}`);
  const [loop, whole] = [result.ratio, result.ratioWithStartUp];
  console.log(`Ratio ${loop?.toFixed(2) ?? '-'}, with start-up ${whole?.toFixed(2) ?? '-'}`);
}

const stateDir = await makeTempDir();
try {
  const result = summarize(await measure(stateDir.path));
  print(result);
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(result, undefined, 2)}\n`);
} finally {
  await stateDir.remove();
}
