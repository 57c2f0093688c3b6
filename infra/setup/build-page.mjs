// Builds the web page (apps/web/dist/page) unless it was built from the same sources. Each file is also there compressed, so
// that the API does not compress it for every browser.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const root = fileURLToPath(new URL('../..', import.meta.url));
const web = path.join(root, 'apps/web');
const page = path.join(web, 'dist/page');
const stamp = path.join(web, 'dist/.page-made-from');

/** Everything that can change the page: files, and folders with all that is in them. */
const SOURCES = [
  'package-lock.json',
  'infra/setup/build-page.mjs',
  'apps/web/index.html',
  'apps/web/vite.config.ts',
  'apps/web/src',
  // Its queries are the recipes of the SQL page.
  'docs/guide/asking-results.md',
  ...['client', 'contracts', 'domain', 'figures'].map((name) => `packages/${name}/src`),
];

/** Compressing smaller files saves less than a packet. */
const LEAST_BYTES = 1024;
const COMPRESSIBLE = /\.(?:js|css|html|svg)$/;

/** The files at a path, in an order that does not change. */
const filesAt = (place) =>
  statSync(place).isDirectory()
    ? readdirSync(place, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => path.join(parentPath, name))
        .sort()
    : [place];

function digestOfSources() {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap((source) => filesAt(path.join(root, source))))
    hash.update(path.relative(root, file)).update(readFileSync(file));
  return hash.digest('hex');
}

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function compressFiles() {
  for (const file of filesAt(page)) {
    const content = readFileSync(file);
    if (!COMPRESSIBLE.test(file) || content.length < LEAST_BYTES) continue;
    writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
    writeFileSync(`${file}.br`, brotliCompressSync(content));
  }
}

/** Builds the page unless it is up to date; returns whether it did. */
async function buildPage() {
  const digest = digestOfSources();
  if (readIfThere(stamp) === digest) return false;
  const require = createRequire(path.join(web, 'package.json'));
  const { build } = await import(pathToFileURL(require.resolve('vite')).href);
  await build({ configFile: path.join(web, 'vite.config.ts'), logLevel: 'warn' });
  compressFiles();
  writeFileSync(stamp, digest);
  return true;
}

await buildPage();
