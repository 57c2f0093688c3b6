import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Header } from 'tar';

const BLOCK_BYTES = 512;

/**
 * Unpacks a gzipped tar archive in memory. Paths must fit into the headers, as they do in an archive of a few files.
 *
 * @returns the content of each file by its path, as views of one buffer
 * @throws Error if the archive is damaged, or ends within a file
 */
export async function unpackTarGz(archive: Uint8Array): Promise<ReadonlyMap<string, Uint8Array>> {
  const tar = await promisify(gunzip)(archive);
  const files = new Map<string, Uint8Array>();
  let start = 0;
  while (start < tar.length) {
    const header = new Header(tar, start);
    if (header.nullBlock) break;
    if (!header.cksumValid) throw new Error(`it has no valid header at byte ${start}`);
    const { path = '', size = 0 } = header;
    const content = tar.subarray(start + BLOCK_BYTES, start + BLOCK_BYTES + size);
    if (content.length < size) throw new Error(`it ends in the middle of ${path}`);
    if (header.type === 'File') files.set(path, content);
    start += BLOCK_BYTES * (1 + Math.ceil(size / BLOCK_BYTES));
  }
  return files;
}
