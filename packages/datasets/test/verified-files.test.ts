import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { useTempDir } from '@rote/testkit';
import { expect, test } from 'vitest';
import type { DataFile } from '../src/sources/data-file.js';
import type { DataSource } from '../src/sources/data-source.js';
import { createVerifiedFiles, type VerifiedFiles } from '../src/cache/verified-files.js';
import { contentOf, goodSource, SMALL_FILES } from './fixtures/small-files.js';

const [A, B, C] = SMALL_FILES as readonly [DataFile, DataFile, DataFile];
const NAMES = ['a.bin', 'b.bin', 'c.bin'];

interface Setup {
  readonly folder: string;
  readonly sources: readonly DataSource[];
  readonly signal?: AbortSignal;
  readonly onProgress?: (line: string) => void;
}

function open({ folder, sources, signal, onProgress }: Setup): VerifiedFiles {
  return createVerifiedFiles({
    title: 'small',
    folder,
    files: SMALL_FILES,
    sources,
    signal: signal ?? new AbortController().signal,
    onProgress: onProgress ?? (() => undefined),
  });
}

/** A source that delivers what `contentFor` returns, wrong or right. */
function source(name: string, contentFor: (file: DataFile) => Uint8Array): DataSource {
  return {
    name,
    async *fetch(wanted) {
      for (const file of wanted) yield await Promise.resolve({ file, content: contentFor(file) });
    },
  };
}

const deadSource = source('dead source', () => {
  throw new Error('connection refused');
});

/** A source that delivers nothing and waits until it is aborted. */
function waitingSource(): { readonly source: DataSource; readonly asked: Promise<void> } {
  const { promise, resolve } = promiseWithResolver();
  const waiting: DataSource = {
    name: 'waiting source',
    async *fetch(_, { signal }) {
      resolve();
      await once(signal, 'abort');
      yield* [];
    },
  };
  return { source: waiting, asked: promise };
}

function promiseWithResolver(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

async function damage(folder: string, file: DataFile, content: Uint8Array): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, file.name), content);
}

test('fetches every file once at the first read and uses the cache afterwards', async () => {
  const folder = join(await useTempDir(), 'deep', 'cache');
  const asked: (readonly string[])[] = [];
  const files = open({ folder, sources: [goodSource((names) => asked.push(names))] });
  for (const file of [B, A, C]) expect(await files.read(file)).toEqual(contentOf(file.name));
  expect(asked).toEqual([NAMES]);
  expect((await readdir(folder)).sort()).toEqual(NAMES);

  const again = open({ folder, sources: [deadSource] });
  expect(await again.read(A)).toEqual(contentOf('a.bin'));
});

test.each([
  ['corrupt', (right: Buffer) => Buffer.from(right).fill(0, 50, 51)],
  ['truncated', (right: Buffer) => right.subarray(0, 50)],
  ['empty', () => Buffer.alloc(0)],
])('fetches only a %s file in the cache again', async (_, spoil) => {
  const folder = await useTempDir();
  for (const file of [A, C]) await damage(folder, file, contentOf(file.name));
  await damage(folder, B, spoil(contentOf('b.bin')));
  const asked: (readonly string[])[] = [];
  const progress: string[] = [];
  const sources = [goodSource((names) => asked.push(names))];
  const files = open({ folder, sources, onProgress: (line) => progress.push(line) });
  expect(await files.read(B)).toEqual(contentOf('b.bin'));
  expect(asked).toEqual([['b.bin']]);
  expect(progress[0]).toContain('b.bin in the cache is damaged, fetching it again: expected SHA-256');
  expect(await readFile(join(folder, 'b.bin'))).toEqual(contentOf('b.bin'));
});

test('names and removes a file that is wrong again after the fetch', async () => {
  const folder = await useTempDir();
  const bad = Buffer.from('an error page');
  await damage(folder, B, bad);
  const files = open({ folder, sources: [source('bad source', () => bad)] });
  const reading = files.read(B);
  await expect(reading).rejects.toMatchObject({ code: 'data-corrupt', retryable: false });
  await expect(reading).rejects.toThrow(`bad source: a.bin: expected SHA-256 ${A.sha256}, found `);
  await expect(reading).rejects.toThrow(`b.bin: expected SHA-256 ${B.sha256}, found `);
  await expect(reading).rejects.toThrow('(13 bytes instead of 2100)');
  expect(await readdir(folder)).toEqual([]);
});

test('names and removes a file that the disk damages while writing', async () => {
  const folder = await useTempDir();
  const saboteur: DataSource = {
    name: 'saboteur',
    async *fetch(wanted) {
      for (const file of wanted) {
        yield { file, content: contentOf(file.name) };
        await damage(folder, file, Buffer.from('bit rot'));
      }
    },
  };
  const reading = open({ folder, sources: [saboteur] }).read(A);
  await expect(reading).rejects.toMatchObject({ code: 'data-corrupt' });
  await expect(reading).rejects.toThrow(
    `${join(folder, 'a.bin')} was fetched and verified, but cannot be read back`,
  );
  expect(await readdir(folder)).not.toContain('a.bin');
});

test('asks sources in order, each for what is still missing', async () => {
  const folder = await useTempDir();
  const spotty = source('spotty source', ({ name }) =>
    name === 'b.bin' ? Buffer.from('no') : contentOf(name),
  );
  const asked: (readonly string[])[] = [];
  const files = open({ folder, sources: [deadSource, spotty, goodSource((names) => asked.push(names))] });
  expect(await files.read(B)).toEqual(contentOf('b.bin'));
  expect(asked).toEqual([['b.bin']]);
});

test('reports what was tried and the manual steps if no source can be reached', async () => {
  const folder = await useTempDir();
  await damage(folder, C, contentOf('c.bin'));
  const reading = open({ folder, sources: [deadSource, { ...deadSource, name: 'other source' }] }).read(A);
  await expect(reading).rejects.toMatchObject({ code: 'data-unavailable', retryable: true });
  await expect(reading).rejects.toThrow(
    [
      'small: cannot get a.bin, b.bin: no source could be reached. Tried:',
      '  dead source: connection refused',
      '  other source: connection refused',
      `To put the files there by hand, place in ${folder}:`,
      `  a.bin  2100 bytes, SHA-256 ${A.sha256}`,
      `  b.bin  2100 bytes, SHA-256 ${B.sha256}`,
    ].join('\n'),
  );
  expect(await readdir(folder)).toEqual(['c.bin']);
});

test('fetches once for two simultaneous readers', async () => {
  const folder = await useTempDir();
  const asked: (readonly string[])[] = [];
  const sources = [goodSource((names) => asked.push(names))];
  const readers = [A, B, A].map((file) => open({ folder, sources }).read(file));
  expect(await Promise.all(readers)).toEqual(['a.bin', 'b.bin', 'a.bin'].map(contentOf));
  expect(asked).toEqual([NAMES]);
});

test('ends the fetch on abort, leaves nothing half-done and lets the next reader in', async () => {
  const folder = await useTempDir();
  const abort = new AbortController();
  const waiting = waitingSource();
  const reading = open({ folder, sources: [waiting.source], signal: abort.signal }).read(A);
  await waiting.asked;
  abort.abort();
  await expect(reading).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  expect(await readdir(folder)).toEqual([]);
  expect(await open({ folder, sources: [goodSource()] }).read(A)).toEqual(contentOf('a.bin'));
});

test('ends the wait for another reader on abort', async () => {
  const folder = await useTempDir();
  const [firstAbort, secondAbort] = [new AbortController(), new AbortController()];
  const waiting = waitingSource();
  const first = open({ folder, sources: [waiting.source], signal: firstAbort.signal }).read(A);
  await waiting.asked;
  const lockMet = promiseWithResolver();
  const sources = [goodSource()];
  const second = open({ folder, sources, signal: secondAbort.signal, onProgress: lockMet.resolve }).read(A);
  await lockMet.promise;
  secondAbort.abort();
  await expect(second).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  firstAbort.abort();
  await expect(first).rejects.toThrow();
});

test('distinguishes an unwritable cache from an unreachable source', async () => {
  const folder = await useTempDir();
  const saboteur: DataSource = {
    name: 'saboteur',
    async *fetch(wanted, { scratch }) {
      await mkdir(join(scratch, '../../a.bin/in-the-way'), { recursive: true });
      for (const file of wanted) yield { file, content: contentOf(file.name) };
    },
  };
  const reading = open({ folder, sources: [saboteur, goodSource()] }).read(A);
  await expect(reading).rejects.toMatchObject({ code: 'storage-unavailable', retryable: true });
  await expect(reading).rejects.toThrow(`Cannot write ${join(folder, 'a.bin')}`);
});
