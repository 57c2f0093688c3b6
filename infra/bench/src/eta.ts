/**
 * Measures the error of the estimated time left: trains small sweeps through the whole service, asks for each one's
 * estimate until it has ended, and compares every answer with the time that the rest really took.
 *
 *     npm run bench:eta
 *     npm run bench:eta -- --sweep short --sweep sizes --runs 3 --json eta.json
 *
 * An error of +0.2 means that the estimate was a fifth longer than the time left turned out to be. The first run of a
 * sweep begins with an empty database; later ones know how fast such cells were. Prints for each sweep the errors at 10,
 * 25, 50, 75 and 90 % of its time (medians over the runs), the median and the quartiles over its whole course, and
 * for what share of it there was no estimate.
 */
import { writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { SweepSpec } from '@rote/domain';
import { parseCountOption } from '@rote/domain';
import { makeTempDir } from '@rote/testkit/system';
import { ETA_SWEEPS } from './eta-sweeps.js';
import type { RunningStack } from './running-stack.js';
import { startStack } from './running-stack.js';

const POLL_MS = 200;
const SHARES = [0.1, 0.25, 0.5, 0.75, 0.9] as const;

const { values: options } = parseArgs({
  options: {
    sweep: { type: 'string', multiple: true, default: Object.keys(ETA_SWEEPS) },
    runs: { type: 'string', default: '3' },
    /** Seeds of every sweep. Default: its own. */
    seeds: { type: 'string' },
    json: { type: 'string' },
  },
});
const runs = parseCountOption('--runs', options.runs);
const seeds = options.seeds === undefined ? undefined : parseCountOption('--seeds', options.seeds);

/** Returns a sweep that no earlier run has trained: its seeds are its own. */
function specOf(name: string, run: number): SweepSpec {
  const sweep = ETA_SWEEPS[name];
  if (sweep === undefined)
    throw new Error(`--sweep must be one of ${Object.keys(ETA_SWEEPS).join(', ')}; found ${name}`);
  const { grid, ...rest } = sweep;
  const count = seeds ?? grid.seed.to;
  const seed = { from: 1 + run * count, to: (run + 1) * count };
  return { name: `${name} ${run}`, ...rest, grid: { ...grid, seed } };
}

/** Returns the value below which this share of the sorted numbers lies, interpolated; `null` if there are none. */
function quantile(sorted: readonly number[], share: number): number | null {
  const place = share * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return below === undefined || above === undefined ? null : below + (place % 1) * (above - below);
}

interface Quartiles {
  readonly median: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

function quartilesOf(values: readonly number[]): Quartiles {
  const sorted = values.toSorted((a, b) => a - b);
  return {
    median: quantile(sorted, 0.5),
    lower: quantile(sorted, 0.25),
    upper: quantile(sorted, 0.75),
  };
}

/** A sweep's answers about its time left, with the seconds since it was submitted. */
interface Course {
  readonly cells: number;
  readonly seconds: number;
  readonly answers: readonly { readonly seconds: number; readonly remainingSeconds: number | null }[];
}

/** Trains a sweep, and records what was answered when. */
async function follow(stack: RunningStack, spec: SweepSpec): Promise<Course> {
  const start = performance.now();
  const id = await stack.submit(spec);
  const answers = [];
  for (;;) {
    const sweep = await stack.find(id);
    const seconds = (performance.now() - start) / 1000;
    if (sweep.endedAt !== null) {
      if (sweep.counts.succeeded !== sweep.cells) throw new Error(`not every cell succeeded: ${id}`);
      return { cells: sweep.cells, seconds, answers };
    }
    answers.push({ seconds, remainingSeconds: sweep.remainingSeconds });
    await delay(POLL_MS);
  }
}

interface Judgement {
  readonly cells: number;
  readonly seconds: number;
  /** The share of the answers without an estimate. */
  readonly unknown: number;
  /** The errors at `SHARES` of its time; `null` if there was no estimate. */
  readonly at: readonly (number | null)[];
  readonly errors: readonly number[];
}

function judge({ cells, seconds, answers }: Course): Judgement {
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

interface SweepSummary {
  readonly sweep: string;
  readonly cells: number;
  readonly seconds: number | null;
  /** The share of the answers without an estimate, in each run. */
  readonly unknown: readonly number[];
  /** By share of the sweep's time, the median over the runs. */
  readonly errorAt: Readonly<Record<string, number | null>>;
  readonly error: Quartiles;
}

function summarize(sweep: string, judged: readonly Judgement[]): SweepSummary {
  const errorAt = (index: number): number | null =>
    quartilesOf(judged.flatMap(({ at }) => at[index] ?? [])).median;
  return {
    sweep,
    cells: judged[0]?.cells ?? 0,
    seconds: quartilesOf(judged.map(({ seconds }) => seconds)).median,
    unknown: judged.map(({ unknown }) => unknown),
    errorAt: Object.fromEntries(SHARES.map((share, index) => [share, errorAt(index)])),
    error: quartilesOf(judged.flatMap(({ errors }) => errors)),
  };
}

interface Report {
  readonly runs: number;
  readonly engine: string;
  readonly slots: number;
  readonly sweeps: readonly SweepSummary[];
}

const signed = (error: number | null | undefined): string =>
  (error === null || error === undefined
    ? '-'
    : `${error < 0 ? '−' : '+'}${Math.abs(error).toFixed(2)}`
  ).padStart(6);

function printReport({ engine, slots, sweeps }: Report): void {
  console.log(`Error of the time left, ${runs} runs on ${slots} slots of ${engine}`);
  const shares = SHARES.map((share) => `${100 * share} %`.padStart(6)).join(' ');
  console.log(`${'sweep'.padEnd(8)} cells seconds ${shares}   median (quartiles)       unknown`);
  for (const { sweep, cells, seconds, unknown, errorAt, error } of sweeps)
    console.log(
      [
        `${sweep.padEnd(8)} ${String(cells).padStart(5)} ${(seconds?.toFixed(1) ?? '-').padStart(7)} `,
        SHARES.map((share) => signed(errorAt[share])).join(' '),
        `   ${signed(error.median)} (${signed(error.lower)} … ${signed(error.upper)})   `,
        unknown.map((share) => `${Math.round(100 * share)} %`).join(', '),
      ].join(''),
    );
}

async function measure(stateDir: string): Promise<Report> {
  const planned = options.sweep.map((name) => ({
    name,
    specs: Array.from({ length: runs }, (_, run) => specOf(name, run)),
    judged: [] as Judgement[],
  }));
  const stack = await startStack(stateDir);
  try {
    const { engine, slots } = await stack.worker();
    for (let run = 0; run < runs; run++)
      for (const { name, specs, judged } of planned) {
        const judgement = judge(await follow(stack, specs[run]!));
        judged.push(judgement);
        const { cells, seconds, at } = judgement;
        console.error(
          `${name}, run ${run + 1} of ${runs}: ${cells} cells in ${seconds.toFixed(1)} s, ${at.map(signed).join(' ')}`,
        );
      }
    return {
      runs,
      engine: `${engine.name} (${engine.version})`,
      slots,
      sweeps: planned.map(({ name, judged }) => summarize(name, judged)),
    };
  } finally {
    await stack.stop();
  }
}

const stateDir = await makeTempDir();
try {
  const report = await measure(stateDir.path);
  printReport(report);
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(report, undefined, 2)}\n`);
} finally {
  await stateDir.remove();
}
