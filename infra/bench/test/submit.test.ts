import { useTempDir } from '@rote/testkit';
import { expect, it } from 'vitest';
import { runBench } from './run-bench.js';

interface Measured {
  readonly ms: { readonly median: number };
  readonly healthzMs: { readonly median: number };
}

interface Json {
  readonly results: readonly {
    readonly cells: number;
    readonly steps: Readonly<Record<string, Measured>>;
    readonly copyMs: { readonly median: number };
    readonly apiPeakMb: number;
  }[];
}

/** No speed is tested here, only that the benchmark runs and writes what it promises. */
it('npm run bench:submit times a submission and what people do with it, beside /healthz and one COPY', async () => {
  const folder = await useTempDir();
  const { stdout, json } = await runBench<Json>('submit', ['--cells', '200', '--runs', '2'], { folder });
  const [result] = json.results;
  expect(result).toMatchObject({ cells: 200 });
  expect(Object.keys(result!.steps)).toEqual([
    'dry run',
    'submit',
    'same again',
    'priority',
    'pause',
    'resume',
    'cancel',
  ]);
  for (const { ms, healthzMs } of Object.values(result!.steps)) {
    expect(ms.median).toBeGreaterThan(0);
    expect(healthzMs.median).toBeGreaterThan(0);
  }
  expect(result!.copyMs.median).toBeGreaterThan(0);
  expect(result!.apiPeakMb).toBeGreaterThan(0);
  expect(stdout).toMatch(/^ {2}submit +\d+ \(/m);
}, 180_000);
