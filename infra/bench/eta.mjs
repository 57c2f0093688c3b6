/**
 * How far the estimate of the time left is off: trains small sweeps through the whole service, asks for each one's
 * estimate until it has ended, and holds every answer against the time that it really took from then on.
 *
 *     npm run bench:eta
 *     npm run bench:eta -- --sweep short --sweep sizes --runs 3 --json eta.json
 *
 * An error of +0.2 means that the estimate was a fifth longer than the time left turned out to be. The first run of a
 * sweep begins with an empty database, later ones know how fast such cells were. Prints for each sweep the errors at 10,
 * 25, 50, 75 and 90 % of its time (medians over the runs), the median and the quartiles over its whole course, and
 * for what share of it there was no estimate.
 */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ask, startStack } from './running-stack.mjs';

const POLL_MS = 200;
const SHARES = [0.1, 0.25, 0.5, 0.75, 0.9];

const seeds = (count) => ({ from: 1, to: count });
/** What each sweep makes hard to foresee. */
const SWEEPS = {
  /** Nothing: cells that are all alike. */
  alike: {
    dataset: { name: 'synthetic', train: 2048, test: 512 },
    grid: { architecture: ['mlp-1x512'], corruption: ['none', 'random-labels'], seed: seeds(6) },
    training: { epochs: 8 },
  },
  /** Cells that take less time than what is around them. */
  short: {
    dataset: { name: 'synthetic', train: 64, test: 32 },
    grid: { architecture: ['mlp-1x16'], seed: seeds(24) },
    training: { epochs: 2 },
  },
  /** Networks of different cost, one after another. */
  models: {
    dataset: { name: 'synthetic', train: 1024, test: 256 },
    grid: { architecture: ['mlp-1x512', 'mlp-3x512', 'alexnet-small'], seed: seeds(3) },
    training: { epochs: 4 },
  },
  /** More and more images and epochs. */
  sizes: {
    dataset: 'synthetic',
    grid: { architecture: ['mlp-3x512'], trainImages: [256, 1024, 4096], epochs: [2, 6], seed: seeds(2) },
  },
  /** Cells that end when they have fitted, some much later than others. */
  stops: {
    dataset: { name: 'synthetic', train: 512, test: 256 },
    grid: { architecture: ['mlp-1x512'], corruption: ['none', 'random-labels'], seed: seeds(6) },
    training: { epochs: 60, stop: { trainAccuracy: 1 } },
  },
};

const { values: options } = parseArgs({
  options: {
    sweep: { type: 'string', multiple: true, default: Object.keys(SWEEPS) },
    runs: { type: 'string', default: '3' },
    /** Seeds of every sweep, in place of its own. */
    seeds: { type: 'string' },
    json: { type: 'string' },
  },
});
const runs = Number(options.runs);

/** A sweep that no earlier run has trained: its seeds are its own. */
function specOf(name, run) {
  const { grid, ...rest } = SWEEPS[name];
  const count = options.seeds === undefined ? grid.seed.to : Number(options.seeds);
  const seed = { from: 1 + run * count, to: (run + 1) * count };
  return { name: `${name} ${run}`, ...rest, grid: { ...grid, seed } };
}

/** A value of sorted numbers below which there is a share of them; between two of them, in proportion. */
function quantile(sorted, share) {
  if (sorted.length === 0) return null;
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)];
  return below + (place % 1) * (sorted[Math.ceil(place)] - below);
}
const spread = (values) => {
  const sorted = values.toSorted((a, b) => a - b);
  return {
    median: quantile(sorted, 0.5),
    lower: quantile(sorted, 0.25),
    upper: quantile(sorted, 0.75),
  };
};

/** Trains a sweep, and returns what was answered when. */
async function follow(api, spec) {
  const start = performance.now();
  const { id } = await ask(`${api}/v1/sweeps`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(spec),
  });
  const answers = [];
  for (;;) {
    const sweep = await ask(`${api}/v1/sweeps/${id}`);
    const seconds = (performance.now() - start) / 1000;
    if (sweep.endedAt !== null) {
      if (sweep.counts.succeeded !== sweep.cells) throw new Error(`not every cell succeeded: ${id}`);
      return { cells: sweep.cells, seconds, answers };
    }
    answers.push({ seconds, remainingSeconds: sweep.remainingSeconds });
    await delay(POLL_MS);
  }
}

/** What of a run is in the table: errors at shares of its time, all errors, and the share without an estimate. */
function judge({ cells, seconds, answers }) {
  const judged = answers.map((answer) => ({
    share: answer.seconds / seconds,
    error: answer.remainingSeconds === null ? null : answer.remainingSeconds / (seconds - answer.seconds) - 1,
  }));
  return {
    cells,
    seconds,
    unknown: judged.filter(({ error }) => error === null).length / judged.length,
    at: SHARES.map((share) => judged.findLast((each) => each.share <= share)?.error ?? null),
    errors: judged.flatMap(({ error }) => error ?? []),
  };
}

function summarize(name, judged) {
  const known = (values) => values.filter((value) => value !== null);
  return {
    sweep: name,
    cells: judged[0].cells,
    seconds: spread(judged.map(({ seconds }) => seconds)).median,
    unknown: judged.map(({ unknown }) => unknown),
    errorAt: Object.fromEntries(
      SHARES.map((share, index) => [share, spread(known(judged.map(({ at }) => at[index]))).median]),
    ),
    error: spread(judged.flatMap(({ errors }) => errors)),
  };
}

const signed = (error) =>
  (error === null ? '-' : `${error < 0 ? '−' : '+'}${Math.abs(error).toFixed(2)}`).padStart(6);

function print({ engine, slots, sweeps }) {
  console.log(`Error of the time left, ${runs} runs on ${slots} slots of ${engine}`);
  console.log(
    `${'sweep'.padEnd(8)} cells seconds ${SHARES.map((share) => `${100 * share} %`.padStart(6)).join(' ')}   median (quartiles)       unknown`,
  );
  for (const { sweep, cells, seconds, unknown, errorAt, error } of sweeps)
    console.log(
      `${sweep.padEnd(8)} ${String(cells).padStart(5)} ${seconds.toFixed(1).padStart(7)} ${SHARES.map(
        (share) => signed(errorAt[share]),
      ).join(
        ' ',
      )}   ${signed(error.median)} (${signed(error.lower)} … ${signed(error.upper)})   ${unknown.map((share) => `${Math.round(100 * share)} %`).join(', ')}`,
    );
}

async function measure(stateDir) {
  const stack = await startStack(stateDir);
  try {
    const { engine, slots } = await stack.worker();
    const judged = new Map(options.sweep.map((name) => [name, []]));
    for (let run = 0; run < runs; run++)
      for (const name of options.sweep) {
        const verdict = judge(await follow(stack.api, specOf(name, run)));
        judged.get(name).push(verdict);
        const { cells, seconds, at } = verdict;
        console.error(
          `${name}, run ${run + 1} of ${runs}: ${cells} cells in ${seconds.toFixed(1)} s, ${at.map(signed).join(' ')}`,
        );
      }
    return {
      runs,
      engine: `${engine.name} (${engine.version})`,
      slots,
      sweeps: [...judged].map(([name, each]) => summarize(name, each)),
    };
  } finally {
    await stack.stop();
  }
}

const stateDir = mkdtempSync(join(tmpdir(), 'rote-bench-eta-'));
// As root, PostgreSQL runs under another account, which must get in.
chmodSync(stateDir, 0o755);
try {
  const result = await measure(stateDir);
  print(result);
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(result, undefined, 2)}\n`);
} finally {
  rmSync(stateDir, { recursive: true, force: true });
}
