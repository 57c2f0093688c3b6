import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { useTempDir } from '@rote/testkit';
import { beforeEach, expect, test } from 'vitest';
import { linkBuild, openBuildCache } from '../src/set-up/build-cache.js';

let directory: string;

beforeEach(async () => {
  directory = await useTempDir();
});

test('a build is found once it is complete, and readable by other accounts', async () => {
  const cache = await openBuildCache(directory);
  const added = await cache.add('key', async (staging) => {
    await writeFile(join(staging, 'library'), 'whole');
    expect(await cache.find('key')).toBeUndefined();
  });
  expect(await cache.find('key')).toBe(added);
  expect((await stat(added)).mode & 0o777).toBe(0o755);
  expect(await readdir(directory)).toEqual(['key']);
});

test('a build that fails leaves nothing', async () => {
  const cache = await openBuildCache(directory);
  const failing = cache.add('key', async (staging) => {
    await writeFile(join(staging, 'library'), 'half');
    throw new Error('compiler gone');
  });
  await expect(failing).rejects.toThrow('compiler gone');
  expect(await readdir(directory)).toEqual([]);
});

test('what a killed set-up left is removed at the next start', async () => {
  await mkdir(join(directory, 'staging-x1y2z3', 'deps'), { recursive: true });
  await openBuildCache(directory);
  expect(await readdir(directory)).toEqual([]);
});

test('a new build replaces the old one of the same key', async () => {
  const cache = await openBuildCache(directory);
  for (const content of ['old', 'new']) {
    await cache.add('key', (staging) => writeFile(join(staging, 'library'), content));
  }
  expect(await readFile(join(directory, 'key', 'library'), 'utf8')).toBe('new');
  expect(await readdir(directory)).toEqual(['key']);
});

test.each(['nothing', 'an older link', 'a real folder'])(
  'a build is linked into a package that has %s',
  async (kind) => {
    const nativePackage = { name: 'tfjs-node', version: '0', directory: join(directory, 'package') } as const;
    await mkdir(nativePackage.directory);
    for (const build of ['old', 'new']) {
      await mkdir(join(directory, build, 'lib'), { recursive: true });
      await writeFile(join(directory, build, 'lib', 'binding'), build);
    }
    if (kind === 'an older link') await linkBuild(join(directory, 'old'), nativePackage);
    if (kind === 'a real folder') await mkdir(join(nativePackage.directory, 'lib'));
    await linkBuild(join(directory, 'new'), nativePackage);
    expect(await readFile(join(nativePackage.directory, 'lib', 'binding'), 'utf8')).toBe('new');
    expect(await readFile(join(directory, 'old', 'lib', 'binding'), 'utf8')).toBe('old');
    expect(await readdir(nativePackage.directory)).toEqual(['lib']);
  },
);
