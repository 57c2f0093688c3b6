import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { useHttpServer, useTempDir } from '@rote/testkit';
import { create } from 'tar';
import { expect, test } from 'vitest';
import type { DataSource, DeliveredFile } from '../src/sources/data-source.js';
import { gzippedUrlSource } from '../src/sources/gzipped-files.js';
import { tarUrlSource } from '../src/sources/tar-url-source.js';
import { contentOf, SMALL_FILES } from './fixtures/small-files.js';

/** Fetches the small files; returns what arrived before the source ended or failed, and the failure. */
async function fetchAll(source: DataSource): Promise<{ delivered: DeliveredFile[]; failure: unknown }> {
  const delivered: DeliveredFile[] = [];
  const scratch = await useTempDir();
  const context = { scratch, signal: new AbortController().signal, onProgress: () => undefined };
  try {
    for await (const file of source.fetch(SMALL_FILES, context)) delivered.push(file);
    return { delivered, failure: undefined };
  } catch (failure) {
    return { delivered, failure };
  }
}

const WHOLE = SMALL_FILES.map((file) => ({ file, content: contentOf(file.name) }));

/** A gzipped tar archive with the small files in the folder `inner`. */
async function makeArchive(): Promise<Buffer> {
  const cwd = await useTempDir();
  await mkdir(join(cwd, 'inner'));
  for (const { name } of SMALL_FILES) await writeFile(join(cwd, 'inner', name), contentOf(name));
  await create({ cwd, file: join(cwd, 'archive.tar.gz'), gzip: true }, ['inner']);
  return readFile(join(cwd, 'archive.tar.gz'));
}

test('delivers the files of a tar archive', async () => {
  const archive = await makeArchive();
  const url = await useHttpServer((_, response) => response.end(archive));
  expect(await fetchAll(tarUrlSource(`${url}/archive.tar.gz`, 'inner'))).toEqual({ delivered: WHOLE });
});

test.each([0.2, 0.5, 0.9])('delivers nothing of a tar archive truncated at %d', async (cut) => {
  const archive = await makeArchive();
  const url = await useHttpServer((_, response) => response.end(archive.subarray(0, cut * archive.length)));
  const { delivered, failure } = await fetchAll(tarUrlSource(url, 'inner'));
  expect(delivered).toEqual([]);
  expect(failure).toBeInstanceOf(Error);
});

test('rejects an error page in place of a tar archive', async () => {
  const url = await useHttpServer((_, response) => response.end('<html>Please log in</html>'));
  const { delivered, failure } = await fetchAll(tarUrlSource(url, 'inner'));
  expect(delivered).toEqual([]);
  expect(failure).toBeInstanceOf(Error);
});

test('delivers gzipped files below a URL unpacked', async () => {
  const url = await useHttpServer((request, response) => {
    response.end(gzipSync(contentOf(request.url!.replace(/^\/(.*)\.gz$/, '$1'))));
  });
  expect(await fetchAll(gzippedUrlSource(url))).toEqual({ delivered: WHOLE });
});

test('stops at a gzipped file that is truncated or too large', async () => {
  for (const broken of [gzipSync(contentOf('b.bin')).subarray(0, 30), gzipSync(Buffer.alloc(10_000))]) {
    const url = await useHttpServer((request, response) => {
      response.end(request.url === '/b.bin.gz' ? broken : gzipSync(contentOf('a.bin')));
    });
    const { delivered, failure } = await fetchAll(gzippedUrlSource(url));
    expect(delivered).toEqual(WHOLE.slice(0, 1));
    expect(failure).toBeInstanceOf(Error);
  }
});
