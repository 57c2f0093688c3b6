import { useTempDir } from '@rote/testkit';
import { expect, it } from 'vitest';
import { chromiumPath, WITHOUT_CHROMIUM } from '../../../apps/web/test/chromium.js';
import { runBench } from './run-bench.js';

interface Line {
  readonly name: string;
  readonly values: readonly number[];
  readonly ratios: readonly number[];
}

const ARGS = '--cells 200 --epochs 3 --rows 300 --tabs 2 --changes 3 --rounds 1';

/** Times are not tested here, only that each is measured. */
it.skipIf(chromiumPath === undefined)(
  `npm run bench:page measures the page ${WITHOUT_CHROMIUM}`,
  async () => {
    const folder = await useTempDir();
    const args = [...ARGS.split(' '), '--chromium', chromiumPath!];
    const { json } = await runBench<readonly Line[]>('page', args, { folder });
    expect(json.length).toBeGreaterThan(10);
    for (const { name, values } of json) expect([name, values[0]! >= 0]).toEqual([name, true]);
    const valueOf = (name: string): number => json.find((line) => line.name === name)!.values[0]!;
    expect(valueOf('change, p50 ms until 2 tabs show it')).toBeGreaterThan(0);
    expect(valueOf('curves, ms of work for a move')).toBeGreaterThan(0);
  },
  300_000,
);
