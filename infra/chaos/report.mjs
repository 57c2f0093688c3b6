/** How often attempts failed in which way: `crash 2, timeout 1`. */
const describeFailures = (failures) =>
  [...new Set(failures)]
    .map((one) => `${one} ${failures.filter((other) => other === one).length}`)
    .join(', ');

const seconds = (value) => `${value.toFixed(1)} s`;

/** One run in one line, and below it what was wrong. */
export function describeRun(run) {
  const { fault, backend, seed, cells, injections, recoveries, failures, resumed, details } = run;
  const head = `${fault.padEnd(18)} ${backend.padEnd(8)} run ${String(run.run).padStart(2)}  seed ${seed}`;
  if (run.skipped !== undefined) return `${head}  skipped: ${run.skipped}`;
  const what = injections.map((one) => `${one.what} at ${seconds(one.afterSeconds)}`).join(', ');
  const again = recoveries.length === 0 ? '' : `; ran again after ${recoveries.map(seconds).join(', ')}`;
  const failed = failures.length === 0 ? '' : `; attempts failed: ${describeFailures(failures)}`;
  const on = resumed === 0 ? '' : `; attempts that went on from a checkpoint: ${resumed}`;
  const line = `${head}  ${cells} cells  ${what || 'nothing injected'}  ${seconds(run.seconds)}  ${run.isGood ? 'ok' : 'FAILED'}${again}${failed}${on}`;
  if (run.isGood) return line;
  return [line, ...details.map((detail) => `    ${detail}`), `    logs: ${run.logs}`].join('\n');
}

/** How long cells that were hit took to run again, over all runs of each fault. */
export function describeRecoveries(runs) {
  const faults = [...new Set(runs.map(({ fault }) => fault))];
  return faults.flatMap((fault) => {
    const times = runs
      .filter((run) => run.fault === fault)
      .flatMap(({ recoveries }) => recoveries)
      .toSorted((one, other) => one - other);
    if (times.length === 0) return [];
    const median = times[Math.floor(times.length / 2)];
    return [
      `${fault}: ${times.length} cells that were hit ran again after ${seconds(median)} (${seconds(times[0])}–${seconds(times.at(-1))})`,
    ];
  });
}

/** The last line. */
export function summarize(runs) {
  const done = runs.filter(({ skipped }) => skipped === undefined);
  const sum = (count) => done.reduce((total, run) => total + count(run), 0);
  const counts = {
    lost: sum(({ lost }) => lost),
    duplicated: sum(({ duplicated }) => duplicated),
    changed: sum(({ changed }) => changed),
    faults: sum(({ injections }) => injections.length),
    runs: done.length,
  };
  const isGood = done.every((run) => run.isGood);
  const text = Object.entries(counts).map(([name, count]) => `${name} ${count}`);
  return { ...counts, isGood, line: text.join(', ') };
}
