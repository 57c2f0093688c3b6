import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, readdir, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { useTempDir } from '@rote/testkit';
import { beforeEach, describe, expect, test } from 'vitest';
import { bindingPath, findNativePackage } from '../src/native/native-package.js';
import type { NativePackage } from '../src/native/native-package.js';
import { installInto } from '../src/set-up/install-native-engine.js';
import { wheelRecipe } from '../src/set-up/wheel-recipe.js';

const original = findNativePackage('tfjs-node-gpu');
const binding = original === undefined ? undefined : bindingPath(original.directory);
const isBound = binding !== undefined && existsSync(binding);
const ifBound = { skip: !isBound };
const reason = isBound ? '' : ' (skipped: tfjs-node-gpu has no native binding)';

let directory: string;
let nativePackage: NativePackage;
let progress: string[];
const cacheDir = (): string => join(directory, 'cache');
const install = (options: { python?: string; signal?: AbortSignal; force?: boolean } = {}) =>
  installInto([nativePackage], {
    cacheDir: cacheDir(),
    onProgress: (line) => progress.push(line),
    ...options,
  });

beforeEach(async () => {
  directory = await useTempDir();
  progress = [];
  nativePackage = { name: 'tfjs-node-gpu', version: '4.22.0', directory: join(directory, 'tfjs-node-gpu') };
  await mkdir(nativePackage.directory);
  if (original === undefined) return;
  for (const part of ['package.json', 'binding', 'binding.gyp']) {
    await cp(join(original.directory, part), join(nativePackage.directory, part), { recursive: true });
  }
});

/** A cache that has the real build under the key of the wheel for the CPU. */
async function cacheRealBuild(): Promise<string> {
  const { key } = wheelRecipe('cpu', nativePackage, [nativePackage]);
  await mkdir(join(cacheDir(), key), { recursive: true });
  const library = dirname(dirname(await realpath(binding ?? '')));
  await symlink(library, join(cacheDir(), key, 'lib'));
  return key;
}

/** A program in place of Python. */
async function fakePython(script: string): Promise<string> {
  const file = join(directory, 'python');
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
  return file;
}

describe('on a machine that lacks something', () => {
  test('reports a missing npm package without throwing', async () => {
    const installation = await installInto([], { cacheDir: cacheDir(), onProgress: () => undefined });
    expect(installation).toMatchObject({ engine: undefined, notes: [/npm installed neither/] });
  });

  test.each([
    [
      'Python',
      undefined,
      /it needs Python 3 \(looked for .*no-python; Debian and Ubuntu: apt install python3 python3-pip\)/,
    ],
    ['pip', '[ "$1" = -c ]', /it needs pip for .*python \(Debian/],
    [
      'a newer pip',
      'case "$*" in *pip*) echo "pip 18.1 from /usr/lib";; *) echo Python 3.6.15;; esac',
      /it needs pip 20\.3 or newer, this is 18\.1 \(.*python -m pip install --upgrade pip\)/,
    ],
    [
      'a network',
      `case "$*" in *download*)
         echo "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError('<HTTPSConnection object at 0x7f8f>: Failed to establish a new connection: [Errno -2] Name or service not known')': /simple/tensorflow-cpu/" >&2
         echo "ERROR: No matching distribution found" >&2; exit 1;; *) echo 11;; esac`,
      /pip could not download tensorflow.*: exit code 1: no connection: Failed to establish a new connection: \[Errno -2\] Name or service not known(\n|$)/,
    ],
    [
      'the wheel',
      'case "$*" in *download*) echo "ERROR: No matching distribution found" >&2; exit 1;; *) echo 11;; esac',
      /pip could not download tensorflow.*: exit code 1: ERROR: No matching distribution/,
    ],
    [
      'a whole wheel',
      'case "$*" in *pip*) exit 0;; -c*zipfile*) exit 0;; *) echo 11;; esac',
      /compiling the binding of tfjs-node-gpu failed/,
    ],
  ])('%s: the note says what to do, and nothing is left behind', async (_, script, note) => {
    const python = script === undefined ? join(directory, 'no-python') : await fakePython(script);
    const { engine, notes } = await install({ python });
    expect(engine).toBeUndefined();
    expect(notes.join('\n')).toMatch(note);
    expect(await readdir(cacheDir())).toEqual([]);
    expect(await readdir(nativePackage.directory)).not.toContain('lib');
  });

  test('reports a cache that cannot be created without throwing', async () => {
    await writeFile(cacheDir(), 'a file');
    const { notes } = await install();
    expect(notes.join('\n')).toMatch(/the set-up in .*cache failed: EEXIST/);
  });
});

test('rejects when cancelled, and leaves nothing incomplete', async () => {
  const abort = new AbortController();
  const python = await fakePython('case "$*" in *download*) exec sleep 60;; *) echo 11;; esac');
  const installing = installInto([nativePackage], {
    cacheDir: cacheDir(),
    python,
    signal: abort.signal,
    onProgress: () => {
      abort.abort();
    },
  });
  await expect(installing).rejects.toMatchObject({ code: 'aborted' });
  expect(await readdir(cacheDir())).toEqual([]);
});

describe(`with a build${reason}`, ifBound, () => {
  test('links the cached one, and finds it present the next time', async () => {
    await cacheRealBuild();
    const python = join(directory, 'no-python');
    expect(await install({ python })).toMatchObject({ engine: 'tfjs-node-gpu', source: 'cache', notes: [] });
    const again = await install({ python });
    expect(again).toMatchObject({ source: 'present', notes: [] });
    expect(again.version).toMatch(/^tfjs 4\.22\.0, TensorFlow 2\./);
    expect(progress).toEqual([]);
  });

  test('lets two set-ups at once both succeed', async () => {
    await cacheRealBuild();
    const both = await Promise.all([install(), install()]);
    expect(both.map(({ engine }) => engine)).toEqual(['tfjs-node-gpu', 'tfjs-node-gpu']);
  });

  test('removes a cached one that does not load, and notes it', async () => {
    const key = await cacheRealBuild();
    await rm(join(cacheDir(), key, 'lib'));
    await mkdir(dirname(bindingPath(join(cacheDir(), key))), { recursive: true });
    await writeFile(bindingPath(join(cacheDir(), key)), 'not a library');
    const { engine, notes } = await install({ python: join(directory, 'no-python') });
    expect(engine).toBeUndefined();
    expect(notes.join('\n')).toMatch(/the build in the cache does not load \(.*\), so it was removed/);
    expect(await readdir(cacheDir())).toEqual([]);
  });

  test('builds again if forced, and keeps the working one if that build fails', async () => {
    await cacheRealBuild();
    await install();
    const { notes } = await install({ force: true, python: join(directory, 'no-python') });
    expect(notes.join('\n')).toMatch(/it needs Python 3/);
    expect((await install()).source).toBe('present');
  });
});
