import { access } from 'node:fs/promises';
import { Redis } from 'ioredis';
import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createTestDatabase, startTestRedis, useTempDir, waitFor } from '../src/index.js';

describe('createTestDatabase', () => {
  it('gives each caller its own migrated database', async () => {
    const databases = await Promise.all([createTestDatabase(), createTestDatabase()]);
    const clients = databases.map(({ url }) => new pg.Client({ connectionString: url }));
    clients.forEach((client) => client.on('error', () => undefined)); // cut off by the drop
    await Promise.all(clients.map((client) => client.connect()));
    const [first, second] = clients;
    await first?.query(
      `INSERT INTO sweeps (name, spec, cell_count, cached_count) VALUES ('mine', '{}', 0, 0)`,
    );
    await expect(second?.query('SELECT FROM sweeps')).resolves.toMatchObject({ rowCount: 0 });

    await Promise.all(databases.map((database) => database.drop()));
    await expect(first?.query('SELECT 1')).rejects.toThrow();
    await Promise.all(clients.map((client) => client.end()));
  });
});

describe('startTestRedis', () => {
  it('starts an empty Redis of its own', async () => {
    const server = await startTestRedis();
    const client = new Redis(server.url);
    await expect(client.dbsize()).resolves.toBe(0);
    await client.quit();
    await server.stop();
    await expect(access(server.url)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('useTempDir', () => {
  it('removes the folder after the test', async () => {
    let dir = '';
    // Hooks run last to first: this one runs after the folder's.
    onTestFinished(async () => {
      await expect(access(dir)).rejects.toMatchObject({ code: 'ENOENT' });
    });
    dir = await useTempDir();
    await access(dir);
  });
});

describe('waitFor', () => {
  it('returns what the condition returns', async () => {
    let polls = 0;
    await expect(waitFor(() => ++polls === 3 && 'there', { describe: 'three polls' })).resolves.toBe('there');
  });

  it('names what it waited for in vain', async () => {
    await expect(waitFor(() => false, { timeoutMs: 30, describe: 'a miracle' })).rejects.toThrow(
      'waited 30 ms in vain for a miracle',
    );
  });
});
