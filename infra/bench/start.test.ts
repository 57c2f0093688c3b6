import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';

/** What a start costs is not tested here, only that the benchmark runs and writes what it promises. */
it('npm run bench:start measures the start of a supervisor and of rote', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rote-bench-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const json = join(folder, 'start.json');
  const bench = fileURLToPath(new URL('start.mjs', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [bench, '--runs', '1', '--json', json], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'] },
  });
  const report = JSON.parse(await readFile(json, 'utf8')) as readonly { readonly what: string }[];
  expect(report.map(({ what }) => what)).toEqual([
    'supervisor, modules loaded',
    'supervisor, ready for jobs',
    'rote --version',
    'rote status',
  ]);
  for (const measured of report)
    expect(measured).toMatchObject({
      runs: 1,
      cpuMs: { median: expect.any(Number) as number },
      rssMb: { median: expect.any(Number) as number },
    });
  expect(stdout).toMatch(/: rote status: CPU \d+ ms \(\d+ to \d+\), most memory \d+ MiB/);
}, 180_000);
