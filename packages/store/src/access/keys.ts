import type { Scope } from '@rote/domain';
import { RoteError } from '@rote/domain';
import type { Database, Queryable } from '../database/database.js';
import { Prisma } from '../generated/client.js';
import { digestOf, drawKey, findIdIn, hasDigest } from './key-text.js';

export interface NewKey {
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** Default: it never expires. */
  readonly expiresInDays?: number | undefined;
}

export interface KeyRecord {
  /** The public part of the key. */
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly state: 'active' | 'expired' | 'revoked';
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  /** To within a minute; `null` before the first use. */
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

/** Records the keys of the API, by the database's clock only. A key itself is stored nowhere, only its SHA-256. */
export interface KeyStore {
  /** Makes a key; `key` is its only copy. */
  create(key: NewKey): Promise<{ readonly record: KeyRecord; readonly key: string }>;
  /**
   * Stores a key that was drawn elsewhere, with the scope `admin`, unless it is already stored.
   *
   * @throws RoteError `config-invalid` if its text is not that of a key, if another key has its id, or if it is revoked
   */
  ensureAdmin(key: string, name: string): Promise<KeyRecord>;
  /** Returns the newest first. */
  list(): Promise<readonly KeyRecord[]>;
  /**
   * Ends a key at once; a revoked one stays as it is.
   *
   * @throws RoteError `key-not-found`
   */
  revoke(id: string): Promise<KeyRecord>;
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

const COLUMNS = Prisma.sql`id, name, key_sha256 AS digest, scopes,
  CASE WHEN revoked_at IS NOT NULL THEN 'revoked' WHEN expires_at <= now() THEN 'expired' ELSE 'active' END AS state,
  created_at AS "createdAt", expires_at AS "expiresAt", last_used_at AS "lastUsedAt", revoked_at AS "revokedAt"`;

const toStoredKey = ({ digest, ...record }: KeyRow): StoredKey => ({ record, digest });
const toRecord = (row: KeyRow): KeyRecord => toStoredKey(row).record;

/** Inserts a key, and returns its row, or undefined if another key has its id. */
async function insert(
  client: Queryable,
  key: string,
  { name, scopes, expiresInDays = null }: Omit<NewKey, 'expiresInDays'> & { expiresInDays?: number | null },
): Promise<KeyRow | undefined> {
  const [row] = await client.$queryRaw<KeyRow[]>`
    INSERT INTO api_keys (id, name, key_sha256, scopes, expires_at)
    VALUES (${findIdIn(key)}, ${name}, ${digestOf(key)}, ${[...scopes]}::text[], now() + ${expiresInDays}::int * interval '1 day')
    ON CONFLICT (id) DO NOTHING
    RETURNING ${COLUMNS}`;
  return row;
}

async function findRow(client: Queryable, id: string): Promise<KeyRow | undefined> {
  const [row] = await client.$queryRaw<KeyRow[]>`SELECT ${COLUMNS} FROM api_keys WHERE id = ${id}`;
  return row;
}

export function createKeyStore({ client }: Pick<Database, 'client'>): KeyStore {
  return {
    async create({ name, scopes, expiresInDays }) {
      // An id has 48 bits, so two keys may have the same one, once in a very long while.
      for (;;) {
        const key = drawKey();
        const row = await insert(client, key, { name, scopes, expiresInDays: expiresInDays ?? null });
        if (row !== undefined) return { record: toRecord(row), key };
      }
    },
    async ensureAdmin(key, name) {
      const id = findIdIn(key);
      if (id === undefined) throw new RoteError('config-invalid', 'the key has not the form of one');
      const row = (await insert(client, key, { name, scopes: ['admin'] })) ?? (await findRow(client, id));
      if (row === undefined || !hasDigest(key, row.digest))
        throw new RoteError('config-invalid', `another key has the id ${id}: draw a new one`);
      if (row.state !== 'active')
        throw new RoteError('config-invalid', `the key ${id} is ${row.state}: draw a new one`);
      return toRecord(row);
    },
    async list() {
      const rows = await client.$queryRaw<KeyRow[]>`
        SELECT ${COLUMNS} FROM api_keys ORDER BY created_at DESC, id`;
      return rows.map(toRecord);
    },
    async revoke(id) {
      const [row] = await client.$queryRaw<KeyRow[]>`
        UPDATE api_keys SET revoked_at = coalesce(revoked_at, now()) WHERE id = ${id} RETURNING ${COLUMNS}`;
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
