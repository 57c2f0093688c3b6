/**
 * Does to Rote what a cluster does to it: kills, stops, starves and confuses its processes and servers while a sweep is
 * trained, and checks that no cell is lost, trained twice or changed. Every run has a stack of its own, of real
 * processes, and one kind of fault at random moments:
 *
 *     npm run chaos
 *     npm run chaos -- --fault kill-trainer --fault flushall --runs 5 --jobs 2 --json chaos.json
 *     npm run chaos -- --fault kill-api --backend redis --seed 7 --runs 1    (a run of before, again)
 *
 * The last line has the counts; the exit code is 0 where nothing was lost, duplicated or changed and every run met its
 * fault. docs/failures.md says what each fault is.
 */
import { chmodSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { FAULTS } from './faults/index.mjs';
import { planRuns } from './plan.mjs';
import { makeTemplate } from './postgres-server.mjs';
import { trainReference } from './reference.mjs';
import { describeRecoveries, describeRun, summarize } from './report.mjs';
import { runFault } from './run-fault.mjs';
import { specOf } from './sweep.mjs';

const names = FAULTS.map(({ name }) => name);
const { values: options } = parseArgs({
  options: {
    /** Of each fault. */
    runs: { type: 'string', default: '20' },
    fault: { type: 'string', multiple: true, default: names },
    /** Of the first run of each fault; that of the next is one more. */
    seed: { type: 'string', default: '1' },
    /** redis, postgres, or both in turn. */
    backend: { type: 'string', default: 'both' },
    /** Runs at the same time. */
    jobs: { type: 'string', default: '1' },
    /** What trains; left out, the best that this machine has. */
    engine: { type: 'string' },
    /** Seeds of most cells: six cells for each, and two more. */
    seeds: { type: 'string', default: '3' },
    /** Without the network with batch normalization. */
    quick: { type: 'boolean', default: false },
    'outage-seconds': { type: 'string', default: '60' },
    /** With Rote's own lease and silence, in place of short ones: to measure how long recoveries take in earnest. */
    defaults: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});
const unknown = options.fault.filter((name) => !names.includes(name));
if (unknown.length > 0)
  throw new Error(`no such fault: ${unknown.join(', ')}; there are ${names.join(', ')}`);
const [runs, seed, jobs, seeds, outageSeconds] = ['runs', 'seed', 'jobs', 'seeds', 'outage-seconds'].map(
  (name) => Number(options[name]),
);

const SHORT = { ROTE_LEASE_MS: '3000', ROTE_SILENCE_MS: '12000', ROTE_CHECKPOINT_MS: '100' };
const DEFAULT_LEASE_MS = 30_000;
const spec = specOf(seeds, options.quick);
const settings = {
  env: {
    ...(options.defaults ? {} : SHORT),
    ...(options.engine === undefined ? {} : { ROTE_ENGINE: options.engine }),
  },
  leaseMs: options.defaults ? DEFAULT_LEASE_MS : Number(SHORT.ROTE_LEASE_MS),
  outageSeconds,
};
const timeoutMs = (options.defaults ? 1200 : 240 + outageSeconds) * 1000;

const planned = planRuns({
  faults: FAULTS.filter(({ name }) => options.fault.includes(name)),
  runs,
  seed,
  backend: options.backend,
});
const base = mkdtempSync(join(tmpdir(), 'rote-chaos-'));
// As root, PostgreSQL runs under another account, which must get in.
chmodSync(base, 0o755);
const interrupt = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => {
    console.error('Interrupted: ending what was started …');
    interrupt.abort(new Error('interrupted'));
  });
const { signal } = interrupt;

/** Beside the checkout's other state, for whoever looks into a run that failed. */
function keepLogs({ fault, backend, seed: runSeed }, logs) {
  const kept = fileURLToPath(
    new URL(`../../.rote/chaos/${fault.name}-${backend}-${runSeed}`, import.meta.url),
  );
  rmSync(kept, { recursive: true, force: true });
  cpSync(logs, kept, { recursive: true });
  return kept;
}

async function runAll(reports) {
  const template = join(base, 'template');
  await makeTemplate(template);
  const reference = await trainReference({
    folder: join(base, 'reference'),
    template,
    spec,
    env: settings.env,
    engine: options.engine,
    signal,
  });
  console.log(`The undisturbed run took ${reference.seconds.toFixed(1)} s, with its start`);

  const waiting = planned.entries();
  const work = async () => {
    for (const [index, run] of waiting) {
      const folder = join(base, `run-${index + 1}`);
      const report = await runFault(run, {
        ...{ folder, template, spec, settings, reference, signal, timeoutMs },
        keepIn: keepLogs,
      });
      console.log(describeRun(report));
      reports.push(report);
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: jobs }, work));
  const failed = ended.find(({ status }) => status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

function conclude(reports) {
  const { isGood, line, ...counts } = summarize(reports);
  if (options.json !== undefined)
    writeFileSync(options.json, `${JSON.stringify({ ...counts, reports }, undefined, 2)}\n`);
  for (const recovery of describeRecoveries(reports)) console.log(recovery);
  console.log(line);
  process.exitCode = isGood ? 0 : 1;
}

const reports = [];
try {
  await runAll(reports);
  conclude(reports);
} catch (error) {
  if (!signal.aborted) throw error;
  // What was done until then counts.
  if (reports.length > 0) conclude(reports);
  process.exitCode = 130;
} finally {
  rmSync(base, { recursive: true, force: true });
}
