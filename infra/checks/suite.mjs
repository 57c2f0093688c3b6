/**
 * Runs the whole suite on this Node, and the tests that depend on the version of Node also on the newest supported one,
 * which is available as an npm package. The last line is the sum, `N passed, N failed`; above it stand the failed tests
 * of both runs, so that the end of a long output says what failed.
 *
 *     node infra/checks/suite.mjs
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const NEWEST_NODE = '24.22.3';
/** The numerical packages, and the native engine with its conformance tests. */
const ON_NEWEST = [
  'packages/domain',
  'packages/learning',
  'packages/graph-step',
  'packages/devices',
  'packages/engines',
  'packages/kernels',
  'apps/trainer/test/conformance',
];
/**
 * Tests on SwiftShader that only repeat, on another Node, what shaders compute: they are text that Dawn compiles, and
 * take half of the time. packages/engines/test/webgpu.test.ts still loads Dawn's addon there, and verifies every operation.
 */
const OF_SHADERS = [
  'apps/trainer/test/conformance/*webgpu.test.ts',
  'packages/kernels/test/webgpu-kernels.test.ts',
  'packages/learning/test/webgpu.test.ts',
];
const SUMMARY = /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/;

const flags = existsSync('/proc/cpuinfo') ? readFileSync('/proc/cpuinfo', 'utf8') : '';
const cpuHas = (flag) => new RegExp(`^flags.*\\b${flag}\\b`, 'm').test(flags);

/**
 * Runs a command and shows its output except for the summary. Returns the summary, the lines about failed tests, and
 * whether the command succeeded.
 */
async function runSuite(what, command, args) {
  console.log(`suite: ${what}`);
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  const failures = [];
  let summary;
  for await (const line of createInterface({ input: child.stdout })) {
    const found = SUMMARY.exec(line);
    if (line.startsWith('failed: ')) failures.push(line);
    if (found === null) console.log(line);
    else summary = found.slice(1).map((count) => Number(count ?? 0));
  }
  const [code] = await ended;
  console.log(`suite: ${what}: ${summary ? `${summary[0]} passed, ${summary[1]} failed` : 'no summary'}`);
  return { summary: summary ?? [0, 1, 0], failures, hasPassed: code === 0 && summary !== undefined };
}

/**
 * Installs the npm package of a version of Node in its own folder, and returns the program; undefined if npm has none.
 */
function fetchNode(version, folder) {
  const name = `node-${process.platform}-${process.arch}`;
  const packed = spawnSync('npm', ['pack', `${name}@${version}`, '--silent', '--ignore-scripts'], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (packed.status !== 0) return undefined;
  const archive = packed.stdout.trim().split('\n').at(-1);
  if (spawnSync('tar', ['-xzf', archive], { cwd: folder }).status !== 0) return undefined;
  return join(folder, 'package', 'bin', 'node');
}

// Which kernels the native engine uses depends on the processor.
console.log(
  `suite: ${String(availableParallelism())} × ${cpus()[0]?.model.trim() ?? 'an unknown processor'}` +
    `${cpuHas('avx512f') ? ', AVX-512' : ''}${cpuHas('amx_tile') ? ', AMX' : ''}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB`,
);
const folder = mkdtempSync(join(tmpdir(), 'rote-node-'));
try {
  const runs = [await runSuite(`everything on Node ${process.versions.node}`, 'npm', ['test', '--silent'])];
  const node = fetchNode(NEWEST_NODE, folder);
  if (node === undefined)
    console.log(`suite: npm has no Node ${NEWEST_NODE} for ${process.platform}-${process.arch}: skipped`);
  else
    runs.push(
      await runSuite(`tests that depend on Node, on ${NEWEST_NODE}`, node, [
        'node_modules/vitest/vitest.mjs',
        'run',
        ...ON_NEWEST,
        ...OF_SHADERS.map((pattern) => `--exclude=${pattern}`),
      ]),
    );
  const [passed, failed, skipped] = [0, 1, 2].map((i) =>
    runs.reduce((sum, { summary }) => sum + summary[i], 0),
  );
  process.exitCode = runs.every(({ hasPassed }) => hasPassed) ? 0 : 1;
  for (const line of runs.flatMap(({ failures }) => failures)) console.log(line);
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
