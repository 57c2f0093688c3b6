import { useStore } from '@rote/testkit';
import { expect, it } from 'vitest';

const OURS = `current_schema()::text::regnamespace`;

it('every table, view and column has a comment', async () => {
  const { sql } = await useStore();
  const rows = await sql(`
    SELECT c.relname || coalesce('.' || a.attname, '') AS silent
    FROM pg_class c
    CROSS JOIN LATERAL (
      SELECT NULL::name AS attname, obj_description(c.oid, 'pg_class') AS comment
      UNION ALL
      SELECT a.attname, col_description(c.oid, a.attnum)
      FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    ) a
    WHERE c.relnamespace = ${OURS} AND c.relkind IN ('r', 'v') AND c.relname <> '_prisma_migrations'
      AND a.comment IS NULL`);
  expect(rows).toEqual([]);
  const [counts] = await sql(
    `SELECT count(*)::int AS views FROM pg_class WHERE relnamespace = ${OURS} AND relkind = 'v'`,
  );
  expect(counts?.['views']).toBeGreaterThan(20);
});

it('every function has a comment', async () => {
  const { sql } = await useStore();
  await expect(
    sql(`SELECT p.oid::regprocedure::text AS silent FROM pg_proc p
      WHERE p.pronamespace = ${OURS} AND obj_description(p.oid, 'pg_proc') IS NULL`),
  ).resolves.toEqual([]);
});
