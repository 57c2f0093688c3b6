import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbeddedPostgres } from '@rote/runtime';
import { migrate } from '@rote/store';

/** Calls `use` with the URL of a migrated database: the one at DATABASE_URL, or one on a server that it starts. */
export async function withDatabase(use) {
  const given = process.env.DATABASE_URL;
  if (given !== undefined) {
    await migrate(given);
    return use(given);
  }
  const dir = await mkdtemp(path.join(tmpdir(), 'rote-docs-'));
  await chmod(dir, 0o755); // if started by root, Postgres runs under another account
  const options = { dir, database: 'docs', ephemeral: true, onLog: () => undefined };
  const server = await startEmbeddedPostgres(options);
  try {
    await migrate(server.url);
    return await use(server.url);
  } finally {
    await server.stop();
    await rm(dir, { recursive: true, force: true });
  }
}
