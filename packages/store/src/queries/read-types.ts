import type pg from 'pg';
import type { TypeRow } from './wrap-query.js';

const TYPES = `SELECT t.oid::pg_catalog.int8::pg_catalog.text AS oid, pg_catalog.format_type(t.oid, NULL) AS name,
    pg_catalog.format('%I.%I', n.nspname, t.typname) AS "sqlName", t.typtype = 'p' AS "isPseudo",
    CASE WHEN n.nspname = 'pg_catalog' THEN coalesce(e.typname, t.typname)::pg_catalog.text ELSE '' END AS base,
    e.oid IS NOT NULL AS "isArray"
  FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
    LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem AND t.typcategory = 'A' AND t.typlen = -1
  WHERE t.oid = ANY($1)`;

/** Returns what the server knows of types, by their ids. */
export async function readTypes(
  client: pg.Client,
  oids: readonly number[],
): Promise<ReadonlyMap<number, TypeRow>> {
  const { rows } = await client.query<Omit<TypeRow, 'oid'> & { oid: string }>(TYPES, [[...new Set(oids)]]);
  return new Map(rows.map((row) => [Number(row.oid), { ...row, oid: Number(row.oid) }]));
}
