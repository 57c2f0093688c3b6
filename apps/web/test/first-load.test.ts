import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';

const PAGE = fileURLToPath(new URL('../dist/page/', import.meta.url));
const KIB = 1024;
const LIMIT_BYTES = 220 * KIB;

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
}

const manifest = JSON.parse(readFileSync(`${PAGE}.vite/manifest.json`, 'utf8')) as Readonly<
  Record<string, Chunk>
>;

/** The scripts that a chunk loads before it runs, itself included. */
function scriptsOf(name: string, found = new Set<string>()): ReadonlySet<string> {
  const { file, imports = [] } = manifest[name]!;
  if (found.has(file)) return found;
  found.add(file);
  for (const each of imports) scriptsOf(each, found);
  return found;
}

it('loads at most 220 KiB of script, compressed, before the page can be used', () => {
  const scripts = scriptsOf('index.html');
  expect(scripts.size).toBeGreaterThan(1);
  const bytes = [...scripts].reduce((sum, file) => sum + gzipSync(readFileSync(PAGE + file)).length, 0);
  expect(bytes).toBeLessThanOrEqual(LIMIT_BYTES);
});
