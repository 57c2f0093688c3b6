/**
 * What it costs to start the programs that train nothing: CPU time and memory of a supervisor and of `rote`.
 *
 *     npm run bench:start
 *     npm run bench:start -- --runs 9 --tree ../main --tree . --json start.json
 *
 * A tree is a built clone; with several, each is measured in turn in every run. A supervisor is measured when its modules
 * are loaded (its settings are missing, so it ends there), and when it is ready for jobs: then its trainer, which is not
 * counted, has loaded wasm. `rote status` asks an API of the same tree. Prints medians, with the least and the most.
 */
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { text } from 'node:stream/consumers';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { spreadOf } from './spread.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const MEBIBYTE = 2 ** 20;
const KIBIBYTE = 2 ** 10;
/** Clock ticks of /proc/PID/stat are hundredths of a second on Linux. */
const TICK_MS = 10;
/** Has a process write what it has used to file descriptor 3 when it ends. */
const TELL_USAGE = `data:text/javascript,${encodeURIComponent(`
  import { writeSync } from 'node:fs';
  process.on('exit', () => {
    const { user, system } = process.cpuUsage();
    writeSync(3, JSON.stringify({ cpuMs: (user + system) / 1000, maxRssKb: process.resourceUsage().maxRSS }));
  });
`)}`;

const { values: options } = parseArgs({
  options: {
    tree: { type: 'string', multiple: true, default: [root] },
    runs: { type: 'string', default: '7' },
    json: { type: 'string' },
  },
});
const runs = Number(options.runs);

/** The environment of a program: nothing of the person who measures. */
const bare = { PATH: process.env.PATH, HOME: process.env.HOME };

/** Runs a program to its end. */
async function measureWhole(args, env = {}) {
  const child = spawn(process.execPath, ['--import', TELL_USAGE, ...args], {
    env: { ...bare, ...env },
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const { cpuMs, maxRssKb } = JSON.parse(await text(child.stdio[3]));
  return { cpuMs, rssMb: (maxRssKb * KIBIBYTE) / MEBIBYTE };
}

/** Starts a program and waits for what it says when it is ready. */
async function startProgram(file, env) {
  const child = fork(file, { env: { ...bare, ...env }, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const exited = once(child, 'exit');
  const ready = await Promise.race([
    once(child, 'message').then(([message]) => message),
    exited.then(([code]) => {
      throw new Error(`${file} ended with ${code} before it was ready`);
    }),
  ]);
  return {
    pid: child.pid,
    ready,
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

function usageOf(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The fields after the name, which is in parentheses: user and system time are the 14th and 15th of all.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return {
    cpuMs: (Number(fields[11]) + Number(fields[12])) * TICK_MS,
    rssMb: (Number(kilobytes) * KIBIBYTE) / MEBIBYTE,
  };
}

async function measureReady(main, env) {
  const startedAt = performance.now();
  const worker = await startProgram(main, env);
  const wallMs = performance.now() - startedAt;
  const usage = usageOf(worker.pid);
  await worker.stop();
  return { ...usage, wallMs };
}

/** A tree with a database and an API of its own. */
async function openTree(path, folder) {
  const file = (name) => join(path, name);
  const { createLogger, startServices } = await import(
    pathToFileURL(file('packages/runtime/dist/index.js')).href
  );
  const services = await startServices({
    dataDir: join(folder, 'state'),
    queue: 'postgres',
    logger: createLogger({ name: 'bench', level: 'warn' }),
  });
  const env = { DATABASE_URL: services.databaseUrl, ROTE_LOG_LEVEL: 'warn', ROTE_PORT: '0' };
  const api = await startProgram(file('apps/api/dist/main.js'), env);
  const worker = {
    ...env,
    ROTE_ENGINE: 'wasm',
    ROTE_SLOTS: '1',
    ROTE_DATA_DIR: join(folder, 'data'),
    ROTE_CHECKPOINT_URL: join(folder, 'checkpoints'),
  };
  const rote = (command) =>
    measureWhole([file('apps/cli/bin/rote.js'), command], {
      ROTE_API_URL: api.ready.url,
      ROTE_STATE_DIR: join(folder, 'state'),
    });
  return {
    path,
    samples: new Map(),
    measures: {
      'supervisor, modules loaded': () => measureWhole([file('apps/worker/dist/main.js')]),
      'supervisor, ready for jobs': () => measureReady(file('apps/worker/dist/main.js'), worker),
      'rote --version': () => rote('--version'),
      'rote status': () => rote('status'),
    },
    async close() {
      await api.stop();
      await services.stop();
    },
  };
}

const folder = mkdtempSync(join(tmpdir(), 'rote-bench-start-'));
const trees = [];
try {
  for (const [index, tree] of options.tree.entries())
    trees.push(await openTree(resolve(tree), join(folder, String(index))));
  // The first run fills the caches of the file system and is left out.
  for (let run = 0; run <= runs; run++)
    for (const { measures, samples } of trees)
      for (const [what, measure] of Object.entries(measures)) {
        const sample = await measure();
        if (run > 0) samples.set(what, [...(samples.get(what) ?? []), sample]);
      }
} finally {
  for (const tree of trees) await tree.close();
  rmSync(folder, { recursive: true, force: true });
}

const describe = (spread, unit) =>
  `${spread.median.toFixed(0)} ${unit} (${spread.min.toFixed(0)} to ${spread.max.toFixed(0)})`;
const report = trees.flatMap(({ path, samples }) =>
  [...samples].map(([what, all]) => {
    const of = (key) => spreadOf(all.map((sample) => sample[key]).filter((value) => value !== undefined));
    return {
      tree: path,
      what,
      runs: all.length,
      cpuMs: of('cpuMs'),
      rssMb: of('rssMb'),
      wallMs: of('wallMs'),
    };
  }),
);
for (const { tree, what, cpuMs, rssMb, wallMs } of report)
  console.log(
    `${tree}: ${what}: CPU ${describe(cpuMs, 'ms')}, most memory ${describe(rssMb, 'MiB')}` +
      (wallMs === undefined ? '' : `, after ${describe(wallMs, 'ms')}`),
  );
if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);
