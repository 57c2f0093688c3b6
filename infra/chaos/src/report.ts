import type { RunReport } from './run-fault.js';

/** How many attempts failed in which way: `crash 2, timeout 1`. */
const describeFailures = (failures: readonly string[]): string =>
  [...new Set(failures)]
    .map((one) => `${one} ${failures.filter((other) => other === one).length}`)
    .join(', ');

const seconds = (value: number): string => `${value.toFixed(1)} s`;

/** Describes a run in one line, and below it what was wrong. */
export function describeRun(run: RunReport): string {
  const { fault, backend, seed, cells, injections, recoveries, failures, resumed, details } = run;
  const head = `${fault.padEnd(18)} ${backend.padEnd(8)} run ${String(run.run).padStart(2)}  seed ${seed}`;
  if (run.skipped !== undefined) return `${head}  skipped: ${run.skipped}`;
  const what = injections.map((one) => `${one.what} at ${seconds(one.afterSeconds)}`).join(', ');
  const line = [
    `${head}  ${cells} cells  ${what === '' ? 'nothing injected' : what}`,
    `  ${seconds(run.seconds)}  ${run.isGood ? 'ok' : 'FAILED'}`,
    recoveries.length === 0 ? '' : `; ran again after ${recoveries.map(seconds).join(', ')}`,
    failures.length === 0 ? '' : `; attempts failed: ${describeFailures(failures)}`,
    resumed === 0 ? '' : `; attempts resumed from a checkpoint: ${resumed}`,
  ].join('');
  if (run.isGood) return line;
  return [line, ...details.map((detail) => `    ${detail}`), `    logs: ${run.logs ?? '-'}`].join('\n');
}

/** Describes how long cells that were hit took to run again, over all runs of each fault: one line each. */
export function describeRecoveries(runs: readonly RunReport[]): readonly string[] {
  const faults = [...new Set(runs.map(({ fault }) => fault))];
  return faults.flatMap((fault) => {
    const times = runs
      .filter((run) => run.fault === fault)
      .flatMap(({ recoveries }) => recoveries)
      .toSorted((one, other) => one - other);
    const [first, median, last] = [times[0], times[Math.floor(times.length / 2)], times.at(-1)];
    if (first === undefined || median === undefined || last === undefined) return [];
    return [
      `${fault}: ${times.length} cells that were hit ran again after ${seconds(median)} (${seconds(first)}–${seconds(last)})`,
    ];
  });
}

export interface Summary {
  readonly lost: number;
  readonly duplicated: number;
  readonly changed: number;
  readonly faults: number;
  readonly runs: number;
}

/** Adds up the runs, without those that were skipped. */
export function summarize(reports: readonly RunReport[]): Summary {
  const done = reports.filter(({ skipped }) => skipped === undefined);
  const sum = (count: (run: RunReport) => number): number =>
    done.reduce((total, run) => total + count(run), 0);
  return {
    lost: sum(({ lost }) => lost),
    duplicated: sum(({ duplicated }) => duplicated),
    changed: sum(({ changed }) => changed),
    faults: sum(({ injections }) => injections.length),
    runs: done.length,
  };
}

/** Returns the last line of the output: `lost 0, duplicated 0, …`. */
export const describeSummary = (summary: Summary): string =>
  Object.entries(summary)
    .map(([name, count]) => `${name} ${String(count)}`)
    .join(', ');
