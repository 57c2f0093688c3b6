import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';

/** No speed is tested here: only that the benchmark runs and writes what it promises. */
it('npm run bench:grid trains a grid through the whole service, and compares with the Python that is named', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rote-bench-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const python = join(folder, 'python');
  await writeFile(
    python,
    `#!/bin/sh\necho '{"version": "PyTorch 0", "threads": 1, "cells": 4, "seconds": 60}'\n`,
  );
  await chmod(python, 0o755);
  const json = join(folder, 'grid.json');
  const bench = fileURLToPath(new URL('grid.mjs', import.meta.url));
  const sizes = ['--model', 'mlp-1x8', '--images', '64', '--epochs', '1', '--seeds', '1', '--runs', '1'];
  const { stdout } = await promisify(execFile)(process.execPath, [bench, ...sizes, '--json', json], {
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      ROTE_ENGINE: 'wasm',
      ROTE_SLOTS: '1',
      ROTE_BENCH_PYTHON: python,
    },
  });
  const result = JSON.parse(await readFile(json, 'utf8')) as {
    readonly cellsPerMinute: { readonly median: number };
    readonly ratio: number;
  };
  expect(result).toMatchObject({ cells: 4, slots: 1, torchCellsPerMinute: { median: 4, min: 4, max: 4 } });
  expect(result.ratio).toBeCloseTo(result.cellsPerMinute.median / 4);
  expect(stdout).toMatch(/^Ratio \d+\.\d\d, with start-up \d+\.\d\d$/m);
}, 180_000);
