import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { test } from 'vitest';

test('the assembled kernels match what their source compiles to', () => {
  const script = path.join(import.meta.dirname, '../assembly/compile.mjs');
  execFileSync(process.execPath, [script, '--check'], { stdio: ['ignore', 'ignore', 'pipe'] });
});
