import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { useTempDir } from '@rote/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { openStorage } from '../src/index.js';

const run = promisify(execFile);
const ENDLESS_WRITER = fileURLToPath(new URL('fixtures/endless-writer.mjs', import.meta.url));
const bytes = (text: string): Uint8Array => Buffer.from(text);

test('leaves a whole object under the name when a writer is killed at any moment', async () => {
  const folder = await useTempDir();
  const storage = openStorage(folder);
  for (let kill = 0; kill < 8; kill++) {
    const child = spawn(process.execPath, [ENDLESS_WRITER, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    await delay(kill * 3);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const found = (await storage.read('cell/object'))!;
    expect(found).toHaveLength(2_000_000);
    expect(new Set(found).size).toBe(1);
    expect(await storage.list('')).toEqual(['cell/object']);
  }
});

test('removes staging files that have been idle for an hour, and keeps newer ones', async () => {
  const folder = await useTempDir();
  const staging = join(folder, '.staging');
  await mkdir(staging);
  for (const name of ['old.partial', 'young.partial']) await writeFile(join(staging, name), 'half');
  const twoHoursAgo = Date.now() / 1000 - 2 * 60 * 60;
  await utimes(join(staging, 'old.partial'), twoHoursAgo, twoHoursAgo);
  await openStorage(folder).write('a', bytes('a'));
  expect(await readdir(staging)).toEqual(['young.partial']);
});

test('fails to write on a full disk, says so, keeps the old object and leaves nothing behind', async ({
  skip,
}) => {
  const folder = await useTempDir();
  try {
    await run('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder]);
  } catch {
    skip('needs to be root, to mount a small file system');
  }
  onTestFinished(async () => {
    await run('umount', [folder]);
  });
  const storage = openStorage(folder);
  await storage.write('cell/1', Buffer.alloc(20_000, 1));
  for (let turn = 0; turn < 3; turn++) {
    const writing = storage.write('cell/1', Buffer.alloc(100_000, 2));
    await expect(writing).rejects.toMatchObject({ code: 'storage-unavailable', retryable: true });
    await expect(writing).rejects.toThrow(`Cannot write ${folder}/cell/1: the disk is full: free some space`);
  }
  expect(await readdir(join(folder, '.staging'))).toEqual([]);
  expect(await storage.read('cell/1')).toEqual(Buffer.alloc(20_000, 1));
  await storage.write('cell/2', Buffer.alloc(20_000, 3));
});

test('reports a file in place of a folder, and how to fix it', async () => {
  const folder = join(await useTempDir(), 'objects');
  await writeFile(folder, '');
  const storage = openStorage(folder);
  for (const call of [
    () => storage.write('a/b', bytes('x')),
    () => storage.read('a/b'),
    () => storage.list(''),
  ]) {
    const calling = call();
    await expect(calling).rejects.toMatchObject({ code: 'storage-unavailable', retryable: true });
    await expect(calling).rejects.toThrow('a file is where a folder should be');
  }
  await expect(storage.folders()[Symbol.asyncIterator]().next()).rejects.toThrow(folder);
});

test('lets writers and removers share a folder', async () => {
  const storage = openStorage(await useTempDir());
  await Promise.all(
    [1, 2, 3, 4].map(async (writer) => {
      for (let turn = 0; turn < 50; turn++) {
        const name = `cell/run/${String(writer)}`;
        await storage.write(name, bytes(name));
        await storage.list('cell/');
        await storage.remove(name);
      }
    }),
  );
  expect(await storage.list('')).toEqual([]);
});

test('lists folders in pages', async () => {
  const folder = await useTempDir();
  await Promise.all(Array.from({ length: 1001 }, (_, index) => mkdir(join(folder, `cell-${String(index)}`))));
  const sizes: number[] = [];
  for await (const page of openStorage(folder).folders()) sizes.push(page.length);
  expect(sizes).toEqual([1000, 1]);
});

test('follows a link to the folder itself', async () => {
  const home = await useTempDir();
  await mkdir(join(home, 'real'));
  await symlink(join(home, 'real'), join(home, 'link'));
  await openStorage(join(home, 'link')).write('a/b', bytes('x'));
  expect(await openStorage(join(home, 'real')).list('')).toEqual(['a/b']);
});
