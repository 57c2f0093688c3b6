/**
 * Measures what the service costs besides training, from REST to the last result in Postgres, with real processes:
 *
 *     npm run bench:orchestration
 *     npm run bench:orchestration -- --measure no-op --measure dispatch --tree ../main --tree . --json orchestration.json
 *
 * - `cells` (the default): how much of a slot's time a cell of nearly no work takes (a network of one hidden unit, ten images,
 *   one epoch).
 * - `no-op`: how many cells a second get their results, beside BullMQ by itself (`addBulk` and workers of the same number, on
 *   the same Redis).
 * - `statements`: how many SQL statements a cell costs, counted by `pg_stat_statements`.
 * - `overhead`: how much longer than ideal a sweep takes whose cells sleep.
 * - `dispatch`: how soon an idle system starts a cell after it has answered its submission.
 * - `hosts`: what many workers cost their Postgres and Redis, and what is lost when some vanish (`kill -9`): the workers are
 *   real, but many share a process, and their trainers are stand-ins in it.
 * - `epochs`: how many epochs a second get into Postgres while all `--slots` report `--rate` of them together for `--seconds`, and how
 *   late the supervisor's event loop is meanwhile.
 *
 * All but `cells` have stand-ins for trainers: they speak the trainer's protocol and do nothing, or sleep. A tree is a built
 * clone. If there are several, each run measures them in turn, each on its own servers. Prints medians over the runs, with
 * minimum and maximum.
 */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parseCountOption } from '@rote/domain';
import { measureCells } from './orchestration/cells.js';
import { measureHosts } from './orchestration/hosts.js';
import { measureDispatch } from './orchestration/dispatch.js';
import { measureEpochs } from './orchestration/epochs.js';
import { measureNoOps } from './orchestration/no-op.js';
import { measureOverhead, parseSleepingCells } from './orchestration/overhead.js';
import { countStatements } from './orchestration/statements.js';
import type { Spread } from './spread.js';

const { values: options } = parseArgs({
  options: {
    measure: { type: 'string', multiple: true, default: ['cells'] },
    tree: { type: 'string', multiple: true, default: [fileURLToPath(new URL('../../..', import.meta.url))] },
    engine: { type: 'string', default: 'tfjs-node-gpu' },
    cells: { type: 'string', default: '300' },
    jobs: { type: 'string', default: '10000' },
    workers: { type: 'string', default: '2' },
    slots: { type: 'string', default: '1' },
    sleep: { type: 'string', multiple: true, default: ['40x1000x2', '400x100x2', '160x1000x16'] },
    processes: { type: 'string', default: '8' },
    vanish: { type: 'string', default: '50' },
    'cell-ms': { type: 'string', default: '20000' },
    submissions: { type: 'string', default: '100' },
    rate: { type: 'string', default: '6000' },
    seconds: { type: 'string', default: '20' },
    runs: { type: 'string', default: '3' },
    json: { type: 'string' },
  },
});
type Count =
  | 'cells'
  | 'jobs'
  | 'workers'
  | 'slots'
  | 'submissions'
  | 'rate'
  | 'seconds'
  | 'runs'
  | 'processes'
  | 'vanish'
  | 'cell-ms';
const count = (name: Count): number => parseCountOption(`--${name}`, options[name]);
const trees = { trees: options.tree.map((tree) => resolve(tree)), runs: count('runs') };
const { engine } = options;
const cells = count('cells');
const workers = count('workers');
const slots = count('slots');

const text = ({ median, min, max }: Spread, digits = 1): string =>
  `${median.toFixed(digits)} (${min.toFixed(digits)}–${max.toFixed(digits)})`;
const print = (tree: string, lines: readonly (readonly [what: string, value: string])[]): void => {
  console.log(tree);
  for (const [what, value] of lines) console.log(`  ${what.padEnd(40)} ${value}`);
};

/** What can be measured: each prints its results and returns them. */
const MEASURES: Readonly<Record<string, () => Promise<unknown>>> = {
  async cells() {
    const results = await measureCells(trees, { cells, engine });
    console.log(`${String(cells)} cells of nearly no work on ${engine}`);
    for (const result of results)
      print(result.tree, [
        ['ms of a slot a cell', text(result.slotMs)],
        [`cells/s on ${String(result.slots)} slots`, text(result.cellsPerSecond)],
        ['times as fast as the first', text(result.ratio, 2)],
      ]);
    return results;
  },
  async 'no-op'() {
    const results = await measureNoOps(trees, { cells, jobs: count('jobs'), workers, slots });
    console.log(`${String(cells)} cells without work, ${String(workers)} workers of ${String(slots)} slots`);
    for (const result of results)
      print(result.tree, [
        ['cells/s', text(result.cellsPerSecond)],
        ['jobs/s of BullMQ by itself', text(result.bullmqPerSecond, 0)],
        ['ratio', text(result.ratio, 4)],
      ]);
    return results;
  },
  async statements() {
    const results = await countStatements(trees, { cells, workers });
    console.log(`${String(cells)} cells without work, ${String(workers)} workers`);
    for (const { tree, statements } of results) print(tree, [['SQL statements a cell', text(statements, 2)]]);
    return results;
  },
  async overhead() {
    const results = [];
    for (const sleeping of options.sleep.map(parseSleepingCells)) {
      const measured = await measureOverhead(trees, sleeping);
      console.log(
        `${String(sleeping.cells)} cells of ${String(sleeping.sleepMs)} ms on ${String(sleeping.slots)} slots`,
      );
      for (const { tree, percent } of measured) print(tree, [['% over ideal', text(percent, 2)]]);
      results.push(...measured);
    }
    return results;
  },
  async dispatch() {
    const submissions = count('submissions');
    const results = await measureDispatch(trees, { submissions });
    console.log(
      `${String(submissions)} submissions of one cell to an idle system, ms from the answer to the start`,
    );
    for (const { tree, p50, p99 } of results)
      print(tree, [
        ['p50', text(p50)],
        ['p99', text(p99)],
      ]);
    return results;
  },
  async hosts() {
    const results = [];
    for (const tree of trees.trees) {
      const result = await measureHosts({
        tree,
        workers,
        slots,
        cells,
        processes: count('processes'),
        vanish: count('vanish'),
        cellMs: count('cell-ms'),
      });
      const { occupied, turnaroundMs, heardAgoMs, loopDelayMs, answerMs } = result;
      console.log(
        `${String(workers)} workers of ${String(slots)} slots, ${String(cells)} cells of ${String(result.cellMs)} ms`,
      );
      print(tree, [
        ['connections to PostgreSQL, at most', String(result.postgresConnections)],
        ['connections to Redis, at most', String(result.redisConnections)],
        ['s until 98 % of slots have a cell', result.fillSeconds.toFixed(1)],
        ['% of slots with a cell, then', (100 * occupied).toFixed(1)],
        ['claims/s', result.claimsPerSecond.toFixed(1)],
        ['ms between two cells in a slot, p50', turnaroundMs.p50.toFixed(0)],
        ['the same, p99', turnaroundMs.p99.toFixed(0)],
        ['s since a worker was heard from, p99', (heardAgoMs.p99 / 1000).toFixed(1)],
        ['the same, at most', (heardAgoMs.max / 1000).toFixed(1)],
        ['ms that an event loop is late, p99', loopDelayMs.p99.toFixed(0)],
        ['ms until the API answers, p50', answerMs.p50.toFixed(0)],
        ['the same, p99', answerMs.p99.toFixed(0)],
        ['cores that the API uses', result.apiCores.toFixed(2)],
        ['MiB a worker', result.workerMb.toFixed(0)],
        ['cells on workers that vanished', String(result.hit)],
        ['s until they ran again', result.recoverySeconds.toFixed(1)],
        ['cells lost', String(result.lost)],
        ['cells duplicated', String(result.duplicated)],
        ['attempts disturbed on other workers', String(result.disturbed)],
      ]);
      results.push(result);
    }
    return results;
  },
  async epochs() {
    const load = { slots, rate: count('rate'), seconds: count('seconds') };
    const results = await measureEpochs(trees, load);
    console.log(`${String(load.rate)} epochs/s from ${String(slots)} slots for ${String(load.seconds)} s`);
    for (const result of results)
      print(result.tree, [
        ['rows of epochs/s', text(result.rowsPerSecond, 0)],
        ['delay of the event loop, p99, ms', text(result.p99)],
        ['the longest, ms', text(result.longest)],
      ]);
    return results;
  },
};

const chosen = options.measure.map((name) => {
  const measure = MEASURES[name];
  if (measure === undefined)
    throw new Error(`--measure ${name} is not one of ${Object.keys(MEASURES).join(', ')}`);
  return { name, measure };
});
console.log(`${String(trees.runs)} runs, medians (min–max)`);
const results: Record<string, unknown> = {};
for (const { name, measure } of chosen) results[name] = await measure();
if (options.json !== undefined)
  writeFileSync(options.json, `${JSON.stringify({ engine, ...results }, undefined, 2)}\n`);
