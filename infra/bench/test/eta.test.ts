import { useTempDir } from '@rote/testkit';
import { expect, it } from 'vitest';
import { runBench } from './run-bench.js';

/** The quality of the estimate is not tested here, only that the benchmark runs and writes what it promises. */
it('npm run bench:eta trains a sweep through the whole service and judges the estimates of its time', async () => {
  const args = ['--sweep', 'short', '--seeds', '3', '--runs', '2'];
  const env = { ROTE_ENGINE: 'wasm', ROTE_SLOTS: '1' };
  const { stdout, json } = await runBench<{ readonly sweeps: readonly object[] }>('eta', args, {
    folder: await useTempDir(),
    env,
  });
  expect(json.sweeps).toMatchObject([{ sweep: 'short', cells: 3 }]);
  expect(json.sweeps[0]).toHaveProperty('error.median');
  expect(stdout).toMatch(/^short +3 +\d+\.\d .*\d %, \d+ %$/m);
}, 180_000);
