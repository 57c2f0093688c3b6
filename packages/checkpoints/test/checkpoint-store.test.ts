import { createHash } from 'node:crypto';
import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TrainingSnapshot } from '@rote/domain';
import { type ObjectStorage, openStorage } from '@rote/storage';
import { startTestS3, useTempDir } from '@rote/testkit';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type CheckpointStore, createCheckpointStore } from '../src/checkpoint-store.js';
import { decodeSafetensors, encodeSafetensors } from '../src/safetensors.js';
import { exampleSnapshot, tensor } from './snapshots.js';

const CELL = 'ab'.repeat(32);
const OTHER_CELL = 'cd'.repeat(32);
const RUN = '0123abcd';

interface Opened {
  readonly storage: ObjectStorage;
  readonly store: CheckpointStore;
  readonly warnings: string[];
}

function open(url: string): Opened {
  const storage = openStorage(url);
  onTestFinished(() => {
    storage.close();
  });
  const warnings: string[] = [];
  return {
    storage,
    warnings,
    store: createCheckpointStore({ storage, onWarning: (message) => warnings.push(message) }),
  };
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const stepsOf = (names: readonly string[]): readonly number[] =>
  names.map((name) => Number(/(\d{12})-[^/]*$/.exec(name)?.[1]));

describe.each([
  ['a folder', useTempDir],
  ['a bucket', async (): Promise<string> => (await startTestS3()).url],
])('in %s', (_, makeUrl) => {
  test('returns the newest snapshot of the cell and run', async () => {
    const { store, storage, warnings } = open(await makeUrl());
    expect(await store.loadLatest(CELL, RUN)).toBeUndefined();
    for (const step of [9, 10, 100]) await store.save(CELL, RUN, exampleSnapshot(step));
    await store.save(CELL, 'ffff', exampleSnapshot(500));
    await store.save(OTHER_CELL, RUN, exampleSnapshot(600));
    expect(await store.loadLatest(CELL, RUN)).toEqual(exampleSnapshot(100));
    expect(stepsOf(await storage.list(`${CELL}/${RUN}/`))).toEqual([10, 100]);
    expect(await store.loadLatest(CELL, 'eeee')).toBeUndefined();
    expect(warnings).toEqual([]);
  });

  test('names a checkpoint by step and SHA-256; saving the same one again changes nothing', async () => {
    const { store, storage } = open(await makeUrl());
    const { name, bytes } = await store.save(CELL, RUN, exampleSnapshot(42));
    const found = (await storage.read(name))!;
    expect(name).toBe(`${CELL}/${RUN}/000000000042-${sha256(found)}.safetensors`);
    expect(bytes).toBe(found.length);
    expect(await store.save(CELL, RUN, exampleSnapshot(42))).toEqual({ name, bytes });
    expect(await storage.list('')).toEqual([name]);
  });

  test("discards a cell's checkpoints, but neither its weights nor other cells", async () => {
    const { store, storage } = open(await makeUrl());
    await store.save(CELL, RUN, exampleSnapshot(1));
    await store.save(CELL, 'ffff', exampleSnapshot(2));
    const other = await store.save(OTHER_CELL, RUN, exampleSnapshot(3));
    const address = await store.saveWeights(CELL, [tensor('w', [1], 1)], { cell: CELL });
    await store.discard(CELL);
    await store.discard(CELL);
    const [weights, ...others] = await storage.list('');
    expect(weights).toMatch(new RegExp(`^${CELL}/weights-[0-9a-f]{64}\\.safetensors$`));
    expect(others).toEqual([other.name]);
    expect(address).toBe(storage.locate(weights!));
  });

  test('discards what is disposable when collectors run at the same time, and asks only about cells', async () => {
    const url = await makeUrl();
    const { store, storage } = open(url);
    await store.save(CELL, RUN, exampleSnapshot(1));
    const kept = await store.save(OTHER_CELL, RUN, exampleSnapshot(1));
    await storage.write('something/else', Buffer.from('x'));
    const asked: (readonly string[])[] = [];
    const collect = async (): Promise<void> =>
      open(url).store.collect({
        disposable: (cellIds) => {
          asked.push([...cellIds].sort());
          return Promise.resolve(cellIds.filter((id) => id === CELL));
        },
        deleted: () => Promise.resolve([]),
      });
    await Promise.all([collect(), collect(), collect()]);
    expect(await storage.list('')).toEqual([kept.name, 'something/else']);
    expect(asked[0]).toEqual([CELL, OTHER_CELL]);
    await collect();
    expect(asked.at(-1)).toEqual([OTHER_CELL]);
  });

  test('removes all objects of deleted cells, unless one exists again by then', async () => {
    const { store, storage } = open(await makeUrl());
    for (const cell of [CELL, OTHER_CELL]) {
      await store.save(cell, RUN, exampleSnapshot(1));
      await store.saveWeights(cell, [tensor('w', [1], 1)], { cell });
    }
    const disposable = () => Promise.resolve([]);
    await store.collect({
      disposable,
      deleted: (ids) => Promise.resolve(ids.length === 1 ? ids.filter((id) => id === CELL) : ids),
    });
    const left = await storage.list('');
    expect(left).toHaveLength(2);
    expect(left.every((name) => name.startsWith(OTHER_CELL))).toBe(true);
    await store.collect({ disposable, deleted: (ids) => Promise.resolve(ids) });
    expect(await storage.list('')).toEqual([]);
  });
});

test('saves final weights at the address that it returns', async () => {
  const { store } = open(await useTempDir());
  const tensors = [tensor('w', [2], 1, -0)];
  const path = fileURLToPath(await store.saveWeights(CELL, tensors, { cell: CELL }));
  const bytes = await readFile(path);
  expect(path).toContain(`/weights-${sha256(bytes)}.safetensors`);
  expect(decodeSafetensors(bytes)).toEqual({ tensors, metadata: { cell: CELL } });
});

describe('a damaged checkpoint', () => {
  /** Creates two checkpoints, of steps 10 and 20, and returns the path of the newer one. */
  async function prepare(): Promise<Opened & { readonly folder: string; readonly newest: string }> {
    const folder = await useTempDir();
    const opened = open(folder);
    await opened.store.save(CELL, RUN, exampleSnapshot(10));
    const { name } = await opened.store.save(CELL, RUN, exampleSnapshot(20));
    return { ...opened, folder, newest: join(folder, name) };
  }

  /** Replaces the newest checkpoint with other bytes, under a name that fits their SHA-256. */
  async function replace(
    { storage, folder, newest }: Awaited<ReturnType<typeof prepare>>,
    bytes: Uint8Array,
  ) {
    await storage.remove(newest.slice(folder.length + 1));
    await storage.write(`${CELL}/${RUN}/000000000020-${sha256(bytes)}.safetensors`, bytes);
  }

  async function expectFallback(
    { store, warnings }: Opened,
    fault: string,
    expected: TrainingSnapshot | undefined = exampleSnapshot(10),
  ): Promise<void> {
    expect(await store.loadLatest(CELL, RUN)).toEqual(expected);
    expect(warnings).toEqual([expect.stringContaining(fault)]);
    expect(warnings[0]).toMatch(/^The checkpoint file:\/\/.* is damaged; falling back on the one before it/);
  }

  test('by one bit', async () => {
    const prepared = await prepare();
    const bytes = await readFile(prepared.newest);
    bytes[bytes.length - 1]! ^= 1;
    await writeFile(prepared.newest, bytes);
    await expectFallback(prepared, 'have the SHA-256');
  });

  test('by being cut off', async () => {
    const prepared = await prepare();
    await truncate(prepared.newest, 100);
    await expectFallback(prepared, 'its 100 bytes have the SHA-256');
  });

  test('by being empty', async () => {
    const prepared = await prepare();
    await truncate(prepared.newest, 0);
    await expectFallback(prepared, 'its 0 bytes have the SHA-256');
  });

  test('by being something else', async () => {
    const prepared = await prepare();
    await replace(prepared, Buffer.from('not safetensors at all'));
    await expectFallback(prepared, 'Not a safetensors file');
  });

  test('by holding no snapshot', async () => {
    const prepared = await prepare();
    await replace(prepared, encodeSafetensors({ tensors: [], metadata: { format: 'pt' } }));
    await expectFallback(prepared, 'Not a snapshot: /run');
  });

  test('by belonging to another run', async () => {
    const prepared = await prepare();
    const { name } = await prepared.store.save(CELL, 'ffff', exampleSnapshot(20));
    await replace(prepared, (await prepared.storage.read(name))!);
    await expectFallback(prepared, 'it is of step 20 of the run ffff');
  });

  test('by belonging to another step', async () => {
    const prepared = await prepare();
    await replace(prepared, await readFile(prepared.newest.replace(/[^/]+$/, await first(prepared))));
    await expectFallback(prepared, `it is of step 10 of the run ${RUN}`);
  });

  test('like the one before it, so the cell starts from scratch', async () => {
    const { store, storage, folder, warnings } = await prepare();
    for (const name of await storage.list('')) await truncate(join(folder, name), 100);
    expect(await store.loadLatest(CELL, RUN)).toBeUndefined();
    expect(warnings).toHaveLength(2);
  });

  test('is kept until there is a newer one, but never fallen back on', async () => {
    const { store, storage, newest, warnings } = await prepare();
    await truncate(newest, 100);
    await store.loadLatest(CELL, RUN);
    expect(stepsOf(await storage.list(CELL))).toEqual([10, 20]);
    await store.save(CELL, RUN, exampleSnapshot(15));
    expect(stepsOf(await storage.list(CELL))).toEqual([10, 15]);
    expect(warnings).toHaveLength(1);
  });

  test('is intact again once the same snapshot is saved again', async () => {
    const { store, newest, warnings } = await prepare();
    await truncate(newest, 100);
    await store.loadLatest(CELL, RUN);
    await store.save(CELL, RUN, exampleSnapshot(20));
    expect(await store.loadLatest(CELL, RUN)).toEqual(exampleSnapshot(20));
    expect(warnings).toHaveLength(1);
  });

  async function first({ newest }: { readonly newest: string }): Promise<string> {
    return (await readdir(join(newest, '..'))).sort()[0]!;
  }
});

test('neither reads nor removes files that are not checkpoints', async () => {
  const { store, storage, warnings } = open(await useTempDir());
  const strangers = ['notes.txt', '000000000099-short.safetensors', 'zz.safetensors', 'deeper/x.safetensors'];
  for (const name of strangers) await storage.write(`${CELL}/${RUN}/${name}`, Buffer.from('x'));
  expect(await store.loadLatest(CELL, RUN)).toBeUndefined();
  for (const step of [1, 2, 3]) await store.save(CELL, RUN, exampleSnapshot(step));
  expect(await store.loadLatest(CELL, RUN)).toEqual(exampleSnapshot(3));
  await store.discard(CELL);
  expect(await storage.list('')).toEqual(strangers.map((name) => `${CELL}/${RUN}/${name}`).sort());
  expect(warnings).toEqual([]);
});

test('keeps what an attempt that lags behind has just written, and the newest two of others', async () => {
  const { store, storage } = open(await useTempDir());
  for (const step of [300, 400]) await store.save(CELL, RUN, exampleSnapshot(step));
  await store.save(CELL, RUN, exampleSnapshot(100));
  expect(stepsOf(await storage.list(CELL))).toEqual([100, 300, 400]);
  await store.save(CELL, RUN, exampleSnapshot(200));
  expect(stepsOf(await storage.list(CELL))).toEqual([200, 300, 400]);
});

test('never shows half a checkpoint to attempts that save and load at the same time', async () => {
  const url = await useTempDir();
  const attempts = [1, 2, 3].map(() => open(url));
  await Promise.all(
    attempts.map(async ({ store }) => {
      for (let step = 1; step <= 30; step++) {
        await store.save(CELL, RUN, exampleSnapshot(step));
        expect(await store.loadLatest(CELL, RUN)).toBeDefined();
      }
    }),
  );
  expect(attempts.flatMap(({ warnings }) => warnings)).toEqual([]);
  expect(await attempts[0]!.store.loadLatest(CELL, RUN)).toEqual(exampleSnapshot(30));
});

test('throws to the caller if the storage cannot be reached', async () => {
  const s3 = await startTestS3();
  const { store, warnings } = open(s3.url);
  await store.save(CELL, RUN, exampleSnapshot(1));
  s3.stop();
  const unavailable = expect.objectContaining({ code: 'storage-unavailable', retryable: true }) as Error;
  await expect(store.loadLatest(CELL, RUN)).rejects.toThrow(unavailable);
  await expect(store.save(CELL, RUN, exampleSnapshot(2))).rejects.toThrow(unavailable);
  await expect(store.saveWeights(CELL, [], {})).rejects.toThrow(unavailable);
  await expect(store.discard(CELL)).rejects.toThrow(unavailable);
  await expect(
    store.collect({ disposable: (ids) => Promise.resolve(ids), deleted: () => Promise.resolve([]) }),
  ).rejects.toThrow(unavailable);
  expect(warnings).toEqual([]);
});

test('warns of old checkpoints that cannot be removed, and keeps the new one', async () => {
  const storage = openStorage(await useTempDir());
  const warnings: string[] = [];
  const stubborn = { ...storage, remove: () => Promise.reject(new Error('read-only')) };
  const store = createCheckpointStore({ storage: stubborn, onWarning: (message) => warnings.push(message) });
  for (const step of [1, 2, 3]) await store.save(CELL, RUN, exampleSnapshot(step));
  expect(warnings).toEqual(['Old checkpoints stay until the next one is written: read-only']);
  expect(await store.loadLatest(CELL, RUN)).toEqual(exampleSnapshot(3));
});
