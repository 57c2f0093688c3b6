import { allows, RoteError, type Scope } from '@rote/domain';
import type { Database, Queryable } from '../database/database.js';
import { Prisma } from '../generated/client.js';
import { AT_THE_HOST, type Author, recordChange } from './audit.js';
import { requireProject } from '../projects/projects.js';
import { digestOf, drawKey, findIdIn, hasDigest } from './key-text.js';

export interface NewKey {
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** The only project whose sweeps it can submit or change. Default: all. */
  readonly project?: string | null | undefined;
  /** Default: it never expires. */
  readonly expiresInDays?: number | null | undefined;
}

export interface KeyRecord {
  /** The public part of the key. */
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** The only project whose sweeps it can submit or change; `null` for all. */
  readonly project: string | null;
  readonly state: 'active' | 'expired' | 'revoked';
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  /** To within a minute; `null` before the first use. */
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

/** Records the keys of the API, by the database's clock only. A key itself is stored nowhere, only its SHA-256. */
export interface KeyStore {
  /**
   * Makes a key; `key` is its only copy.
   *
   * @throws RoteError `project-not-found`, `request-invalid` if it is for one project and has the scope `admin`
   */
  create(key: NewKey, author?: Author): Promise<{ readonly record: KeyRecord; readonly key: string }>;
  /**
   * Stores a key that was drawn elsewhere, with the scope `admin`, unless it is already stored.
   *
   * @throws RoteError `config-invalid` if its text is not that of a key, if another key has its id, or if it is stored but
   * has ended or lacks the scope
   */
  ensureAdmin(key: string, name: string): Promise<KeyRecord>;
  /** Returns the newest first. */
  list(): Promise<readonly KeyRecord[]>;
  /**
   * Ends a key at once; a revoked one stays as it is.
   *
   * @throws RoteError `key-not-found`
   */
  revoke(id: string, author?: Author): Promise<KeyRecord>;
  /** Returns the record of a key, whatever its state; undefined if it is unknown or its secret is wrong. */
  find(key: string): Promise<KeyRecord | undefined>;
  /** Records that a key was used now. Writes at most once a minute. */
  recordUse(id: string): Promise<void>;
  /** Whether any key was ever made. */
  exist(): Promise<boolean>;
}

/** What is stored of a key. */
interface StoredKey {
  readonly record: KeyRecord;
  readonly digest: string;
}

type KeyRow = KeyRecord & { readonly digest: string };

const COLUMNS = Prisma.sql`id, name, key_sha256 AS digest, scopes, project,
  CASE WHEN revoked_at IS NOT NULL THEN 'revoked' WHEN expires_at <= now() THEN 'expired' ELSE 'active' END AS state,
  created_at AS "createdAt", expires_at AS "expiresAt", last_used_at AS "lastUsedAt", revoked_at AS "revokedAt"`;

const toStoredKey = ({ digest, ...record }: KeyRow): StoredKey => ({ record, digest });
const toRecord = (row: KeyRow): KeyRecord => toStoredKey(row).record;

/** Inserts a key, and returns its row, or undefined if another key has its id. */
function insert(
  database: Pick<Database, 'transaction'>,
  key: string,
  { name, scopes, project = null, expiresInDays = null }: NewKey,
  author: Author,
): Promise<KeyRow | undefined> {
  return database.transaction(async (tx) => {
    if (project !== null) await requireProject(tx, project);
    const [row] = await tx.$queryRaw<KeyRow[]>`
      INSERT INTO api_keys (id, name, key_sha256, scopes, project, expires_at)
      VALUES (${findIdIn(key)}, ${name}, ${digestOf(key)}, ${[...scopes]}::text[], ${project},
        now() + ${expiresInDays}::int * interval '1 day')
      ON CONFLICT (id) DO NOTHING
      RETURNING ${COLUMNS}`;
    if (row !== undefined)
      await recordChange(tx, author, {
        action: 'key.create',
        object: row.id,
        details: { name, scopes, expiresInDays, ...(project !== null && { project }) },
      });
    return row;
  });
}

/** Revokes a key, and returns its row, or undefined if there is none or it is already revoked. */
function revoke(
  database: Pick<Database, 'transaction'>,
  id: string,
  author: Author,
): Promise<KeyRow | undefined> {
  return database.transaction(async (tx) => {
    const [row] = await tx.$queryRaw<KeyRow[]>`
      UPDATE api_keys SET revoked_at = now() WHERE id = ${id} AND revoked_at IS NULL RETURNING ${COLUMNS}`;
    if (row !== undefined)
      await recordChange(tx, author, { action: 'key.revoke', object: id, details: { name: row.name } });
    return row;
  });
}

async function findRow(client: Queryable, id: string): Promise<KeyRow | undefined> {
  const [row] = await client.$queryRaw<KeyRow[]>`SELECT ${COLUMNS} FROM api_keys WHERE id = ${id}`;
  return row;
}

export function createKeyStore(database: Pick<Database, 'client' | 'transaction'>): KeyStore {
  const { client } = database;
  return {
    async create(wanted, author = AT_THE_HOST) {
      if ((wanted.project ?? null) !== null && allows(wanted.scopes, 'admin'))
        throw new RoteError(
          'request-invalid',
          'A key with the scope admin is for all projects: omit the project, or give it other scopes.',
        );
      // An id has 48 bits, so two keys may have the same one, once in a very long while.
      for (;;) {
        const key = drawKey();
        const row = await insert(database, key, wanted, author);
        if (row !== undefined) return { record: toRecord(row), key };
      }
    },
    async ensureAdmin(key, name) {
      const id = findIdIn(key);
      if (id === undefined) throw new RoteError('config-invalid', 'this is not a valid key');
      // Looked for first: every start of a process comes here.
      const row =
        (await findRow(client, id)) ??
        (await insert(database, key, { name, scopes: ['admin'] }, AT_THE_HOST)) ??
        (await findRow(client, id));
      if (row === undefined || !hasDigest(key, row.digest))
        throw new RoteError('config-invalid', `another key has the id ${id}: draw a new one`);
      if (row.state !== 'active')
        throw new RoteError('config-invalid', `the key ${id} is ${row.state}: draw a new one`);
      if (!allows(row.scopes, 'admin'))
        throw new RoteError(
          'config-invalid',
          `the key ${id} ("${row.name}") has the scopes ${row.scopes.join(', ')}, but must have admin: draw a new one`,
        );
      return toRecord(row);
    },
    async list() {
      const rows = await client.$queryRaw<KeyRow[]>`
        SELECT ${COLUMNS} FROM api_keys ORDER BY created_at DESC, id`;
      return rows.map(toRecord);
    },
    async revoke(id, author = AT_THE_HOST) {
      const row = (await revoke(database, id, author)) ?? (await findRow(client, id));
      if (row === undefined)
        throw new RoteError(
          'key-not-found',
          `There is no key ${id}; GET /v1/keys (rote keys list) lists all keys.`,
        );
      return toRecord(row);
    },
    async find(key) {
      const id = findIdIn(key);
      const row = id === undefined ? undefined : await findRow(client, id);
      return row !== undefined && hasDigest(key, row.digest) ? toRecord(row) : undefined;
    },
    async recordUse(id) {
      await client.$executeRaw`
        UPDATE api_keys SET last_used_at = now()
        WHERE id = ${id} AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')`;
    },
    async exist() {
      const [row] = await client.$queryRaw<
        [{ exist: boolean }]
      >`SELECT EXISTS (SELECT FROM api_keys) AS exist`;
      return row.exist;
    },
  };
}
