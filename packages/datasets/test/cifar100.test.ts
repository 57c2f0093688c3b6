import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { DATASETS, RoteError } from '@rote/domain';
import { useHttpServer, useTempDir } from '@rote/testkit';
import { create } from 'tar';
import { expect, test } from 'vitest';
import { cifar100Loader, type Cifar100Options } from '../src/cifar100.js';
import { loadDataset } from '../src/index.js';
import { fileUrlSource } from '../src/sources/file-url-source.js';
import { DATA_DIR, FETCH_TIMEOUT_MS } from './fixtures/data-dir.js';

const NAME = 'cifar-100-binary.tar.gz';

/** A record of the official layout: superclass, class, and three planes of one value each. */
const recordOf = (superclass: number, label: number, [red, green, blue]: readonly number[]): Buffer =>
  Buffer.concat([
    Buffer.from([superclass, label]),
    ...[red, green, blue].map((value) => Buffer.alloc(1024, value)),
  ]);

const TRAIN = Buffer.concat([
  recordOf(11, 19, [1, 2, 3]),
  recordOf(15, 29, [4, 5, 6]),
  recordOf(13, 99, [7, 8, 9]),
]);
const TEST = Buffer.concat([recordOf(10, 0, [250, 251, 252]), recordOf(19, 41, [253, 254, 255])]);

/** The official archive's files, with few images in them. */
async function archiveOf(files: Readonly<Record<string, Uint8Array>>): Promise<Buffer> {
  const cwd = await useTempDir();
  await mkdir(join(cwd, 'cifar-100-binary'));
  const all = { 'fine_label_names.txt': Buffer.from('apple\n'), ...files };
  for (const [name, content] of Object.entries(all))
    await writeFile(join(cwd, 'cifar-100-binary', name), content);
  await create({ cwd, file: join(cwd, NAME), gzip: true }, ['cifar-100-binary']);
  return readFile(join(cwd, NAME));
}

/** Loads what a server has, if `archive` is what it should have; returns the cache, too. */
async function load(archive: Buffer, { served = archive }: { readonly served?: Buffer } = {}) {
  const url = await useHttpServer((request, response) => {
    if (request.url !== `/${NAME}`) response.statusCode = 404;
    response.end(served);
  });
  const options: Cifar100Options = {
    archive: {
      name: NAME,
      bytes: archive.length,
      sha256: createHash('sha256').update(archive).digest('hex'),
    },
    sources: [fileUrlSource(url)],
    train: 3,
    test: 2,
  };
  const folder = await useTempDir();
  const context = { folder, signal: new AbortController().signal, onProgress: () => undefined };
  return { folder, loading: cifar100Loader(options)(context) };
}

test('reads images and classes but not superclasses', async () => {
  const { folder, loading } = await load(await archiveOf({ 'train.bin': TRAIN, 'test.bin': TEST }));
  const { train, test: held, ...shape } = await loading;
  expect(shape).toEqual({ name: 'cifar100', height: 32, width: 32, channels: 3, classes: 100 });
  expect([train.count, train.images.length, [...train.labels]]).toEqual([3, 3 * 3072, [19, 29, 99]]);
  expect([held.count, held.images.length, [...held.labels]]).toEqual([2, 2 * 3072, [0, 41]]);
  for (const [pixel, channels] of [
    [0, [1, 2, 3]],
    [1023, [1, 2, 3]],
    [1024, [4, 5, 6]],
    [3071, [7, 8, 9]],
  ] as const)
    expect([...train.images.subarray(3 * pixel, 3 * pixel + 3)]).toEqual(channels);
  expect([...held.images.subarray(-3)]).toEqual([253, 254, 255]);
  expect(await readdir(folder)).toEqual([NAME]);
});

test.each([0.2, 0.5, 0.99])('rejects an archive of which only a share of %d arrived', async (share) => {
  const archive = await archiveOf({ 'train.bin': TRAIN, 'test.bin': TEST });
  const { folder, loading } = await load(archive, { served: archive.subarray(0, share * archive.length) });
  await expect(loading).rejects.toMatchObject({ code: 'data-corrupt', retryable: false });
  await expect(loading).rejects.toThrow(new RegExp(`bytes instead of ${String(archive.length)}`));
  await expect(loading).rejects.toThrow(`To put the files there by hand, place in ${folder}:\n  ${NAME}`);
  expect(await readdir(folder)).toEqual([]);
});

test('rejects another archive of the same length', async () => {
  const archive = await archiveOf({ 'train.bin': TRAIN, 'test.bin': TEST });
  const served = Buffer.from(archive);
  served[served.length - 10]! ^= 1;
  const { folder, loading } = await load(archive, { served });
  await expect(loading).rejects.toMatchObject({ code: 'data-corrupt' });
  await expect(loading).rejects.toThrow(/expected SHA-256 [0-9a-f]{64}, found [0-9a-f]{64}$/m);
  expect(await readdir(folder)).toEqual([]);
});

/** Archives that are what they should be by their digest, and cannot be read. */
test.each([
  [
    'a train file of another size',
    { 'train.bin': TRAIN.subarray(0, -1), 'test.bin': TEST },
    'train.bin has 9221 bytes; expected 3074 for each of 3 images',
  ],
  [
    'a test file of another size',
    { 'train.bin': TRAIN, 'test.bin': TRAIN },
    'test.bin has 9222 bytes; expected 3074 for each of 2 images',
  ],
  ['no test file', { 'train.bin': TRAIN }, `${NAME} has no cifar-100-binary/test.bin`],
  [
    'a label beyond 99',
    { 'train.bin': TRAIN, 'test.bin': Buffer.concat([TEST.subarray(0, 3074), recordOf(0, 100, [0, 0, 0])]) },
    'test.bin: image 1 has label 100; expected 0 to 99',
  ],
])('rejects an archive with %s', async (_, files, message) => {
  const { loading } = await load(await archiveOf(files));
  await expect(loading).rejects.toMatchObject({ code: 'data-corrupt', retryable: false });
  await expect(loading).rejects.toThrow(message);
});

test.each([
  ['is a page', () => Buffer.from('<html>'), 'incorrect header check'],
  ['is a gzipped page', () => gzipSync('<html>'.padEnd(512)), 'it has no valid header at byte 0'],
  ['is cut as gzip', (archive: Buffer) => archive.subarray(0, 200), 'unexpected end of file'],
  [
    'is cut as tar',
    (archive: Buffer) => gzipSync(gunzipSync(archive).subarray(0, 8000)),
    /it ends in the middle of cifar-100-binary\/t\w+\.bin/,
  ],
])('rejects an archive that %s', async (_, spoil, message) => {
  const archive = await archiveOf({ 'train.bin': TRAIN, 'test.bin': TEST });
  const { loading } = await load(spoil(archive));
  await expect(loading).rejects.toMatchObject({ code: 'data-corrupt', retryable: false });
  await expect(loading).rejects.toThrow(`cifar100: ${NAME}: `);
  await expect(loading).rejects.toThrow(message);
});

test('loads CIFAR-100', { timeout: FETCH_TIMEOUT_MS }, async (context) => {
  const loading = loadDataset('cifar100', { cacheDir: DATA_DIR, onProgress: console.log });
  const dataset = await loading.catch((error: unknown) => {
    // It is on its own site only, which not every machine reaches.
    if (error instanceof RoteError && error.code === 'data-unavailable') return context.skip(error.message);
    throw error;
  });
  const names = DATASETS.cifar100.classNames;
  expect([...dataset.train.labels.subarray(0, 6)].map((label) => names[label])).toEqual([
    'cattle',
    'dinosaur',
    'apple',
    'boy',
    'aquarium_fish',
    'telephone',
  ]);
  for (const [set, each] of [
    [dataset.train, 500],
    [dataset.test, 100],
  ] as const) {
    const counts = new Array<number>(100).fill(0);
    for (const label of set.labels) counts[label]! += 1;
    expect(counts).toEqual(new Array(100).fill(each));
  }
});
