import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface DocPage {
  /** Its path relative to the root. */
  readonly file: string;
  readonly text: string;
}

const readPage = (file: string): DocPage => ({ file, text: readFileSync(path.join(root, file), 'utf8') });

/** The pages that users read from beginning to end: README and the guide. */
export const DOC_PAGES: readonly DocPage[] = [
  'README.md',
  ...readdirSync(path.join(root, 'docs/guide'))
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => `docs/guide/${name}`),
].map(readPage);

/** Every Markdown page of the repository that people wrote. */
export const ALL_PAGES: readonly DocPage[] = [
  ...readdirSync(root, { encoding: 'utf8' }),
  ...['docs', 'findings'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map(
      (name) => `${folder}/${name}`,
    ),
  ),
]
  .filter((file) => file.endsWith('.md'))
  .map(readPage);

/** Returns the fenced blocks of one language in pages, in order. */
export function blocksIn(
  pages: readonly DocPage[],
  language: 'sh' | 'sql' | 'yaml' | 'python',
): readonly string[] {
  const fence = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms');
  return pages.flatMap(({ text }) => [...text.matchAll(fence)].map(([, block = '']) => block.trim()));
}

/** Returns the queries on the guide's page about results, in order. */
export const guideQueries = (): readonly string[] =>
  blocksIn([readPage('docs/guide/asking-results.md')], 'sql');
