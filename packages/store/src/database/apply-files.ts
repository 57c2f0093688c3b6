import { RoteError } from '@rote/domain';
import type pg from 'pg';
import { dropWithDependents, type Grant, grantAgain, type SqlObjects } from './dependents.js';
import { removeNumbers, replaceNumbers } from './paper-numbers.js';
import type { SqlFile, SqlFiles } from './sql-files.js';

interface AppliedFile {
  readonly kind: SqlFile['kind'];
  readonly name: string;
  readonly sha256: string;
  readonly signatures: readonly string[];
  readonly newestMigration: string;
  /** Whether the object that the file creates still exists: a migration or a person may have dropped it. */
  readonly isThere: boolean;
}

const SCHEMA = '(SELECT oid FROM pg_namespace WHERE nspname = current_schema())';

const APPLIED = `SELECT kind, name, sha256, signatures, newest_migration AS "newestMigration",
    CASE kind
      WHEN 'view' THEN EXISTS (SELECT FROM pg_class WHERE relnamespace = ${SCHEMA} AND relname = f.name AND relkind = 'v')
      WHEN 'function' THEN NOT EXISTS (SELECT FROM unnest(signatures) s WHERE to_regprocedure(s) IS NULL)
      ELSE true
    END AS "isThere"
  FROM applied_files f`;

const TAKEN = `SELECT relname AS name FROM pg_class WHERE relnamespace = ${SCHEMA} AND relname = ANY($1)`;

/** All functions with a given name, and the transaction that last wrote each. */
const OVERLOADS = `SELECT oid::regprocedure::text AS signature, xmin::text AS version, prosecdef AS "isDefiner"
  FROM pg_proc WHERE pronamespace = ${SCHEMA} AND proname = ANY($1)`;

interface Overload {
  readonly signature: string;
  readonly version: string;
  readonly isDefiner: boolean;
}

/**
 * Removes the comments on the columns of views ($1). The comments of their files and the shared ones are added
 * afterwards.
 */
const CLEAR_COMMENTS = `SELECT format('COMMENT ON COLUMN %I.%I IS NULL', c.relname, a.attname) AS statement
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
  WHERE c.relnamespace = ${SCHEMA} AND c.relname = ANY($1) AND col_description(c.oid, a.attnum) IS NOT NULL`;

const ADD_COMMENTS = `SELECT format('COMMENT ON COLUMN %I.%I IS %L', c.relname, a.attname, $2::json ->> a.attname) AS statement
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
  WHERE c.relnamespace = ${SCHEMA} AND c.relname = ANY($1) AND col_description(c.oid, a.attnum) IS NULL
    AND $2::json ->> a.attname IS NOT NULL`;

const RECORD = `INSERT INTO applied_files (kind, name, sha256, signatures, newest_migration) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (kind, name) DO UPDATE SET sha256 = EXCLUDED.sha256, signatures = EXCLUDED.signatures,
    newest_migration = EXCLUDED.newest_migration, applied_at = now()`;

/**
 * A view would lose, rename or retype a column; a function would return another type, or have other parameter names.
 */
const INCOMPATIBLE_STATES = new Set<unknown>(['42P16', '42P13']);

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

const nameOf = (signature: string): string => signature.slice(0, signature.indexOf('('));

const keyOf = ({ kind, name }: Pick<SqlFile, 'kind' | 'name'>): string => `${kind} ${name}`;

const namesOf = (
  kind: SqlFile['kind'],
  files: readonly Pick<SqlFile, 'kind' | 'name'>[],
): readonly string[] => files.filter((file) => file.kind === kind).map(({ name }) => name);

/** What must be done to make the database match the files. */
export interface FileChange {
  readonly changed: readonly SqlFile[];
  readonly removed: readonly AppliedFile[];
  readonly applied: ReadonlyMap<string, AppliedFile>;
}

/**
 * Compares the files with what was applied to the database, in one query. Returns undefined if they match, or if the
 * files were applied by a process that knows migrations later than `newestMigration`: this process belongs to an
 * earlier version and would undo that work.
 */
export async function findFileChange(
  client: pg.Client,
  { files }: SqlFiles,
  newestMigration: string,
  onNote: (message: string) => void,
): Promise<FileChange | undefined> {
  const { rows } = await client.query<AppliedFile>(APPLIED);
  if (rows.some((row) => row.newestMigration > newestMigration)) {
    onNote(
      'The views and functions of this database belong to a later version of Rote; they are left unchanged',
    );
    return undefined;
  }
  const applied = new Map(rows.map((row) => [keyOf(row), row]));
  const changed = files.filter((file) => {
    const before = applied.get(keyOf(file));
    return before?.sha256 !== file.digest || !before.isThere;
  });
  const present = new Set(files.map(keyOf));
  const removed = rows.filter((row) => !present.has(keyOf(row)));
  return changed.length + removed.length === 0 ? undefined : { changed, removed, applied };
}

async function runAll(client: pg.Client, query: string, values: readonly unknown[]): Promise<void> {
  const { rows } = await client.query<{ statement: string }>(query, [...values]);
  if (rows.length > 0) await client.query(rows.map(({ statement }) => statement).join(';'));
}

async function readOverloads(client: pg.Client, names: readonly string[]): Promise<readonly Overload[]> {
  const { rows } = await client.query<Overload>(OVERLOADS, [names]);
  return rows;
}

/** One pass over the files, within a transaction. */
interface Pass {
  readonly client: pg.Client;
  readonly ours: SqlObjects;
  readonly applied: FileChange['applied'];
  /** Files that must be applied because their objects were dropped to make way for another file's. */
  readonly dropped: Set<string>;
  readonly grants: Grant[];
}

async function drop({ client, ours, dropped, grants }: Pass, objects: SqlObjects): Promise<void> {
  const gone = await dropWithDependents(client, objects, ours);
  for (const name of gone.views) dropped.add(`view ${name}`);
  for (const signature of gone.functions) dropped.add(`function ${nameOf(signature)}`);
  grants.push(...gone.grants);
}

/**
 * Replaces the object that a file creates. If Postgres cannot replace it, or `isEnough` returns false afterwards, drops
 * it with everything that depends on it, and creates it again.
 */
async function replace(
  pass: Pass,
  text: string,
  objects: SqlObjects,
  isEnough: () => Promise<boolean>,
): Promise<void> {
  const { client } = pass;
  await client.query('SAVEPOINT before_file');
  try {
    await client.query(text);
    if (await isEnough()) {
      await client.query('RELEASE before_file');
      return;
    }
  } catch (error) {
    if (!INCOMPATIBLE_STATES.has(codeOf(error))) throw error;
  }
  await client.query('ROLLBACK TO before_file');
  await drop(pass, objects);
  await client.query(text);
}

const applyView = (pass: Pass, { name, text }: SqlFile): Promise<void> =>
  replace(pass, text, { views: [name], functions: [] }, () => Promise.resolve(true));

/**
 * @returns the signatures of the functions that the file creates
 */
async function applyFunction(pass: Pass, { name, text }: SqlFile): Promise<readonly string[]> {
  const { client, ours, applied } = pass;
  const before = await readOverloads(client, [name]);
  const findMade = async (): Promise<readonly Overload[]> =>
    (await readOverloads(client, [name])).filter(
      ({ signature, version }) =>
        !before.some((one) => one.signature === signature && one.version === version),
    );
  // An overload that the file no longer creates would remain, and be called instead of its successor.
  const previous = ours.functions.filter((signature) => nameOf(signature) === name);
  await replace(pass, text, { views: [], functions: previous }, async () => {
    const made = new Set((await findMade()).map(({ signature }) => signature));
    return applied.get(`function ${name}`)?.signatures.every((signature) => made.has(signature)) ?? true;
  });
  const made = await findMade();
  const definers = new Set(before.filter(({ isDefiner }) => isDefiner).map(({ signature }) => signature));
  for (const { signature, isDefiner } of made)
    if (!isDefiner && definers.has(signature) && !pass.dropped.has(`function ${name}`))
      await client.query(`ALTER FUNCTION ${signature} SECURITY DEFINER`); // preserves what grantReader set
  return made.map(({ signature }) => signature);
}

/**
 * @returns the signatures, if the file creates functions
 */
async function applyFile(pass: Pass, file: SqlFile): Promise<readonly string[]> {
  switch (file.kind) {
    case 'view':
      await applyView(pass, file);
      return [];
    case 'function':
      return applyFunction(pass, file);
    case 'numbers':
      await replaceNumbers(pass.client, file.name, file.text);
      return [];
    default:
      throw new TypeError(`unknown kind of file: ${String(file.kind satisfies never)}`);
  }
}

async function remove(pass: Pass, { kind, name, signatures }: AppliedFile): Promise<void> {
  if (kind === 'numbers') await removeNumbers(pass.client, name);
  else await drop(pass, { views: kind === 'view' ? [name] : [], functions: signatures });
  await pass.client.query('DELETE FROM applied_files WHERE kind = $1 AND name = $2', [kind, name]);
}

/** Once files are recorded, a view that has no record belongs to a person. */
async function refuseTaken(client: pg.Client, views: readonly string[]): Promise<void> {
  const { rows } = await client.query<{ name: string }>(TAKEN, [views]);
  if (rows[0] !== undefined)
    throw new RoteError(
      'config-invalid',
      `this version of Rote has a view "${rows[0].name}", but the database already has an object with that name: rename yours, ` +
        'and start again. Nothing was changed',
    );
}

/**
 * The views and functions that Rote may drop. Before any record exists, these are all objects with the files' names.
 */
async function findOurs(
  client: pg.Client,
  { files }: SqlFiles,
  { applied }: FileChange,
): Promise<SqlObjects> {
  const known = [...applied.values()];
  const unknown = files.filter((file) => !applied.has(keyOf(file)));
  const overloads = await readOverloads(client, namesOf('function', unknown));
  return {
    views: namesOf('view', [...files, ...known]),
    functions: [
      ...known.flatMap(({ signatures }) => signatures),
      ...overloads.map(({ signature }) => signature),
    ],
  };
}

/**
 * Applies what changed, in a transaction that the caller has started: files that differ and the files that refer to
 * them. Drops the objects of files that were removed.
 *
 * @param onFile called with the path of each file before it is applied
 * @throws RoteError `config-invalid` if an object of a person's depends on something that must be dropped
 */
export async function applyFileChange(
  client: pg.Client,
  sqlFiles: SqlFiles,
  change: FileChange,
  newestMigration: string,
  onFile: (path: string) => void,
): Promise<void> {
  const ours = await findOurs(client, sqlFiles, change);
  const pass: Pass = { client, ours, applied: change.applied, dropped: new Set(), grants: [] };
  const changed = new Set(change.changed);
  const changedViews = namesOf('view', change.changed);
  if (change.applied.size > 0)
    await refuseTaken(
      client,
      changedViews.filter((name) => !change.applied.has(`view ${name}`)),
    );
  await runAll(client, CLEAR_COMMENTS, [changedViews]);
  const done: SqlFile[] = [];
  for (const file of sqlFiles.files) {
    if (!changed.has(file) && !pass.dropped.has(keyOf(file))) continue;
    onFile(file.path);
    const signatures = await applyFile(pass, file);
    pass.dropped.delete(keyOf(file));
    await client.query(RECORD, [file.kind, file.name, file.digest, signatures, newestMigration]);
    done.push(file);
  }
  for (const file of change.removed) {
    onFile(keyOf(file));
    await remove(pass, file);
    pass.dropped.delete(keyOf(file));
  }
  if (pass.dropped.size > 0)
    throw new TypeError(`${[...pass.dropped].join(', ')}: dropped after their turn and not created again`);
  const views = namesOf('view', done);
  await runAll(client, ADD_COMMENTS, [views, JSON.stringify(sqlFiles.columnComments)]);
  await grantAgain(client, pass.grants);
}
