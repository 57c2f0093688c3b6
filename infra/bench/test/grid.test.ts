import { useTempDir } from '@rote/testkit';
import { expect, it } from 'vitest';
import { fakePython, runBench } from './run-bench.js';

interface Result {
  readonly cellsPerMinute: { readonly median: number };
  readonly ratio: number;
}

/** No speed is tested here, only that the benchmark runs and writes what it promises. */
it('npm run bench:grid trains a grid through the whole service, and compares with the Python that is named', async () => {
  const folder = await useTempDir();
  const output = { version: 'PyTorch 0', threads: 1, cells: 4, seconds: 60 };
  const ROTE_BENCH_PYTHON = await fakePython(folder, 'python', output);
  const sizes = ['--model', 'mlp-1x8', '--images', '64', '--epochs', '1', '--seeds', '1', '--runs', '1'];
  const { stdout, json } = await runBench<Result>('grid', sizes, {
    folder,
    env: { ROTE_ENGINE: 'wasm', ROTE_SLOTS: '1', ROTE_BENCH_PYTHON },
  });
  expect(json).toMatchObject({ cells: 4, slots: 1, torchCellsPerMinute: { median: 4, min: 4, max: 4 } });
  expect(json.ratio).toBeCloseTo(json.cellsPerMinute.median / 4);
  expect(stdout).toMatch(/^Ratio \d+\.\d\d, with start-up \d+\.\d\d$/m);
}, 180_000);
