import { useTempDir } from '@rote/testkit';
import { beforeEach, describe, expect, it } from 'vitest';
import type { BenchRun } from './run-bench.js';
import { fakePython, runBench } from './run-bench.js';

let folder: string;
beforeEach(async () => {
  folder = await useTempDir();
});

type Rows = readonly Readonly<Record<string, unknown>>[];

const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<BenchRun<Rows>> =>
  runBench<Rows>('engines', ['--quick', '--model', 'mlp-1x8', ...args], { folder, env });

/** No speed is tested here, only that the benchmark runs and writes what it promises. */
describe('npm run bench:engines', { timeout: 120_000 }, () => {
  it('measures the engines that load and leaves out the others; without a Python there is no ratio', async () => {
    const { stdout, stderr, json } = await run(['--engine', 'abacus', '--engine', 'wasm']);
    expect(stderr).toContain('abacus is left out');
    expect(stdout).toMatch(/^mlp-1x8 +wasm +\d+ \(\d+–\d+\) +- +- +- +-$/m);
    expect(json).toMatchObject([
      { engine: 'wasm', model: 'mlp-1x8', torchImagesPerSecond: null, ratio: null, tfRatio: null },
    ]);
    expect(json[0]?.['imagesPerSecond']).toBeGreaterThan(0);
  });

  it('compares with the Pythons that are named', async () => {
    const { json } = await run(['--engine', 'wasm'], {
      ROTE_BENCH_PYTHON: await fakePython(folder, 'torch', { version: 'torch 1', imagesPerSecond: 100 }),
      ROTE_BENCH_TF_PYTHON: await fakePython(folder, 'tf', { version: 'tf 1', imagesPerSecond: 200 }),
    });
    const [row] = json as readonly [Record<string, number>];
    expect(row).toMatchObject({ torchVersion: 'torch 1', torchMemoryFormat: 'default', tfVersion: 'tf 1' });
    expect(row['ratio']).toBeCloseTo(row['imagesPerSecond']! / 100);
    expect(row['tfRatio']).toBeCloseTo(row['imagesPerSecond']! / 200);
  });

  it('rejects a count that is not a number, before it measures anything', async () => {
    const args = ['--engine', 'wasm', '--runs', 'many'];
    await expect(runBench('engines', args, { folder })).rejects.toThrow(
      '--runs must be a whole number from 1; found many',
    );
  });
});
