/**
 * Measures what it costs to start the programs that train nothing: CPU time and memory of a supervisor and of `rote`.
 *
 *     npm run bench:start
 *     npm run bench:start -- --runs 9 --tree ../main --tree . --json start.json
 *
 * A tree is a built clone. If there are several, each run measures them in turn. A supervisor is measured when its modules
 * are loaded (it ends there, because its settings are missing), and when it is ready for jobs; its trainer, which is not
 * counted, has then loaded wasm. `rote status` asks an API of the same tree. Prints medians, with minimum and maximum.
 */
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { parseCountOption } from '@rote/domain';
import type { createLogger, startServices } from '@rote/runtime';
import { makeTempDir } from '@rote/testkit/system';
import type { Spread } from './spread.js';
import { spreadOf } from './spread.js';
import type { Usage } from './usage.js';
import { measureWhole, startProgram } from './usage.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

const { values: options } = parseArgs({
  options: {
    tree: { type: 'string', multiple: true, default: [root] },
    runs: { type: 'string', default: '7' },
    json: { type: 'string' },
  },
});
const runs = parseCountOption('--runs', options.runs);

/** The environment of a program: nothing else of the person who measures. */
const bare = { PATH: process.env['PATH'], HOME: process.env['HOME'] };

async function measureReady(main: string, env: Readonly<Record<string, string | undefined>>): Promise<Usage> {
  const startedAt = performance.now();
  const worker = await startProgram(main, env);
  const wallMs = performance.now() - startedAt;
  const usage = worker.usage();
  await worker.stop();
  return { ...usage, wallMs };
}

interface Tree {
  readonly path: string;
  readonly measures: Readonly<Record<string, () => Promise<Usage>>>;
  /** The measured values, by the name of what was measured. */
  readonly samples: Map<string, Usage[]>;
  close(): Promise<void>;
}

/** Starts a database and an API for a tree. */
async function openTree(path: string, folder: string): Promise<Tree> {
  const file = (name: string): string => join(path, name);
  const runtime = (await import(pathToFileURL(file('packages/runtime/dist/index.js')).href)) as {
    readonly createLogger: typeof createLogger;
    readonly startServices: typeof startServices;
  };
  const services = await runtime.startServices({
    dataDir: join(folder, 'state'),
    queue: 'postgres',
    logger: runtime.createLogger({ name: 'bench', level: 'warn' }),
  });
  const env = { ...bare, DATABASE_URL: services.databaseUrl, ROTE_LOG_LEVEL: 'warn', ROTE_PORT: '0' };
  const api = await startProgram(file('apps/api/dist/main.js'), env);
  const { url } = api.ready as { readonly url: string };
  const main = file('apps/worker/dist/main.js');
  const worker = {
    ...env,
    ROTE_ENGINE: 'wasm',
    ROTE_SLOTS: '1',
    ROTE_DATA_DIR: join(folder, 'data'),
    ROTE_CHECKPOINT_URL: join(folder, 'checkpoints'),
  };
  const rote = (command: string): Promise<Usage> =>
    measureWhole([file('apps/cli/bin/rote.js'), command], {
      ...bare,
      ROTE_API_URL: url,
      ROTE_STATE_DIR: join(folder, 'state'),
    });
  return {
    path,
    samples: new Map(),
    measures: {
      'supervisor, modules loaded': () => measureWhole([main], bare),
      'supervisor, ready for jobs': () => measureReady(main, worker),
      'rote --version': () => rote('--version'),
      'rote status': () => rote('status'),
    },
    async close() {
      await api.stop();
      await services.stop();
    },
  };
}

const folder = await makeTempDir();
const trees: Tree[] = [];
try {
  for (const [index, tree] of options.tree.entries())
    trees.push(await openTree(resolve(tree), join(folder.path, String(index))));
  // The first run fills the caches of the file system and is left out.
  for (let run = 0; run <= runs; run++)
    for (const { measures, samples } of trees)
      for (const [what, measure] of Object.entries(measures)) {
        const sample = await measure();
        if (run > 0) samples.set(what, [...(samples.get(what) ?? []), sample]);
      }
} finally {
  for (const tree of trees) await tree.close();
  await folder.remove();
}

const describe = (spread: Spread | undefined, unit: string): string =>
  spread === undefined
    ? '-'
    : `${spread.median.toFixed(0)} ${unit} (${spread.min.toFixed(0)} to ${spread.max.toFixed(0)})`;
const report = trees.flatMap(({ path, samples }) =>
  [...samples].map(([what, all]) => ({
    tree: path,
    what,
    runs: all.length,
    cpuMs: spreadOf(all.map(({ cpuMs }) => cpuMs)),
    rssMb: spreadOf(all.map(({ rssMb }) => rssMb)),
    wallMs: spreadOf(all.flatMap(({ wallMs }) => wallMs ?? [])),
  })),
);
for (const { tree, what, cpuMs, rssMb, wallMs } of report)
  console.log(
    `${tree}: ${what}: CPU ${describe(cpuMs, 'ms')}, peak memory ${describe(rssMb, 'MiB')}` +
      (wallMs === undefined ? '' : `, after ${describe(wallMs, 'ms')}`),
  );
if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(report, undefined, 2)}\n`);
