import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { DataSource } from './data-source.js';
import { downloadBytes } from './download.js';

/** Files that lie gzipped, one by one, below a URL: `BASE/NAME.gz`. */
export function gzipUrlSource(baseUrl: string): DataSource {
  return {
    name: baseUrl,
    async *fetch(wanted, context) {
      for (const file of wanted) {
        const packed = await downloadBytes(`${baseUrl}/${file.name}.gz`, context);
        yield { file, content: await promisify(gunzip)(packed, { maxOutputLength: file.bytes }) };
      }
    },
  };
}
