import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';

/** How good the estimate is, is not tested here: only that the benchmark runs and writes what it promises. */
it('npm run bench:eta trains a sweep through the whole service and judges the estimates of its time', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rote-bench-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const json = join(folder, 'eta.json');
  const bench = fileURLToPath(new URL('eta.mjs', import.meta.url));
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [bench, '--sweep', 'short', '--seeds', '3', '--runs', '2', '--json', json],
    {
      env: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        ROTE_ENGINE: 'wasm',
        ROTE_SLOTS: '1',
      },
    },
  );
  const { sweeps } = JSON.parse(await readFile(json, 'utf8')) as { readonly sweeps: readonly object[] };
  expect(sweeps).toMatchObject([{ sweep: 'short', cells: 3 }]);
  expect(sweeps[0]).toHaveProperty('error.median');
  expect(stdout).toMatch(/^short +3 +\d+\.\d .*\d %, \d+ %$/m);
}, 180_000);
