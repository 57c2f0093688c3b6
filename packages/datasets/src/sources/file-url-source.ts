import type { DataSource } from './data-source.js';
import { downloadBytes } from './download.js';

/** Files below a URL, stored unmodified: `BASE/NAME`. */
export function fileUrlSource(baseUrl: string): DataSource {
  return {
    name: baseUrl,
    async *fetch(wanted, context) {
      for (const file of wanted)
        yield { file, content: await downloadBytes(`${baseUrl}/${file.name}`, context) };
    },
  };
}
