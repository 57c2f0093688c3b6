/**
 * Does to Rote what happens to it in a cluster: kills, stops, starves and confuses its processes and servers while a sweep
 * is trained, and checks that no cell is lost, trained twice or changed. Each run has its own stack of real processes, and
 * one kind of fault at random moments:
 *
 *     npm run chaos
 *     npm run chaos -- --fault kill-trainer --fault flushall --runs 5 --jobs 2 --json chaos.json
 *     npm run chaos -- --fault kill-api --backend redis --seed 7 --runs 1    (repeats an earlier run)
 *
 * The last line has the counts. The exit code is 0 if nothing was lost, duplicated or changed and every run met its fault.
 * docs/failures.md describes each fault.
 */
import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeTempDir } from '@rote/testkit/system';
import { FAULTS } from './faults/index.js';
import { readOptions } from './options.js';
import type { PlannedRun } from './plan.js';
import { planRuns } from './plan.js';
import { trainReference } from './reference.js';
import { describeRecoveries, describeRun, describeSummary, summarize } from './report.js';
import type { RunReport } from './run-fault.js';
import { runFault } from './run-fault.js';
import { makeTemplate } from './stack/postgres-server.js';
import { specOf } from './sweep.js';

const SHORT = { ROTE_LEASE_MS: '3000', ROTE_SILENCE_MS: '12000', ROTE_CHECKPOINT_MS: '100' };
const DEFAULT_LEASE_MS = 30_000;

/** Leaves out a person's servers and settings of Rote. */
const inherited = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(ROTE_|DATABASE_URL$|REDIS_URL$|NODE_OPTIONS$)/.test(name)),
  );

const options = readOptions(process.argv.slice(2));
const { engine, jobs, outageSeconds } = options;
const spec = specOf(options.seeds, options.quick);
const settings = {
  env: {
    ...inherited(process.env),
    ...(options.defaults ? {} : SHORT),
    ...(engine === undefined ? {} : { ROTE_ENGINE: engine }),
  },
  leaseMs: options.defaults ? DEFAULT_LEASE_MS : Number(SHORT.ROTE_LEASE_MS),
  outageSeconds,
};
const timeoutMs = (options.defaults ? 1200 : 240 + outageSeconds) * 1000;

const base = await makeTempDir();
const interrupt = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const)
  process.on(name, () => {
    console.error('Interrupted; stopping what was started …');
    interrupt.abort(new Error('interrupted'));
  });
const { signal } = interrupt;

/** Copies the logs of a run that failed to the clone's state folder. */
function keepLogs({ fault, backend, seed }: PlannedRun, logs: string): string {
  const kept = fileURLToPath(
    new URL(`../../../.rote/chaos/${fault.name}-${backend}-${seed}`, import.meta.url),
  );
  rmSync(kept, { recursive: true, force: true });
  cpSync(logs, kept, { recursive: true });
  return kept;
}

async function runAll(reports: RunReport[]): Promise<void> {
  const template = join(base.path, 'template');
  await makeTemplate(template);
  const folder = join(base.path, 'reference');
  const reference = await trainReference({ folder, template, spec, env: settings.env, engine, signal });
  console.log(`The undisturbed run took ${reference.seconds.toFixed(1)} s, including its start`);

  const faults = FAULTS.filter(({ name }) => options.faults.includes(name));
  const waiting = planRuns({ ...options, faults }).entries();
  const work = async (): Promise<void> => {
    for (const [index, run] of waiting) {
      const report = await runFault(run, {
        folder: join(base.path, `run-${index + 1}`),
        template,
        spec,
        settings,
        reference,
        signal,
        timeoutMs,
        keepLogs,
      });
      console.log(describeRun(report));
      reports.push(report);
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: jobs }, work));
  const failed = ended.find((end) => end.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

function conclude(reports: readonly RunReport[]): void {
  const summary = summarize(reports);
  const isGood = reports.every((run) => run.isGood || run.skipped !== undefined);
  if (options.json !== undefined)
    writeFileSync(options.json, `${JSON.stringify({ ...summary, reports }, undefined, 2)}\n`);
  for (const recovery of describeRecoveries(reports)) console.log(recovery);
  console.log(describeSummary(summary));
  process.exitCode = isGood ? 0 : 1;
}

const reports: RunReport[] = [];
try {
  await runAll(reports);
  conclude(reports);
} catch (error) {
  if (!signal.aborted) throw error;
  // The finished runs count.
  if (reports.length > 0) conclude(reports);
  process.exitCode = 130;
} finally {
  await base.remove();
}
