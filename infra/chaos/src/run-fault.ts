import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FailureClass, SweepSpec } from '@rote/domain';
import { describeError, randomKey, randomSource, timeLimit } from '@rote/domain';
import type { Fault } from './faults/fault.js';
import type { Verdict } from './history/check-history.js';
import { checkHistory } from './history/check-history.js';
import type { StoredCell } from './history/final-rows.js';
import { readFinalRows } from './history/final-rows.js';
import { isOver, startHistory } from './history/history.js';
import { NotInjectedError } from './not-injected.js';
import type { PlannedRun } from './plan.js';
import type { UndisturbedRun } from './reference.js';
import type { Injection, RunSettings, Scene } from './scene.js';
import { createScene } from './scene.js';
import { openClient } from './stack/client.js';
import { startStack } from './stack/stack.js';
import { cellsOf } from './sweep.js';

/** The quiet time before the last look: a second training of a cell would show by then. */
const SETTLE_MS = 1500;

export interface RunOptions {
  /** The folder for the run's files, which is removed. */
  readonly folder: string;
  readonly template: string;
  readonly spec: SweepSpec;
  readonly settings: RunSettings;
  readonly reference: UndisturbedRun;
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  /** Keeps the logs of a run that failed; returns where. */
  readonly keepLogs: (run: PlannedRun, logs: string) => string;
}

/** What was found out about a run. */
interface Findings extends Verdict {
  readonly injections: readonly Injection[];
  /** Seconds until each cell that was hit ran again. */
  readonly recoveries: readonly number[];
  /** Of each failed attempt, its class. */
  readonly failures: readonly FailureClass[];
  /** Attempts that resumed from a checkpoint. */
  readonly resumed: number;
  /** Why nothing was injected, if this machine has no means for it. */
  readonly skipped?: string;
}

/** A run and what was found out about it. */
export interface RunReport extends Omit<PlannedRun, 'fault'>, Findings {
  readonly fault: string;
  readonly cells: number;
  readonly seconds: number;
  readonly isGood: boolean;
  /** Where the logs are, if the run failed. */
  readonly logs?: string;
}

const NOTHING: Findings = {
  injections: [],
  recoveries: [],
  failures: [],
  resumed: 0,
  lost: 0,
  duplicated: 0,
  changed: 0,
  details: [],
};

/** Returns how long each cell that was hit waited until it ran again; one that ended in that very moment did not. */
const recoveriesOf = (
  injections: readonly Injection[],
  rows: Readonly<Record<string, StoredCell>>,
): readonly number[] =>
  injections.flatMap(({ atMs, hits }) =>
    hits.flatMap(({ id, attempt }) => {
      const later = (rows[id]?.attempts ?? []).filter(({ number }) => number > attempt);
      if (later.length === 0) return [];
      return [Math.max(0, Math.min(...later.map(({ startedAtMs }) => startedAtMs)) - atMs) / 1000];
    }),
  );

/** Submits the sweep, injects the fault, and waits until every cell has ended. */
async function disturb(fault: Fault, scene: Scene): Promise<void> {
  const { id } = await (fault.submit?.(scene) ?? scene.client.submit(scene.spec));
  const failure = await fault.inject(scene, id).then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  await scene.history.until((poll) => isOver(poll) || undefined);
  await scene.wait(SETTLE_MS);
  await scene.history.look();
  if (failure !== undefined) throw failure.error as Error;
}

/** Puts together what the checker and the fault found. */
function judge(scene: Scene, verdict: Verdict, rows: Readonly<Record<string, StoredCell>>): Findings {
  const { injections, violations } = scene;
  const attempts = Object.values(rows).flatMap((row) => row.attempts);
  const countOf = (kind: (typeof violations)[number]['kind']): number =>
    verdict[kind] + violations.filter((violation) => violation.kind === kind).length;
  return {
    lost: countOf('lost'),
    duplicated: countOf('duplicated'),
    changed: countOf('changed'),
    details: [...verdict.details, ...violations.map(({ kind, detail }) => `${kind}: ${detail}`)],
    injections,
    failures: attempts.flatMap(({ outcome, error }) =>
      outcome === 'failed' && error !== null ? [error.class] : [],
    ),
    resumed: attempts.filter(({ firstStep }) => (firstStep ?? 0) > 0).length,
    recoveries: recoveriesOf(injections, rows),
  };
}

/** Starts a stack, disturbs it, and returns what was found out; undoes everything it did. */
async function findOut({ fault, backend, seed }: PlannedRun, options: RunOptions): Promise<Findings> {
  const { folder, template, spec, settings, reference, timeoutMs } = options;
  const random = randomSource(randomKey(seed, fault.name));
  const cellIds = cellsOf(spec).map(({ id }) => id);
  const env = { ...settings.env, ...fault.env?.(random) };
  const timeUp = timeLimit(timeoutMs);
  const signal = AbortSignal.any([options.signal, timeUp]);
  const cleanUps: (() => Promise<unknown>)[] = [];
  try {
    const undo = await fault.prepare?.({ checkpoints: join(folder, 'checkpoints') });
    if (undo !== undefined) cleanUps.unshift(undo);
    const { apis, nodeArgs, trainedOnce } = fault;
    const stack = await startStack({ folder, template, backend, env, apis, nodeArgs, signal });
    cleanUps.unshift(() => stack.stop());
    const history = startHistory({ databaseUrl: stack.databaseUrl, signal });
    cleanUps.unshift(() => history.stop());
    const client = openClient(stack.apis, signal);
    const scene = createScene({ stack, history, client, random, spec, cellIds, settings, env, signal });

    const trouble = await disturb(fault, scene).then(
      () => [],
      (error: unknown) => {
        options.signal.throwIfAborted();
        return [timeUp.aborted ? `not done within ${timeoutMs / 1000} s` : describeError(error)];
      },
    );
    const rows = await readFinalRows(stack.databaseUrl, cellIds);
    const verdict = checkHistory({
      cellIds,
      polls: history.polls,
      rows,
      reference: await reference.referenceOf(rows),
      trainedOnce,
    });
    const findings = judge(scene, verdict, rows);
    await writeFile(join(folder, 'logs', 'rows.json'), JSON.stringify(rows, undefined, 2));
    await writeFile(join(folder, 'logs', 'polls.json'), JSON.stringify(history.polls));
    return { ...findings, details: [...trouble, ...findings.details] };
  } catch (error) {
    options.signal.throwIfAborted();
    if (error instanceof NotInjectedError) return { ...NOTHING, skipped: error.message };
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { ...NOTHING, lost: cellIds.length, details: [detail] };
  } finally {
    for (const cleanUp of cleanUps) await cleanUp();
  }
}

/** Makes one run: its own stack, a sweep and a fault. Never rejects because of what the service does. */
export async function runFault(run: PlannedRun, options: RunOptions): Promise<RunReport> {
  const { folder, spec, keepLogs } = options;
  const startMs = performance.now();
  await mkdir(folder, { recursive: true });
  const findings = await findOut(run, options);
  const { skipped, injections, details } = findings;
  const isGood = skipped === undefined && injections.length > 0 && details.length === 0;
  const logs = isGood || skipped !== undefined ? undefined : keepLogs(run, join(folder, 'logs'));
  await rm(folder, { recursive: true, force: true });
  return {
    ...run,
    ...findings,
    fault: run.fault.name,
    cells: cellsOf(spec).length,
    seconds: (performance.now() - startMs) / 1000,
    isGood,
    ...(logs === undefined ? {} : { logs }),
  };
}
