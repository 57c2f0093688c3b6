import { useTempDir } from '@rote/testkit';
import { expect, it } from 'vitest';
import { runBench } from './run-bench.js';

/** The cost of a start is not tested here, only that the benchmark runs and writes what it promises. */
it('npm run bench:start measures the start of a supervisor and of rote', async () => {
  const folder = await useTempDir();
  const { stdout, json } = await runBench<readonly { readonly what: string }[]>('start', ['--runs', '1'], {
    folder,
  });
  expect(json.map(({ what }) => what)).toEqual([
    'supervisor, modules loaded',
    'supervisor, ready for jobs',
    'rote --version',
    'rote status',
  ]);
  for (const measured of json)
    expect(measured).toMatchObject({
      runs: 1,
      cpuMs: { median: expect.any(Number) as number },
      rssMb: { median: expect.any(Number) as number },
    });
  expect(stdout).toMatch(/: rote status: CPU \d+ ms \(\d+ to \d+\), peak memory \d+ MiB/);
}, 180_000);
