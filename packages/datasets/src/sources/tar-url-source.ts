import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { extract } from 'tar';
import type { DataSource } from './data-source.js';
import { download } from './download.js';

/** Files in the folder `folder` of a gzipped tar archive at a URL. */
export function tarUrlSource(url: string, folder: string): DataSource {
  return {
    name: url,
    async *fetch(wanted, context) {
      const { scratch, signal } = context;
      const archive = join(scratch, 'archive.tar.gz');
      await pipeline(download(url, context), createWriteStream(archive), { signal });
      await extract({ file: archive, cwd: scratch, strict: true });
      for (const file of wanted) yield { file, content: await readFile(join(scratch, folder, file.name)) };
    },
  };
}
