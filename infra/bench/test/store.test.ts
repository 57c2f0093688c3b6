import { useTempDir } from '@rote/testkit';
import { expect, it } from 'vitest';
import { runBench } from './run-bench.js';

/** No size is tested here, only that the benchmark runs and writes what it promises. */
it('npm run bench:store fills a database, and measures tables, vacuum and deletion', async () => {
  const folder = await useTempDir();
  const { stdout, json } = await runBench<
    readonly {
      readonly tables: readonly { readonly name: string; readonly rows: number }[];
      readonly bytesPerCell: number;
      readonly grownBytesPerCell: number;
      readonly deleteSeconds: number;
    }[]
  >('store', ['--cells', '16', '--epochs', '4'], { folder });
  const [measured] = json;
  expect(measured?.tables.find(({ name }) => name === 'epochs')?.rows).toBe(64);
  expect(measured?.bytesPerCell).toBeGreaterThan(500);
  expect(measured?.grownBytesPerCell).toBeGreaterThanOrEqual(measured?.bytesPerCell ?? Infinity);
  expect(measured?.deleteSeconds).toBeGreaterThan(0);
  expect(stdout).toMatch(/^ {2}epochs +4\.0 rows a cell, bytes a row: /m);
}, 120_000);

it('measures layouts of learning curves', async () => {
  const folder = await useTempDir();
  const { json } = await runBench<readonly { readonly layout: string; readonly bytesPerEpoch: number }[]>(
    'store',
    ['--layouts', '--cells', '50', '--epochs', '4'],
    { folder },
  );
  expect(json).toHaveLength(4);
  expect(json.every(({ bytesPerEpoch }) => bytesPerEpoch > 50)).toBe(true);
}, 120_000);
