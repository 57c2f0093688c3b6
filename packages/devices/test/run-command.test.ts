import { once } from 'node:events';
import { expect, test } from 'vitest';
import { runCommand } from '../src/run-command.js';

test('returns what a program writes', async () => {
  expect(await runCommand('sh', ['-c', 'echo hello'])).toEqual({ outcome: 'succeeded', stdout: 'hello\n' });
});

test('reports that a program does not exist', async () => {
  expect(await runCommand('no-such-program', [])).toEqual({ outcome: 'not-found' });
});

test('reports why a program failed, by the line that mentions an error', async () => {
  const result = await runCommand('sh', ['-c', 'echo "ERROR: disk full" >&2; echo bye >&2; exit 3']);
  expect(result).toEqual({ outcome: 'failed', reason: 'exit code 3: ERROR: disk full' });
});

test('reports the first of several errors, because the others follow from it', async () => {
  const script = 'echo "x.cc:1: fatal error: no x.h" >&2; echo "make: *** Error 1" >&2; exit 2';
  const result = await runCommand('sh', ['-c', script]);
  expect(result).toEqual({ outcome: 'failed', reason: 'exit code 2: x.cc:1: fatal error: no x.h' });
});

test('ends a program that takes too long', async () => {
  const result = await runCommand('sleep', ['60'], { timeoutMs: 50 });
  expect(result).toEqual({ outcome: 'failed', reason: 'did not end within 0.05 s' });
});

test('also ends what the program started when it is cancelled', async () => {
  const abort = new AbortController();
  const started = once(process, 'SIGUSR2');
  // The sleeping grandchild holds the output open, and runCommand settles only when that is closed.
  const command = runCommand('sh', ['-c', `sleep 600 & kill -USR2 ${process.pid}; wait`], {
    signal: abort.signal,
  });
  await started;
  abort.abort();
  await expect(command).rejects.toMatchObject({ code: 'aborted' });
});
