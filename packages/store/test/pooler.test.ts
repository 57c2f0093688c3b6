import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { createTestDatabase, useTempDir } from '@rote/testkit';
import { freePort } from '@rote/testkit/system';
import { describe, expect, it, onTestFinished } from 'vitest';
import { migrate, openStore } from '../src/index.js';
import { submit, sweepOf } from './fixtures/sweep-of.js';

const hasPgBouncer = spawnSync('pgbouncer', ['--version']).status === 0;

/** Starts PgBouncer in front of this test's own database. @returns a DATABASE_URL that leads through it */
async function startPgBouncer(poolMode: string): Promise<string> {
  const database = await createTestDatabase();
  const folder = await useTempDir();
  const { hostname, port, username, password, pathname } = new URL(database.url);
  const listenPort = await freePort();
  const config = path.join(folder, 'pgbouncer.ini');
  await writeFile(
    config,
    `[databases]
* = host=${hostname} port=${port} user=${username} password=${password}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${String(listenPort)}
unix_socket_dir =
auth_type = any
pool_mode = ${poolMode}
`,
  );
  const child = spawn('pgbouncer', [...(process.getuid?.() === 0 ? ['-u', 'nobody'] : []), config], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'exit');
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
    await database.drop();
  });
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stderr })) {
    lines.push(line);
    if (!line.includes('process up')) continue;
    child.stderr.resume();
    return `postgresql://anybody@127.0.0.1:${String(listenPort)}${pathname}`;
  }
  throw new Error(`PgBouncer ended:\n${lines.join('\n')}`);
}

describe.skipIf(!hasPgBouncer)('PgBouncer (needs pgbouncer on the PATH)', () => {
  it.each(['transaction', 'statement'])('in %s mode is rejected at the start', async (mode) => {
    await expect(migrate(await startPgBouncer(mode))).rejects.toMatchObject({
      code: 'config-invalid',
      retryable: false,
      message: expect.stringMatching(/^DATABASE_URL points to .*PgBouncer.* pool_mode = session/) as string,
    });
  });

  it('in session mode is accepted', async () => {
    const url = await startPgBouncer('session');
    await expect(migrate(url)).resolves.toEqual([]);
    const store = openStore({ databaseUrl: url, maxConnections: 2 });
    onTestFinished(() => store.close());
    await submit(store, sweepOf('sweep', [1, 2]));
    await expect(store.readOnlyQuery('SELECT count(*), current_user FROM results')).resolves.toMatchObject({
      rows: [[2, 'rote_query']],
    });
  });
});
