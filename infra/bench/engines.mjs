/**
 * How fast each engine trains the paper's models on one core, or on a GPU, in images a second, and how that compares with
 * PyTorch and TensorFlow where a Python with them is named:
 *
 *     npm run bench:engines
 *     ROTE_BENCH_PYTHON=venv/bin/python npm run bench:engines -- --model alexnet-small --json speeds.json
 *     ROTE_BENCH_PYTHON=venv/bin/python npm run bench:engines -- --engine webgpu --torch-device cuda
 *
 * ROTE_BENCH_PYTHON has torch, ROTE_BENCH_TF_PYTHON has tensorflow. Each run measures all of them one after the other,
 * so that a machine that slows down slows all of them down; the numbers are medians over the runs.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { engineEnvironment } from '@rote/devices';
import { canPin, runForJson } from './run-for-json.mjs';
import { spreadOf } from './spread.mjs';

const MODELS = ['mlp-1x512', 'mlp-3x512', 'alexnet-small', 'inception-small'];
/** The best that the machine has, and the one that every machine has. */
const ENGINES = ['best', 'wasm'];
const MEMORY_FORMATS = ['default', 'channels-last'];
const ONE_THREAD = engineEnvironment({ threads: 1 });

const { values: options } = parseArgs({
  options: {
    engine: { type: 'string', multiple: true, default: ENGINES },
    model: { type: 'string', multiple: true, default: MODELS },
    runs: { type: 'string', default: '3' },
    /** Of each measurement. */
    seconds: { type: 'string', default: '3' },
    core: { type: 'string', default: '0' },
    /** Where PyTorch trains: `cuda` beside engines on a GPU. */
    'torch-device': { type: 'string', default: 'cpu' },
    json: { type: 'string' },
    /** Three short epochs and one run: to see that it works. */
    quick: { type: 'boolean', default: false },
  },
});
const runs = options.quick ? 1 : Number(options.runs);
const seconds = options.quick ? '0' : options.seconds;
const core = canPin(options.core) ? options.core : undefined;
const torchPython = process.env.ROTE_BENCH_PYTHON;
const tfPython = process.env.ROTE_BENCH_TF_PYTHON;
const fileBeside = (name) => fileURLToPath(new URL(name, import.meta.url));

/** What the peers rotate through: a larger set would not stay in the processor's cache, which dense layers would feel. */
const IMAGES = 1280;
const imagesFor = (model) => {
  if (options.quick) return ['--images', '128'];
  return model.startsWith('mlp') ? ['--images', String(IMAGES)] : [];
};

const measureEngine = (engine, model) =>
  runForJson(
    process.execPath,
    [
      fileBeside('../../apps/trainer/dist/measure-speed.js'),
      ...(engine === 'best' ? [] : ['--engine', engine]),
      ...['--model', model, '--seconds', seconds],
      ...imagesFor(model),
    ],
    { core, env: ONE_THREAD },
  );

const measurePeer = (python, script, model, ...more) =>
  runForJson(python, [fileBeside(script), '--model', model, '--seconds', seconds, ...more], { core });

/** Channels lie last in images only: a network of dense layers has no such choice. */
const formatsOf = (model) => (model.startsWith('mlp') ? MEMORY_FORMATS.slice(0, 1) : MEMORY_FORMATS);

/** What is measured for a model, by a name that tells them apart. */
function contendersOf(model, engines) {
  const contenders = new Map(engines.map((engine) => [engine, () => measureEngine(engine, model)]));
  if (torchPython !== undefined)
    for (const format of formatsOf(model))
      contenders.set(`torch ${format}`, () =>
        measurePeer(
          ...[torchPython, 'torch_models.py', model],
          ...['--memory-format', format, '--device', options['torch-device']],
        ),
      );
  if (tfPython !== undefined) contenders.set('tf', () => measurePeer(tfPython, 'tf_models.py', model));
  return contenders;
}

/** Measures everything for one model, in turn, as often as was asked for. */
async function measureModel(model, engines) {
  const contenders = contendersOf(model, engines);
  const measured = new Map([...contenders.keys()].map((name) => [name, []]));
  for (let run = 0; run < runs; run++)
    for (const [name, measure] of contenders) measured.get(name).push(await measure());
  const spreads = new Map();
  for (const [name, speeds] of measured)
    spreads.set(name, {
      ...spreadOf(speeds.map(({ imagesPerSecond }) => imagesPerSecond)),
      version: speeds[0].version,
      engine: speeds[0].engine,
      device: speeds[0].device,
    });
  return spreads;
}

/** One row of the result: an engine against its peers. */
function compare(model, engine, spreads) {
  const ours = spreads.get(engine);
  const torch = MEMORY_FORMATS.map((format) => ({ format, ...spreads.get(`torch ${format}`) }))
    .filter(({ median }) => median !== undefined)
    .sort((a, b) => b.median - a.median)[0];
  const tf = spreads.get('tf');
  const ratioTo = (peer) => (peer === undefined ? null : ours.median / peer.median);
  return {
    engine: ours.engine,
    device: ours.device,
    version: ours.version,
    model,
    runs,
    imagesPerSecond: ours.median,
    min: ours.min,
    max: ours.max,
    torchImagesPerSecond: torch?.median ?? null,
    torchMin: torch?.min ?? null,
    torchMax: torch?.max ?? null,
    torchDevice: torch?.device ?? null,
    torchVersion: torch?.version ?? null,
    torchMemoryFormat: torch?.format ?? null,
    ratio: ratioTo(torch),
    tfImagesPerSecond: tf?.median ?? null,
    tfMin: tf?.min ?? null,
    tfMax: tf?.max ?? null,
    tfVersion: tf?.version ?? null,
    tfRatio: ratioTo(tf),
  };
}

/** The engines that load here, under the names that they were asked for; says of the others why they do not. */
async function findEngines() {
  const found = new Map();
  for (const engine of options.engine) {
    try {
      const { engine: name } = await runForJson(
        process.execPath,
        [
          fileBeside('../../apps/trainer/dist/measure-speed.js'),
          ...(engine === 'best' ? [] : ['--engine', engine]),
          ...['--model', 'mlp-1x8', '--seconds', '0', '--images', '128'],
        ],
        { env: ONE_THREAD },
      );
      if (!found.has(name)) found.set(name, engine);
    } catch (error) {
      console.error(`${engine} is left out: ${error.message}`);
    }
  }
  return [...found.values()];
}

const COLUMNS = [
  ['model', 16, ({ model }) => model],
  ['engine', 14, ({ engine }) => engine],
  ['images/s', 26, (row) => rate(row.imagesPerSecond, row.min, row.max)],
  ['PyTorch', 26, (row) => rate(row.torchImagesPerSecond, row.torchMin, row.torchMax)],
  ['ratio', 6, ({ ratio }) => ratio?.toFixed(2) ?? '-'],
  ['TensorFlow', 26, (row) => rate(row.tfImagesPerSecond, row.tfMin, row.tfMax)],
  ['ratio', 6, ({ tfRatio }) => tfRatio?.toFixed(2) ?? '-'],
];
const rate = (median, min, max) =>
  median === null ? '-' : `${Math.round(median)} (${Math.round(min)}–${Math.round(max)})`;
const printRow = (cells) => {
  console.log(
    cells
      .map((cell, index) => cell.padEnd(COLUMNS[index][1]))
      .join(' ')
      .trimEnd(),
  );
};

const engines = await findEngines();
if (engines.length === 0) {
  console.error('No engine loads here: "rote engine doctor" says why.');
  process.exit(1);
}
console.error(
  `Training with one CPU thread${core === undefined ? '' : ` on core ${core}`}, ${runs} runs, medians (least–most)`,
);
printRow(COLUMNS.map(([title]) => title));
const rows = [];
for (const model of options.model) {
  const spreads = await measureModel(model, engines);
  for (const engine of engines) {
    const row = compare(model, engine, spreads);
    rows.push(row);
    printRow(COLUMNS.map(([, , textOf]) => textOf(row)));
  }
}
if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(rows, undefined, 2)}\n`);
