import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * A file that is applied to the database again whenever it changes: a view, a function with its overloads, or numbers.
 */
export interface SqlFile {
  readonly kind: 'view' | 'function' | 'numbers';
  /** The name of the object that it creates; for numbers, their source. */
  readonly name: string;
  /** Relative to the folder, for people. */
  readonly path: string;
  readonly text: string;
  /** Names of the views and functions that it refers to. */
  readonly references: readonly string[];
  /**
   * SHA-256 in hex of its text and of the digests of everything it refers to, so that a change also applies the files
   * that refer to the changed one.
   */
  readonly digest: string;
}

export interface SqlFiles {
  /** Each file comes after those it refers to; numbers come last. */
  readonly files: readonly SqlFile[];
  /** What the columns of views mean, by name. A view's own comments take precedence. */
  readonly columnComments: Readonly<Record<string, string>>;
}

type Source = Pick<SqlFile, 'kind' | 'name' | 'path' | 'text'>;

const FOLDERS = [
  { folder: 'functions', extension: '.sql', kind: 'function' },
  { folder: 'views', extension: '.sql', kind: 'view' },
  { folder: 'paper', extension: '.csv', kind: 'numbers' },
] as const;

const COLUMN_COMMENTS = path.join('views', 'columns.json');

async function readSources(dir: string): Promise<readonly Source[]> {
  const sources = FOLDERS.map(async ({ folder, extension, kind }) => {
    const names = await readdir(path.join(dir, folder), { recursive: true });
    return Promise.all(
      names
        .filter((name) => name.endsWith(extension))
        .sort()
        .map(async (name) => ({
          kind,
          name: path.basename(name, extension),
          path: path.posix.join(folder, ...name.split(path.sep)),
          text: await readFile(path.join(dir, folder, name), 'utf8'),
        })),
    );
  });
  return (await Promise.all(sources)).flat();
}

const COMMENTS_AND_STRINGS = /--[^\n]*|'(?:[^']|'')*'/g;

/**
 * Views are named after FROM and JOIN, functions before a parenthesis. A test compares this with Postgres's catalogs.
 */
function referencesOf({ kind, name, text }: Source, all: readonly Source[]): readonly string[] {
  if (kind === 'numbers') return [];
  const code = text.replaceAll(COMMENTS_AND_STRINGS, "''");
  const relations = new Set(
    [...code.matchAll(/\b(?:FROM|JOIN)\s+(\w+)\b(?!\s*\()/gi)].map(([, word]) => word),
  );
  const calls = new Set([...code.matchAll(/\b(\w+)\s*\(/g)].map(([, word]) => word));
  return all
    .filter((other) => other.name !== name && (other.kind === 'view' ? relations : calls).has(other.name))
    .map((other) => other.name);
}

const sha256 = (...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\n')).digest('hex');

/**
 * @throws TypeError if two files create objects of the same name, or files refer to one another in a circle
 */
function inOrder(sources: readonly Source[], commentsText: string): readonly SqlFile[] {
  const byName = new Map<string, Source>();
  for (const source of sources.filter(({ kind }) => kind !== 'numbers')) {
    const other = byName.get(source.name);
    if (other !== undefined)
      throw new TypeError(`${other.path} and ${source.path} have the same name: rename one`);
    byName.set(source.name, source);
  }
  const done = new Map<Source, SqlFile>();
  const visit = (source: Source, path: readonly Source[]): SqlFile => {
    const known = done.get(source);
    if (known !== undefined) return known;
    if (path.includes(source))
      throw new TypeError(
        `${[...path, source].map(({ path: file }) => file).join(' → ')} is a circle: break it`,
      );
    const references = referencesOf(source, [...byName.values()]);
    const below = references.map((name) => visit(byName.get(name)!, [...path, source]).digest);
    const digest = sha256(source.text, ...(source.kind === 'view' ? [commentsText] : []), ...below);
    const file = { ...source, references, digest };
    done.set(source, file);
    return file;
  };
  for (const source of sources) visit(source, []);
  return [...done.values()];
}

/**
 * Reads `functions/NAME.sql`, `views/…/NAME.sql` with `views/columns.json`, and `paper/SOURCE.csv`.
 *
 * @param dir the folder that contains them: `prisma` of the repository
 */
export async function readSqlFiles(dir: string): Promise<SqlFiles> {
  const [sources, commentsText] = await Promise.all([
    readSources(dir),
    readFile(path.join(dir, COLUMN_COMMENTS), 'utf8'),
  ]);
  return {
    files: inOrder(sources, commentsText),
    columnComments: JSON.parse(commentsText) as Readonly<Record<string, string>>,
  };
}
