import type { AuditAction } from '@rote/domain';
import type { Database, Queryable } from '../database/database.js';
import { Prisma } from '../generated/client.js';

/** Who makes a change: the key that asks for it, if any, and in which request. */
export interface Author {
  readonly key: string | null;
  readonly requestId: string | null;
}

/** A person who has the password of the database. */
export const AT_THE_HOST: Author = { key: null, requestId: null };

export interface AuditRecord {
  readonly id: number;
  readonly madeAt: Date;
  /** The id of a key, or `local`. */
  readonly actor: string;
  readonly keyName: string | null;
  readonly action: AuditAction;
  /** The id of a sweep or key. */
  readonly object: string;
  readonly requestId: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

interface AuditPageOptions {
  readonly limit: number;
  /** Only entries with lower ids. */
  readonly before?: number;
  readonly object?: string;
}

/** Reads who changed what, and records changes outside the database. */
export interface AuditStore {
  /** Records a change that is not in the database, before it is made: the entry says what was asked for. */
  record(author: Author, change: Change): Promise<void>;
  /** Returns the newest first. */
  list(page: AuditPageOptions): Promise<readonly AuditRecord[]>;
}

export interface Change {
  readonly action: AuditAction;
  readonly object: string;
  /** What the action does not say. It must not have a secret. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Records a change, in the transaction that makes it: neither can be without the other. */
export async function recordChange(
  tx: Queryable,
  { key, requestId }: Author,
  { action, object, details = {} }: Change,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO audit_entries (actor, action, object, request_id, details)
    VALUES (${key ?? 'local'}, ${action}, ${object}, ${requestId}, ${JSON.stringify(details)}::jsonb)`;
}

export function createAuditStore({ client }: Pick<Database, 'client'>): AuditStore {
  return {
    record: (author, change) => recordChange(client, author, change),
    async list({ limit, before, object }) {
      const conditions = [
        Prisma.sql`true`,
        ...(before === undefined ? [] : [Prisma.sql`id < ${before}`]),
        ...(object === undefined ? [] : [Prisma.sql`object = ${object}`]),
      ];
      const rows = await client.$queryRaw<(Omit<AuditRecord, 'id'> & { readonly id: bigint })[]>`
        SELECT id, made_at AS "madeAt", actor, key_name AS "keyName", action, object, request_id AS "requestId", details
        FROM audit_log WHERE ${Prisma.join(conditions, ' AND ')} ORDER BY id DESC LIMIT ${limit}`;
      return rows.map((row) => ({ ...row, id: Number(row.id) }));
    },
  };
}
