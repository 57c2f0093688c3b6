import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { extract } from 'tar';
import type { DataSource } from './data-source.js';
import { download } from './download.js';

const ARCHIVE_URL = 'https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz';
const FOLDER = 'cifar-10-batches-bin';

/** The official binary archive of CIFAR-10 (170 MB), already in the layout of the cache. */
export const cifar10ArchiveSource: DataSource = {
  name: ARCHIVE_URL,
  async *fetch(wanted, context) {
    const { scratch, signal } = context;
    const archive = join(scratch, 'cifar-10-binary.tar.gz');
    await pipeline(download(ARCHIVE_URL, context), createWriteStream(archive), { signal });
    await extract({ file: archive, cwd: scratch, strict: true });
    for (const file of wanted) yield { file, content: await readFile(join(scratch, FOLDER, file.name)) };
  },
};
