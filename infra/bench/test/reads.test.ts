import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const PROGRAM = fileURLToPath(new URL('../dist/reads.js', import.meta.url));

it('npm run bench:reads times every query of the guide, and reads beside hostile ones', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM, '40', '3', '1'], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'] },
  });
  const lines = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines[0]).toMatchObject({ cells: '40', epochs: '120' });
  expect(lines.filter((line) => 'query' in line).length).toBeGreaterThan(5);
  expect(lines.filter((line) => 'beside' in line)).toHaveLength(5);
}, 180_000);
