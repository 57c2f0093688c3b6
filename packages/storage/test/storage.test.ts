import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startTestS3, useTempDir } from '@rote/testkit';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openStorage, type ObjectStorage } from '../src/index.js';

const bytes = (text: string): Uint8Array => Buffer.from(text);

const STORAGES: readonly (readonly [string, () => Promise<string>])[] = [
  ['a folder', async () => join(await useTempDir(), 'not', 'there', 'yet')],
  ['a bucket', async () => (await startTestS3()).url],
  ['a prefix in a bucket', async () => (await startTestS3()).url.replace('bucket?', 'bucket/some/prefix?')],
];

describe.each(STORAGES)('%s', (_, makeUrl) => {
  async function open(): Promise<ObjectStorage> {
    const storage = openStorage(await makeUrl());
    onTestFinished(() => {
      storage.close();
    });
    return storage;
  }

  test('reads an object as it was last written', async () => {
    const storage = await open();
    const large = randomBytes(3_000_000);
    await storage.write('a/b/large', large);
    await storage.write('empty', bytes(''));
    expect(large.equals((await storage.read('a/b/large'))!)).toBe(true);
    expect(await storage.read('empty')).toHaveLength(0);
    await storage.write('a/b/large', bytes('small now'));
    expect(Buffer.from((await storage.read('a/b/large'))!).toString()).toBe('small now');
  });

  test('writes the content of a file', async () => {
    const storage = await open();
    const file = join(await useTempDir(), 'large');
    const large = randomBytes(300_000);
    await writeFile(file, large);
    await storage.writeFile('a/file', file);
    expect(large.equals((await storage.read('a/file'))!)).toBe(true);
  });

  test('reads a missing object as undefined, lists nothing, and may remove it', async () => {
    const storage = await open();
    expect(await storage.read('a/b')).toBeUndefined();
    expect(await storage.list('')).toEqual([]);
    expect(await storage.list('a/b/')).toEqual([]);
    expect(await allFolders(storage)).toEqual([]);
    await storage.remove('a/b');
  });

  test('lists names by prefix in order, whether or not it ends a segment', async () => {
    const storage = await open();
    for (const name of ['b/2/x', 'a/1', 'b/10', 'b/1', 'b/2/w', 'bb/1'])
      await storage.write(name, bytes(name));
    expect(await storage.list('')).toEqual(['a/1', 'b/1', 'b/10', 'b/2/w', 'b/2/x', 'bb/1']);
    expect(await storage.list('b/')).toEqual(['b/1', 'b/10', 'b/2/w', 'b/2/x']);
    expect(await storage.list('b/1')).toEqual(['b/1', 'b/10']);
    expect(await storage.list('b/2/')).toEqual(['b/2/w', 'b/2/x']);
  });

  test('lists only folders that contain objects', async () => {
    const storage = await open();
    for (const name of ['top', 'a/1/x', 'a/2', 'b/1/x/y']) await storage.write(name, bytes(name));
    expect(await allFolders(storage)).toEqual(['a', 'b']);
    await storage.remove('a/1/x');
    await storage.remove('b/1/x/y');
    expect(await allFolders(storage)).toEqual(['a']);
    await storage.remove('a/2');
    expect(await allFolders(storage)).toEqual([]);
  });

  test('leaves one writer’s whole object when two write the same name', async () => {
    const storage = await open();
    const versions = [1, 2, 3, 4].map((fill) => Buffer.alloc(50_000, fill));
    await storage.write('one', versions[0]!);
    await Promise.all(
      versions.map(async (version) => {
        for (let turn = 0; turn < 10; turn++) await storage.write('one', version);
      }),
    );
    const found = Buffer.from((await storage.read('one'))!);
    expect(versions.some((version) => version.equals(found))).toBe(true);
  });

  test('behaves like a map', async () => {
    const storage = await open();
    const name = fc.constantFrom('a', 'b/1', 'b/2', 'c/d/e');
    const step = fc.oneof(
      fc.record({ kind: fc.constant('write' as const), name, content: fc.uint8Array({ maxLength: 100 }) }),
      fc.record({ kind: fc.constant('remove' as const), name }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const model = new Map<string, Uint8Array>();
        for (const old of await storage.list('')) await storage.remove(old);
        for (const action of steps) {
          if (action.kind === 'remove') {
            model.delete(action.name);
            await storage.remove(action.name);
          } else {
            model.set(action.name, action.content);
            await storage.write(action.name, action.content);
          }
        }
        expect(await storage.list('')).toEqual([...model.keys()].sort());
        for (const [key, content] of model) expect([...(await storage.read(key))!]).toEqual([...content]);
      }),
      { numRuns: 15 },
    );
  });

  test.each(['', '/a', 'a/', 'a//b', '../a', 'a/../b', '.staging/a', 'a b', 'ä'])(
    'treats the name "%s" as a programming error',
    async (name) => {
      const storage = await open();
      expect(() => storage.locate(name)).toThrow(TypeError);
      await expect((async () => storage.write(name, bytes('x')))()).rejects.toThrow(TypeError);
      await expect((async () => storage.read(name))()).rejects.toThrow(TypeError);
    },
  );

  test.each(['/', '../', 'a/../', '.staging/', 'a//'])(
    'treats the prefix "%s" as a programming error',
    async (prefix) => {
      const storage = await open();
      await expect(storage.list(prefix)).rejects.toThrow(TypeError);
    },
  );
});

test('gives addresses that other programs understand', async () => {
  const folder = await useTempDir();
  expect(openStorage(folder).locate('a/b')).toBe(`file://${folder}/a/b`);
  expect(openStorage('s3://bucket/prefix?region=eu-central-1').locate('a/b')).toBe('s3://bucket/prefix/a/b');
});

async function allFolders(storage: ObjectStorage): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const page of storage.folders()) found.push(...page);
  return found.sort();
}
