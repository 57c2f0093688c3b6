import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { findRedisCommand } from '../../packages/runtime/src/redis/redis-binary.js';
import { expect, it, onTestFinished } from 'vitest';

const chaos = fileURLToPath(new URL('main.mjs', import.meta.url));

/** The last line of a run with the smallest sweep, on the engine that every machine has. Nothing may be left over. */
async function disturb(faults: readonly string[], ...options: readonly string[]): Promise<string> {
  const words = faults.flatMap((fault) => ['--fault', fault]);
  const folder = await mkdtemp(join(tmpdir(), 'rote-test-chaos-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await chmod(folder, 0o755); // as root, Postgres runs under another account
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [chaos, ...words, '--engine', 'wasm', '--seeds', '1', '--runs', '1', '--jobs', '2', ...options],
    { env: { PATH: process.env['PATH'], HOME: process.env['HOME'], TMPDIR: folder } },
  );
  expect(await readdir(folder)).toEqual([]);
  return stdout.trimEnd().split('\n').at(-1)!;
}

it('npm run chaos loses no cell, trains none twice and changes none, whatever is killed', async () => {
  const faults = ['kill-trainer', 'kill-api', 'two-submitters'];
  const line =
    (await findRedisCommand()) === undefined
      ? await disturb(faults, '--backend', 'postgres')
      : await disturb([...faults, 'flushall']);
  expect(line).toMatch(/^lost 0, duplicated 0, changed 0, faults \d+, runs [34]$/);
}, 300_000);
