import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, rm, stat, watch, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { useTempDir } from '@rote/testkit';
import pg from 'pg';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { findServerAccount } from '../src/postgres/account.js';
import { waitForLeftoverServer } from '../src/postgres/leftover-server.js';
import {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from '../src/postgres/start-embedded-postgres.js';
import { startFixture } from './fixture-process.js';
import { postgresPid, waitUntilGone } from './processes.js';

const isRoot = process.getuid?.() === 0;

async function start(dir: string, options: Partial<EmbeddedPostgresOptions> = {}): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({
    dir,
    database: 'rote',
    ephemeral: true,
    onLog: () => undefined,
    ...options,
  });
  onTestFinished(() => postgres.stop());
  return postgres;
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('startEmbeddedPostgres', () => {
  it('serves the requested database, and keeps its data between starts', async () => {
    const dir = path.join(await useTempDir(), 'postgres');
    const first = await start(dir, { database: 'odd "name' });
    await query(first.url, 'CREATE TABLE cells AS SELECT 42 AS answer');
    const pid = await postgresPid(first.serverDir);
    await first.stop();
    await waitUntilGone(pid, 0);

    const second = await start(dir, { database: 'odd "name' });
    expect(await query(second.url, 'TABLE cells')).toEqual([{ answer: 42 }]);
    expect(await query(second.url, 'SHOW timezone')).toEqual([{ TimeZone: 'UTC' }]);
    await second.stop();
    expect((await readdir(dir)).sort()).toEqual(['cluster', 'port', 'reader-password']);
  });

  it('admits only those who know its passwords, which only its account can read', async () => {
    const dir = path.join(await useTempDir(), 'postgres');
    const { url, readerUrl, serverDir } = await start(dir);
    for (const address of [url, readerUrl])
      for (const password of ['', 'wrong']) {
        const stranger = new URL(address);
        stranger.password = password;
        await expect(query(stranger.href, 'SELECT 1'), stranger.href).rejects.toThrow(/password/);
      }
    const methods = await query(url, 'SELECT DISTINCT auth_method FROM pg_hba_file_rules');
    expect(methods).toEqual([{ auth_method: 'scram-sha-256' }]);
    const sockets = `SELECT current_setting('listen_addresses') AS tcp, current_setting('unix_socket_directories') AS unix`;
    expect(await query(url, sockets)).toEqual([{ tcp: '127.0.0.1', unix: '' }]);
    const modeOf = async (name: string) => (await stat(path.join(serverDir, name))).mode & 0o777;
    expect([await modeOf('cluster'), await modeOf('cluster/data')]).toEqual([0o700, 0o700]);
    expect([await modeOf('cluster/password'), await modeOf('reader-password')]).toEqual([0o600, 0o600]);
  });

  it('is durable by default', async () => {
    const settings = `SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit,
      current_setting('full_page_writes') AS pages`;
    const dir = await useTempDir();
    const durable = await start(dir, { ephemeral: false });
    expect(await query(durable.url, settings)).toEqual([{ fsync: 'on', commit: 'on', pages: 'on' }]);
    await durable.stop();
    const ephemeral = await start(dir);
    expect(await query(ephemeral.url, settings)).toEqual([{ fsync: 'off', commit: 'off', pages: 'off' }]);
  });

  it('rejects a second start on the same folder, naming the process that has it', async () => {
    const dir = await useTempDir();
    const running = await start(dir);
    await expect(start(dir)).rejects.toMatchObject({
      code: 'service-unavailable',
      retryable: false,
      message: expect.stringContaining(`already running (process ${process.pid})`) as string,
    });
    expect(await query(running.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('waits for a server that is still stopping on the same folder', async () => {
    const dir = await useTempDir();
    const first = await start(dir);
    const firstPid = await postgresPid(first.serverDir);
    const stopping = first.stop();
    // A start before the claim says that it is ending is rejected.
    await vi.waitFor(async () => {
      const claim = await readFile(path.join(dir, 'owner.json'), 'utf8').catch(() => 'gone');
      expect(claim).not.toContain('"isEnding":false');
    });
    const second = await start(dir);
    await stopping;
    expect(await postgresPid(second.serverDir)).not.toBe(firstPid);
  });

  it('recovers committed data after kill -9 of the server', async () => {
    const dir = await useTempDir();
    const first = await start(dir, { ephemeral: false });
    await query(first.url, 'CREATE TABLE cells AS SELECT 42 AS answer');
    process.kill(await postgresPid(first.serverDir), 'SIGKILL');
    expect(await first.exited).toBe(128 + 9);
    await first.stop();
    const second = await start(dir);
    expect(await query(second.url, 'TABLE cells')).toEqual([{ answer: 42 }]);
  });

  it('recreates an incomplete cluster', async () => {
    const dir = await useTempDir();
    const draft = path.join(dir, 'cluster.draft-1', 'data');
    await mkdir(draft, { recursive: true });
    await writeFile(path.join(draft, 'PG_VERSION'), '18\n');
    const postgres = await start(dir);
    expect(await query(postgres.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect((await readdir(dir)).sort()).toEqual(['cluster', 'owner.json', 'port', 'reader-password']);
  });

  it('starts after a process was killed while creating the cluster', async () => {
    const dataDir = await useTempDir();
    const dir = path.join(dataDir, 'postgres');
    await mkdir(dir);
    const changes = watch(dir);
    const killed = startFixture('services', { args: [dataDir, 'postgres'] });
    for await (const { filename } of changes) if (filename?.startsWith('cluster.draft')) break;
    process.kill(killed.pid, 'SIGKILL');
    await killed.exit;
    expect(await readdir(dir)).not.toContain('cluster');
    const postgres = await start(dir);
    expect(await query(postgres.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('does not touch a cluster that has lost a part', async () => {
    const dir = await useTempDir();
    await (await start(dir)).stop();
    await rm(path.join(dir, 'cluster', 'password'));
    await expect(start(dir)).rejects.toThrow('nothing was changed');
    expect(await readdir(path.join(dir, 'cluster'))).toEqual(['data']);
  });

  it('starts although the pid in a stale lock file now belongs to another program', async () => {
    const dir = await useTempDir();
    const first = await start(dir);
    const lock = path.join(first.serverDir, 'cluster', 'data', 'postmaster.pid');
    await first.stop();
    const account = await findServerAccount();
    const other = spawn('/bin/sleep', ['60'], account && { uid: account.uid, gid: account.gid });
    onTestFinished(() => void other.kill());
    await once(other, 'spawn');
    await writeFile(lock, `${other.pid ?? 0}\n`, { mode: 0o600 });
    const second = await start(dir);
    expect(await postgresPid(second.serverDir)).not.toBe(other.pid);
  });

  it('reports why the server does not start', async () => {
    const dir = await useTempDir();
    await (await start(dir)).stop();
    await writeFile(path.join(dir, 'cluster', 'data', 'PG_VERSION'), '9.6\n');
    await expect(start(dir)).rejects.toThrow(/exited while starting:[\s\S]*version 9\.6/);
  });

  it.runIf(isRoot)(
    'moves to a folder that the server’s account can reach if its own is closed to it (needs root)',
    async () => {
      const dir = await useTempDir({ mode: 0o700 });
      const fallbackDir = await useTempDir();
      const lines: string[] = [];
      const options = { fallbackDir, onLog: (line: string) => lines.push(line) };
      const first = await start(path.join(dir, 'postgres'), options);
      expect(path.dirname(first.serverDir)).toBe(fallbackDir);
      expect(lines.join('\n')).toContain(`files are in ${first.serverDir}`);
      await query(first.url, 'CREATE TABLE cells AS SELECT 42 AS answer');
      await first.stop();
      const second = await start(path.join(dir, 'postgres'), options);
      expect(await query(second.url, 'TABLE cells')).toEqual([{ answer: 42 }]);
      expect((await stat(dir)).mode & 0o777).toBe(0o700);
    },
  );
});

describe('waitForLeftoverServer', () => {
  it('does not stop a server that is not ours, but names it', async () => {
    const dir = await useTempDir();
    const { serverDir } = await start(dir);
    const pid = await postgresPid(serverDir);
    await expect(waitForLeftoverServer(path.join(serverDir, 'cluster', 'data'), 0)).rejects.toThrow(
      `kill -INT ${pid}`,
    );
  });
});
