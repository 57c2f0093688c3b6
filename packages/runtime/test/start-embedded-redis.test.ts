import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { useTempDir } from '@rote/testkit';
import { freePort } from '@rote/testkit/system';
import { Redis } from 'ioredis';
import { describe, expect, it, onTestFinished } from 'vitest';
import { checkRedis } from '../src/redis/check-redis.js';
import { findRedisCommand } from '../src/redis/redis-binary.js';
import { isOldRedis } from '../src/redis/redis-version.js';
import { type EmbeddedRedis, startEmbeddedRedis } from '../src/redis/start-embedded-redis.js';
import { redisPid, waitUntilGone } from './processes.js';

const hasRedis = (await findRedisCommand()) !== undefined;

async function start(dir: string): Promise<EmbeddedRedis> {
  const redis = await startEmbeddedRedis({ dir, onLog: () => undefined });
  if (redis === undefined) throw new Error('There is no redis-server on the PATH');
  onTestFinished(() => redis.stop());
  return redis;
}

function connect(url: string): Redis {
  const client = new Redis(url, { retryStrategy: () => null });
  // Some tests stop the server underneath it.
  client.on('error', () => undefined);
  onTestFinished(() => {
    client.disconnect();
  });
  return client;
}

/** A server with cluster mode on, the only one in its cluster. */
async function startClusterNode(): Promise<string> {
  const dir = await useTempDir();
  const port = await findPort();
  const options = { port, dir, save: '', bind: '127.0.0.1', 'cluster-enabled': 'yes' };
  const child = spawn(
    (await findRedisCommand()) ?? '',
    Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]),
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = once(child, 'exit');
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  for await (const line of createInterface({ input: child.stdout }))
    if (line.includes('Ready to accept connections')) return `redis://127.0.0.1:${String(port)}`;
  throw new Error('the cluster node ended before it was ready');
}

/** A free port whose neighbor 10,000 above, which cluster nodes use to meet, is also free. */
async function findPort(): Promise<number> {
  for (;;) {
    const port = await freePort();
    if (port < 55_000) return port;
  }
}

describe.skipIf(!hasRedis)('startEmbeddedRedis (needs redis-server or valkey-server)', () => {
  it('keeps its data between starts', async () => {
    const dir = path.join(await useTempDir(), 'redis');
    const first = await start(dir);
    expect(first.url).toBe(path.join(dir, 'redis.sock'));
    await connect(first.url).set('answer', '42');
    const pid = await redisPid(first.url);
    await first.stop();
    await waitUntilGone(pid, 0);
    const second = await start(dir);
    expect(await connect(second.url).get('answer')).toBe('42');
    await second.stop();
    expect(await readdir(dir)).toEqual(['appendonlydir']);
  });

  it('loses at most a second, evicts nothing, and listens on no port', async () => {
    const { url } = await start(await useTempDir());
    const settings = await connect(url).config(
      'GET',
      'appendonly',
      'appendfsync',
      'save',
      'maxmemory-policy',
      'port',
    );
    expect(settings).toEqual(expect.arrayContaining(['everysec', 'noeviction', 'yes', '', '0']) as unknown);
  });

  it('is closed to other users, also in a folder that was open to them', async () => {
    const dir = await useTempDir({ mode: 0o755 });
    const { url } = await start(dir);
    for (const file of [dir, url]) expect((await stat(file)).mode & 0o777, file).toBe(0o700);
  });

  it('puts its socket elsewhere if the path is too long, and cleans up there', async () => {
    const dir = path.join(await useTempDir(), 'x'.repeat(120));
    await mkdir(dir);
    const first = await start(dir);
    expect(Buffer.byteLength(first.url)).toBeLessThan(104);
    await connect(first.url).set('answer', '42');
    await expect(start(dir)).rejects.toThrow('already running');
    await first.stop();
    expect(existsSync(path.dirname(first.url))).toBe(false);
    const second = await start(dir);
    expect(await connect(second.url).get('answer')).toBe('42');
  });

  it('rejects a second start on the same folder, naming the process that has it', async () => {
    const dir = await useTempDir();
    const running = await start(dir);
    await expect(start(dir)).rejects.toMatchObject({
      code: 'service-unavailable',
      message: expect.stringContaining(`already running (process ${process.pid})`) as string,
    });
    expect(await connect(running.url).ping()).toBe('PONG');
  });

  it('waits for a server that is still stopping on the same folder', async () => {
    const dir = await useTempDir();
    const first = await start(dir);
    await connect(first.url).set('answer', '42');
    const stopping = first.stop();
    const second = await start(dir);
    await stopping;
    expect(await connect(second.url).get('answer')).toBe('42');
  });

  it('reports why the server does not start', async () => {
    const dir = await useTempDir();
    await (await start(dir)).stop();
    const [base = ''] = (await readdir(path.join(dir, 'appendonlydir'))).filter((name) =>
      name.endsWith('.rdb'),
    );
    await writeFile(path.join(dir, 'appendonlydir', base), 'not an RDB file');
    await expect(start(dir)).rejects.toThrow(/did not start:[\s\S]*(format|signature)/i);
  });
});

describe.skipIf(!hasRedis)('checkRedis (needs redis-server or valkey-server)', () => {
  it('finds nothing wrong with our own server', async () => {
    const { url } = await start(await useTempDir());
    const check = await checkRedis(url);
    expect(check.warning).toBeUndefined();
    expect(isOldRedis(check.version)).toBe(false);
  });

  it('warns of a server that may evict the queue', async () => {
    const { url } = await start(await useTempDir());
    await connect(url).config('SET', 'maxmemory-policy', 'allkeys-lru');
    expect((await checkRedis(url)).warning).toMatch(/maxmemory-policy allkeys-lru.*noeviction/);
  });

  it('reports a rejected login, which no retry can fix', async () => {
    const { url } = await start(await useTempDir());
    await connect(url).config('SET', 'requirepass', 'secret');
    await expect(checkRedis(url)).rejects.toMatchObject({
      code: 'config-invalid',
      retryable: false,
      message: expect.stringContaining('rejects the login') as string,
    });
  });

  it('rejects a replica', async () => {
    const { url } = await start(await useTempDir());
    await connect(url).replicaof('127.0.0.1', 1);
    await expect(checkRedis(url)).rejects.toMatchObject({
      code: 'config-invalid',
      message: expect.stringMatching(/point REDIS_URL at the primary/) as string,
    });
  });

  it('rejects a server of a cluster', async () => {
    await expect(checkRedis(await startClusterNode())).rejects.toMatchObject({
      code: 'config-invalid',
      retryable: false,
      message: expect.stringMatching(/part of a cluster: point REDIS_URL at a single server/) as string,
    });
  });

  it.each([
    ['keys of another name', ['~app:*', '+@all']],
    ['no scripts', ['~*', '+@all', '-@scripting']],
    ['no writes', ['~*', '+@all', '-@write']],
    ['no INFO', ['~*', '+@all', '-info']],
  ])('rejects a user who may use %s', async (_, rules) => {
    const { url } = await start(await useTempDir());
    await connect(url).acl('SETUSER', 'default', 'resetkeys', ...rules);
    await expect(checkRedis(url)).rejects.toMatchObject({
      code: 'config-invalid',
      message: expect.stringMatching(/REDIS_URL.*~rote:\*/) as string,
    });
  });

  it('accepts a user who may use only the queue’s keys', async () => {
    const { url } = await start(await useTempDir());
    await connect(url).acl('SETUSER', 'default', 'resetkeys', '~rote:*', '+@all');
    await expect(checkRedis(url)).resolves.toMatchObject({ version: expect.any(String) as string });
  });

  it('reports full memory, which may pass', async () => {
    const { url } = await start(await useTempDir());
    await connect(url).config('SET', 'maxmemory', '1');
    await expect(checkRedis(url)).rejects.toMatchObject({
      code: 'service-unavailable',
      retryable: true,
      message: expect.stringMatching(/no memory left: raise its maxmemory/) as string,
    });
  });
});

describe('checkRedis', () => {
  it('rejects a URL whose password is not encoded, and reveals no part of it', async () => {
    const error: unknown = await checkRedis('redis://:p@sEcRe/t#@127.0.0.1').catch(
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({ code: 'config-invalid' });
    expect(String(error)).toMatch(/REDIS_URL.*Percent-encode/);
    expect(String(error)).not.toContain('sEcRe');
  });

  it('names the unreachable server, without the password', async () => {
    const error: unknown = await checkRedis('redis://:secret@127.0.0.1:1').catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: 'service-unavailable',
      retryable: true,
      message: expect.stringMatching(
        /^Redis at redis:\/\/:\*\*\*@127\.0\.0\.1:1 cannot be reached: .*ECONNREFUSED/,
      ) as string,
    });
  });
});

describe('isOldRedis', () => {
  it.each(['5.0.14', '6.0.16', '6.1.240'])('rejects %s as too old', (version) => {
    expect(isOldRedis(version)).toBe(true);
  });
  it.each(['6.2.0', '6.2.14', '6.10.0', '7.0.15', '10.0.0'])('accepts %s', (version) => {
    expect(isOldRedis(version)).toBe(false);
  });
});
