import { useTempDir } from '@rote/testkit';
import { expect, it } from 'vitest';
import { runBench } from './run-bench.js';

/** Latencies are not tested here, only that every change reaches every listener. */
it('npm run bench:events measures changes on their way to listeners', async () => {
  const folder = await useTempDir();
  const args = ['--listeners', '3', '--cells', '20', '--changes', '5', '--every', '20', '--runs', '1'];
  const { json } = await runBench<readonly object[]>('events', args, { folder });
  expect(json).toMatchObject([{ run: 1, listeners: 3, cells: 20, changes: 5, missed: 0 }]);
}, 120_000);
