import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const bench = fileURLToPath(new URL('../dist/profile.js', import.meta.url));

it('npm run bench:profile shows how much of a step each kernel takes', async () => {
  const args = ['--engine', 'wasm', '--model', 'mlp-1x8', '--images', '128', '--seconds', '0'];
  const { stdout } = await promisify(execFile)(process.execPath, [bench, ...args]);
  expect(stdout).toMatch(/^BatchMatMul +\d+\.\d+ +\d+\.\d+ % +\d+$/m);
  expect(stdout).toMatch(/^whole step: \d+\.\d+ ms$/m);
}, 120_000);
