import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { useTempDir } from '@rote/testkit';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createVerifiedFiles } from '../src/cache/verified-files.js';
import { contentOf, goodSource, SMALL_FILES } from './fixtures/small-files.js';

// Each test starts processes that compile what they run.
vi.setConfig({ testTimeout: 120_000 });

const LOADER = new URL('fixtures/typescript-loader.mjs', import.meta.url).href;
const SCRIPT = fileURLToPath(new URL('fixtures/fetching-process.ts', import.meta.url));

function startFetching(...args: readonly string[]): ChildProcess {
  const nodeArgs = ['--conditions=@rote/source', '--import', LOADER, SCRIPT, ...args];
  const child = spawn(process.execPath, nodeArgs, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

async function waitForLine(child: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: child.stdout! })) return line;
  throw new Error('the process ended without output');
}

test('fetches once for processes that read at the same time', async () => {
  const home = await useTempDir();
  const folder = join(home, 'small');
  const log = join(home, 'asked');
  const children = [1, 2, 3].map(() => startFetching(folder, log));
  expect(await Promise.all(children.map(waitForLine))).toEqual(['read', 'read', 'read']);
  expect(await readFile(log, 'utf8')).toBe('a.bin b.bin c.bin\n');
  expect((await readdir(folder)).sort()).toEqual(['a.bin', 'b.bin', 'c.bin']);
});

test('continues from the verified files after kill -9 in the middle of a fetch', async () => {
  const home = await useTempDir();
  const folder = join(home, 'small');
  const child = startFetching(folder, join(home, 'asked'), 'hang');
  expect(await waitForLine(child)).toBe('hanging');
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect((await readdir(folder)).sort()).toEqual([expect.stringMatching(/^\.fetching-/), 'a.bin']);

  // What ten seconds of waiting would do: the dead process's lock is no longer fresh.
  expect((await stat(`${folder}.lock`)).isDirectory()).toBe(true);
  await utimes(`${folder}.lock`, 0, 0);
  const asked: (readonly string[])[] = [];
  const files = createVerifiedFiles({
    title: 'small',
    folder,
    files: SMALL_FILES,
    sources: [goodSource((names) => asked.push(names))],
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
  for (const file of SMALL_FILES) expect(await files.read(file)).toEqual(contentOf(file.name));
  expect(asked).toEqual([['b.bin', 'c.bin']]);
  expect((await readdir(folder)).sort()).toEqual(['a.bin', 'b.bin', 'c.bin']);
});
