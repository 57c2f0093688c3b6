import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { useTempDir } from '@rote/testkit';
import { expect, it } from 'vitest';

const PROGRAM = fileURLToPath(new URL('../dist/record-sweeps.js', import.meta.url));

it('npm run bench:record-sweeps writes a line for a sweep that it trained', async () => {
  const file = join(await useTempDir(), 'sweeps.ndjson');
  await promisify(execFile)(process.execPath, [PROGRAM, file, '--sweeps', '1'], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'] },
  });
  const [line = '', ...others] = (await readFile(file, 'utf8')).trimEnd().split('\n');
  expect(others).toEqual([]);
  const { seconds, cells } = JSON.parse(line) as { seconds: number; cells: { doneEpochs: number }[] };
  expect(seconds).toBeGreaterThan(0);
  expect(cells.length).toBeGreaterThan(0);
  for (const { doneEpochs } of cells) expect(doneEpochs).toBeGreaterThan(0);
}, 240_000);
