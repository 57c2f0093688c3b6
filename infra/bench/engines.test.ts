import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** No speed is tested here: only that the benchmark runs and writes what it promises. */
const bench = fileURLToPath(new URL('engines.mjs', import.meta.url));
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rote-bench-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function run(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const json = join(folder, 'speeds.json');
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    [bench, '--quick', '--model', 'mlp-1x8', '--json', json, ...args],
    { env: { PATH: process.env['PATH'], ...env } },
  );
  return { stdout, stderr, rows: JSON.parse(await readFile(json, 'utf8')) as Record<string, unknown>[] };
}

/** A program in place of Python, which says this speed. */
async function fakePython(name: string, imagesPerSecond: number): Promise<string> {
  const file = join(folder, name);
  await writeFile(
    file,
    `#!/bin/sh\necho '{"version": "${name} 1", "imagesPerSecond": ${imagesPerSecond}}'\n`,
  );
  await chmod(file, 0o755);
  return file;
}

describe('npm run bench:engines', () => {
  it('prints and writes the speed of an engine, and no ratio without a Python', async () => {
    const { stdout, rows } = await run(['--engine', 'wasm']);
    expect(stdout).toMatch(/^mlp-1x8 +wasm +\d+ \(\d+–\d+\) +- +- +- +-$/m);
    expect(rows).toMatchObject([
      { engine: 'wasm', model: 'mlp-1x8', torchImagesPerSecond: null, ratio: null, tfRatio: null },
    ]);
    expect(rows[0]?.['imagesPerSecond']).toBeGreaterThan(0);
  });

  it('compares with the Pythons that are named', async () => {
    const { rows } = await run(['--engine', 'wasm'], {
      ROTE_BENCH_PYTHON: await fakePython('torch', 100),
      ROTE_BENCH_TF_PYTHON: await fakePython('tf', 200),
    });
    const [row] = rows as [Record<string, number>];
    expect(row).toMatchObject({ torchVersion: 'torch 1', torchMemoryFormat: 'default', tfVersion: 'tf 1' });
    expect(row['ratio']).toBeCloseTo(row['imagesPerSecond']! / 100);
    expect(row['tfRatio']).toBeCloseTo(row['imagesPerSecond']! / 200);
  });

  it('leaves out an engine that does not load, and measures the others', async () => {
    const { stderr, rows } = await run(['--engine', 'abacus', '--engine', 'wasm']);
    expect(stderr).toContain('abacus is left out');
    expect(rows).toHaveLength(1);
  });
});
