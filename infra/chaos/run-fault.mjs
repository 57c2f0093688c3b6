import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomKey, randomSource } from '@rote/domain';
import { checkHistory } from './check-history.mjs';
import { openClient } from './client.mjs';
import { readFinalRows } from './final-rows.mjs';
import { startHistory } from './history.mjs';
import { NotInjectedError } from './not-injected.mjs';
import { createScene } from './scene.mjs';
import { startStack } from './stack.mjs';
import { cellsOf } from './sweep.mjs';
import { startTimeLimit } from './time-limit.mjs';

/** How long it stays quiet before the last look: a second training of a cell would show by then. */
const SETTLE_MS = 1500;

const secondsSince = (startMs) => (performance.now() - startMs) / 1000;

/** How long each cell that was hit waited until it ran again; one that had ended in that very moment did not. */
function recoveriesOf(injections, rows) {
  return injections.flatMap(({ atMs, hits }) =>
    hits.flatMap(({ id, attempt }) => {
      const again = rows[id]?.attempts
        .filter(({ number }) => number > attempt)
        .map(({ startedAtMs }) => startedAtMs);
      return again === undefined || again.length === 0 ? [] : [Math.max(0, Math.min(...again) - atMs) / 1000];
    }),
  );
}

/** The fault alongside the sweep, until every cell has ended, or the time is up. */
async function disturb({ fault, scene, history }) {
  const { id } = await (fault.submit?.(scene) ?? scene.client.submit(scene.spec));
  scene.sweepId = id;
  const injected = fault.inject(scene);
  const failure = await injected.then(
    () => undefined,
    (error) => error,
  );
  await history.until(
    ({ cells }) => (cells.length > 0 && cells.every(({ result }) => result !== null)) || undefined,
  );
  await scene.wait(SETTLE_MS);
  await history.look();
  if (failure !== undefined) throw failure;
}

/**
 * One run: a stack of its own, a sweep, a fault, and what came of it. Never rejects for what the service does.
 */
export async function runFault(
  run,
  { folder, template, spec, settings, reference, signal, timeoutMs, keepIn },
) {
  const { fault, backend, seed } = run;
  const startMs = performance.now();
  const random = randomSource(randomKey(seed, fault.name));
  const cellIds = cellsOf(spec).map(({ id }) => id);
  const env = { ...settings.env, ...fault.env?.(random) };
  await mkdir(folder, { recursive: true });

  const report = {
    injections: [],
    recoveries: [],
    failures: [],
    resumed: 0,
    lost: 0,
    duplicated: 0,
    changed: 0,
    details: [],
  };
  const cleanUps = [];
  const limit = startTimeLimit(signal, timeoutMs);
  const timeUp = limit.signal;
  try {
    const undo = await fault.prepare?.({ checkpoints: join(folder, 'checkpoints') });
    if (undo !== undefined) cleanUps.push(undo);
    const { apis, nodeArgs } = fault;
    const stack = await startStack({ folder, template, backend, env, apis, nodeArgs, signal: timeUp });
    cleanUps.unshift(() => stack.stop());
    const history = startHistory({ databaseUrl: stack.databaseUrl, signal: timeUp });
    cleanUps.unshift(() => history.stop());
    const client = openClient(stack.apis, timeUp);
    const scene = createScene({
      stack,
      history,
      client,
      random,
      spec,
      cellIds,
      settings,
      env,
      signal: timeUp,
    });

    await disturb({ fault, scene, history }).catch((error) => {
      signal.throwIfAborted();
      report.details.push(timeUp.aborted ? `the time was up: ${error.message}` : error.message);
    });
    const rows = await readFinalRows(stack.databaseUrl, cellIds);
    const verdict = checkHistory({
      cellIds,
      polls: history.polls,
      rows,
      reference: await reference.of(rows),
      trainedOnce: fault.trainedOnce,
    });
    const { injections, violations } = scene;
    for (const { kind, detail } of violations) {
      verdict[kind]++;
      verdict.details.push(`${kind}: ${detail}`);
    }
    const failures = Object.values(rows).flatMap(({ attempts }) =>
      attempts.flatMap(({ outcome, error }) => (outcome === 'failed' ? [error.class] : [])),
    );
    const resumed = Object.values(rows).flatMap(({ attempts }) =>
      attempts.filter(({ firstStep }) => firstStep > 0),
    ).length;
    Object.assign(report, verdict, {
      injections,
      failures,
      resumed,
      details: [...report.details, ...verdict.details],
      recoveries: recoveriesOf(injections, rows),
    });
    await writeFile(join(folder, 'logs', 'rows.json'), JSON.stringify(rows, undefined, 2));
    await writeFile(join(folder, 'logs', 'polls.json'), JSON.stringify(history.polls));
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof NotInjectedError) report.skipped = error.message;
    else Object.assign(report, { lost: cellIds.length, details: [...report.details, error.stack] });
  } finally {
    limit.clear();
    for (const cleanUp of cleanUps) await cleanUp();
  }
  const isGood = report.skipped === undefined && report.injections.length > 0 && report.details.length === 0;
  if (!isGood && report.skipped === undefined) report.logs = await keepIn(run, join(folder, 'logs'));
  await rm(folder, { recursive: true, force: true });
  return {
    ...run,
    fault: fault.name,
    cells: cellIds.length,
    seconds: secondsSince(startMs),
    isGood,
    ...report,
  };
}
