import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { DataFile } from './data-file.js';
import type { DataSource, DeliveredFile } from './data-source.js';
import { downloadBytes } from './download.js';

/** Files gzipped one by one below a URL: `BASE/NAME.gz`. */
export function gzippedUrlSource(baseUrl: string): DataSource {
  return {
    name: baseUrl,
    fetch: (wanted, context) => unpackEach(wanted, (name) => downloadBytes(`${baseUrl}/${name}.gz`, context)),
  };
}

/** Yields files gzipped one by one in a folder: `FOLDER/NAME.gz`. */
export function readGzippedFolder(folder: string, wanted: readonly DataFile[]): AsyncIterable<DeliveredFile> {
  return unpackEach(wanted, (name) => readFile(join(folder, `${name}.gz`)));
}

async function* unpackEach(
  wanted: readonly DataFile[],
  read: (name: string) => Promise<Uint8Array>,
): AsyncGenerator<DeliveredFile, void> {
  for (const file of wanted) {
    const content = await promisify(gunzip)(await read(file.name), { maxOutputLength: file.bytes });
    yield { file, content };
  }
}
