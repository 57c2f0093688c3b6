import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { findRedisCommand } from '@rote/runtime';
import { useTempDir } from '@rote/testkit';
import { expect, it } from 'vitest';

const chaos = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const run = promisify(execFile);

/** Returns the last line of runs with the smallest sweep, on the engine that every machine has. Nothing may be left over. */
async function disturb(
  signal: AbortSignal,
  faults: readonly string[],
  ...options: readonly string[]
): Promise<string> {
  const words = faults.flatMap((fault) => ['--fault', fault]);
  const folder = await useTempDir();
  const { stdout } = await run(
    process.execPath,
    [chaos, ...words, '--engine', 'wasm', '--seeds', '1', '--runs', '1', '--jobs', '2', ...options],
    { env: { PATH: process.env['PATH'], HOME: process.env['HOME'], TMPDIR: folder }, signal },
  );
  expect(await readdir(folder)).toEqual([]);
  return stdout.trimEnd().split('\n').at(-1)!;
}

it('npm run chaos loses no cell, trains none twice and changes none, whatever is killed', async ({
  signal,
}) => {
  const faults = ['kill-trainer', 'kill-api', 'two-submitters'];
  const line =
    (await findRedisCommand()) === undefined
      ? await disturb(signal, faults, '--backend', 'postgres')
      : await disturb(signal, [...faults, 'flushall']);
  expect(line).toMatch(/^lost 0, duplicated 0, changed 0, faults \d+, runs [34]$/);
}, 600_000);

it.each([
  [['--fault', 'earthquake'], '--fault must be one of kill-trainer, '],
  [['--backend', 'kafka'], '--backend must be one of redis, postgres, both; found kafka'],
  [['--runs', '0'], '--runs must be a whole number from 1; found 0'],
])('npm run chaos -- %j is rejected with the allowed values', async (options, message) => {
  await expect(run(process.execPath, [chaos, ...options])).rejects.toThrow(message);
});
