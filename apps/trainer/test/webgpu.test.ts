import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { findSwiftShader, SWIFTSHADER_MISSING } from '@rote/testkit';
import { expect, test, vi } from 'vitest';

const swiftShader = findSwiftShader();
// SwiftShader compiles every shader again in each process: seconds, and more while other tests run.
vi.setConfig({ testTimeout: 240_000 });

test.skipIf(swiftShader === undefined).each([
  ['by itself', ''],
  ['by process.exit', 'process.exit(0);'],
])(
  `a process with the webgpu engine ends %s without a crash${swiftShader === undefined ? SWIFTSHADER_MISSING : ''}`,
  async (_, end) => {
    const script = `
      const { loadEngine } = await import('@rote/engines');
      const { name } = await loadEngine({ force: 'webgpu' });
      console.log(name);
      ${end}
    `;
    const cwd = fileURLToPath(new URL('..', import.meta.url));
    const options = { cwd, env: { PATH: process.env['PATH'], ...swiftShader }, timeout: 180_000 };
    // Rejects unless the exit code is 0.
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '-e', script],
      options,
    );
    expect(stdout).toBe('webgpu\n');
  },
);
