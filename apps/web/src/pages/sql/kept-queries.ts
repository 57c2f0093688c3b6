/** A query that was run or saved in this browser. */
export interface KeptQuery {
  readonly sql: string;
  /** Only saved ones have a name. */
  readonly name?: string;
}

type Shelf = 'recent' | 'saved';

const KEYS = { recent: 'rote-sql-recent', saved: 'rote-sql-saved' } as const;
const MOST_RECENT = 20;

const isKept = (value: unknown): value is KeptQuery =>
  typeof value === 'object' && value !== null && 'sql' in value && typeof value.sql === 'string';

/** Reads what this browser keeps; what is not readable is left out. */
export function readKept(shelf: Shelf): readonly KeptQuery[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEYS[shelf]) ?? '[]');
    return Array.isArray(stored) ? stored.filter(isKept) : [];
  } catch {
    return [];
  }
}

function write(shelf: Shelf, queries: readonly KeptQuery[]): readonly KeptQuery[] {
  localStorage.setItem(KEYS[shelf], JSON.stringify(queries));
  return queries;
}

/** Notes a query that was run, newest first. */
export const noteRecent = (sql: string): readonly KeptQuery[] =>
  write('recent', [{ sql }, ...readKept('recent').filter((each) => each.sql !== sql)].slice(0, MOST_RECENT));

/** Saves a query under a name, in place of one with that name. */
export const saveQuery = (name: string, sql: string): readonly KeptQuery[] =>
  write(
    'saved',
    [...readKept('saved').filter((each) => each.name !== name), { name, sql }].sort((a, b) =>
      (a.name ?? '').localeCompare(b.name ?? ''),
    ),
  );

/** Removes a saved query. */
export const forgetQuery = (name: string): readonly KeptQuery[] =>
  write(
    'saved',
    readKept('saved').filter((each) => each.name !== name),
  );
