import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { DataFile } from './data-file.js';
import type { DeliveredFile } from './data-source.js';

/** Yields files that lie gzipped in a folder: `FOLDER/NAME.gz`. */
export async function* readGzipFolder(
  folder: string,
  wanted: readonly DataFile[],
): AsyncGenerator<DeliveredFile, void> {
  for (const file of wanted) {
    const packed = await readFile(join(folder, `${file.name}.gz`));
    yield { file, content: await promisify(gunzip)(packed, { maxOutputLength: file.bytes }) };
  }
}
