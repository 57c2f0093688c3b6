import { createHash } from 'node:crypto';
import type { Queryable } from './database.js';

/** Identifies one of several Rote instances that may share servers. */
export interface Installation {
  /** Twelve hexadecimal digits, different for each database and schema; a copy of a database gets new ones. */
  readonly key: string;
  /** The schema that contains its tables. */
  readonly schema: string;
}

const KEY_DIGITS = 12;

export async function readInstallation(client: Queryable): Promise<Installation> {
  const [{ schema, names }] = await client.$queryRaw<[{ schema: string; names: string }]>`
    SELECT current_schema()::text AS schema,
      concat_ws(' ', i.id, d.oid, current_schema()) AS names
    FROM installation i, pg_database d WHERE d.datname = current_database()`;
  return { key: createHash('sha256').update(names).digest('hex').slice(0, KEY_DIGITS), schema };
}
