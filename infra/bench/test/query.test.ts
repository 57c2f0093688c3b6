import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const PROGRAM = fileURLToPath(new URL('../dist/query.js', import.meta.url));

it('npm run bench:query measures every format beside COPY', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM, '2000', '1'], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'] },
  });
  const lines = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.length).toBeGreaterThanOrEqual(5);
  for (const format of ['arrow', 'parquet', 'csv']) expect(JSON.stringify(lines)).toContain(`"${format}"`);
}, 120_000);
