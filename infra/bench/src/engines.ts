/**
 * Measures how fast each engine trains the paper's models on one core, or on a GPU, in images per second, and compares with
 * PyTorch and TensorFlow if a Python with them is named:
 *
 *     npm run bench:engines
 *     ROTE_BENCH_PYTHON=venv/bin/python npm run bench:engines -- --model alexnet-small --json speeds.json
 *     ROTE_BENCH_PYTHON=venv/bin/python npm run bench:engines -- --engine webgpu --torch-device cuda
 *
 * ROTE_BENCH_PYTHON has torch, ROTE_BENCH_TF_PYTHON has tensorflow. Each run measures all of them one after the other,
 * so that a machine that slows down slows all of them down; the numbers are medians over the runs.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parseCountOption } from '@rote/domain';
import { PAPER_MODELS } from '@rote/trainer/model-speed';
import type { Comparison } from './compare-speeds.js';
import { compareSpeeds } from './compare-speeds.js';
import type { MeasureSettings } from './measure-models.js';
import { findEngines, measureModel } from './measure-models.js';
import { canPin } from './run-for-json.js';

/** The best that the machine has, and the one that every machine has. */
const ENGINES = ['best', 'wasm'];

const { values: options } = parseArgs({
  options: {
    engine: { type: 'string', multiple: true, default: ENGINES },
    model: { type: 'string', multiple: true, default: [...PAPER_MODELS] },
    runs: { type: 'string', default: '3' },
    /** Of each measurement. */
    seconds: { type: 'string', default: '3' },
    core: { type: 'string', default: '0' },
    /** Where PyTorch trains: `cuda` to compare with engines on a GPU. */
    'torch-device': { type: 'string', default: 'cpu' },
    json: { type: 'string' },
    /** Three short epochs and one run, to see that it works. */
    quick: { type: 'boolean', default: false },
  },
});
const settings: MeasureSettings = {
  runs: options.quick ? 1 : parseCountOption('--runs', options.runs),
  seconds: options.quick ? 0 : parseCountOption('--seconds', options.seconds, 0),
  core: canPin(options.core) ? options.core : undefined,
  isQuick: options.quick,
  torchPython: process.env['ROTE_BENCH_PYTHON'],
  tfPython: process.env['ROTE_BENCH_TF_PYTHON'],
  torchDevice: options['torch-device'],
};

const rate = (median: number | null, min: number | null, max: number | null): string =>
  median === null || min === null || max === null
    ? '-'
    : `${Math.round(median)} (${Math.round(min)}–${Math.round(max)})`;

const COLUMNS: readonly (readonly [title: string, width: number, textOf: (row: Comparison) => string])[] = [
  ['model', 16, ({ model }) => model],
  ['engine', 14, ({ engine }) => engine],
  ['images/s', 26, (row) => rate(row.imagesPerSecond, row.min, row.max)],
  ['PyTorch', 26, (row) => rate(row.torchImagesPerSecond, row.torchMin, row.torchMax)],
  ['ratio', 6, ({ ratio }) => ratio?.toFixed(2) ?? '-'],
  ['TensorFlow', 26, (row) => rate(row.tfImagesPerSecond, row.tfMin, row.tfMax)],
  ['ratio', 6, ({ tfRatio }) => tfRatio?.toFixed(2) ?? '-'],
];
function printRow(textOf: (column: (typeof COLUMNS)[number]) => string): void {
  const cells = COLUMNS.map((column) => textOf(column).padEnd(column[1]));
  console.log(cells.join(' ').trimEnd());
}

const engines = await findEngines(options.engine, (engine, why) => {
  console.error(`${engine} is left out: ${why}`);
});
if (engines.length === 0)
  throw new Error('No engine loads on this machine: "rote engine doctor" explains why for each of them.');
const { core, runs } = settings;
console.error(
  `Training with one CPU thread${core === undefined ? '' : ` on core ${core}`}, ${runs} runs, medians (min–max)`,
);
printRow(([title]) => title);
const rows: Comparison[] = [];
for (const model of options.model) {
  const measured = await measureModel(model, engines, settings);
  for (const engine of engines) {
    const row = compareSpeeds(model, engine, { measured, runs });
    rows.push(row);
    printRow(([, , textOf]) => textOf(row));
  }
}
if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(rows, undefined, 2)}\n`);
