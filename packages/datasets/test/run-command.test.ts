import { once } from 'node:events';
import { watch } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { useTempDir } from '@rote/testkit';
import { expect, test } from 'vitest';
import { runCommand } from '../src/sources/run-command.js';

const never = new AbortController().signal;

test('runs in the given folder and waits for the end', async () => {
  const cwd = await useTempDir();
  await runCommand('sh', ['-c', 'echo hello > file'], { cwd, signal: never });
  expect(await readdir(cwd)).toEqual(['file']);
});

test('reports the error lines of a failure without the warnings around them', async () => {
  const script = 'echo "npm warn noise" >&2; echo "npm error code E404" >&2; exit 3';
  await expect(runCommand('sh', ['-c', script], { cwd: '/', signal: never })).rejects.toThrow(
    /^sh ended with code 3: npm error code E404$/,
  );
});

test('names a program that does not exist', async () => {
  await expect(runCommand('no-such-program', [], { cwd: '/', signal: never })).rejects.toThrow(
    'no-such-program cannot be run',
  );
});

test('ends the program on abort before the call returns', async () => {
  const cwd = await useTempDir();
  const abort = new AbortController();
  const watcher = watch(cwd);
  const running = runCommand('sh', ['-c', 'echo $$ > started; exec sleep 600'], {
    cwd,
    signal: abort.signal,
  });
  await once(watcher, 'change');
  watcher.close();
  abort.abort();
  await expect(running).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
});
