import path from 'node:path';
import { silentLogger, useTempDir } from '@rote/testkit';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { findRedisCommand } from '../src/redis/redis-binary.js';
import { startServices, type Services, type ServicesOptions } from '../src/start-services.js';
import { startFixture } from './fixture-process.js';
import { postgresPid, redisPid, waitUntilGone } from './processes.js';

const hasRedis = (await findRedisCommand()) !== undefined;
const DATABASE_URL = 'postgresql://rote:secret@db.example/rote';

async function start(
  options: Partial<ServicesOptions> = {},
): Promise<Services & { readonly dataDir: string }> {
  const dataDir = options.dataDir ?? (await useTempDir());
  const services = await startServices({ dataDir, logger: silentLogger, ephemeral: true, ...options });
  onTestFinished(() => services.stop());
  return { ...services, dataDir };
}

/** From here to the end of the test, no program can be found by its name only. */
async function emptyPath(): Promise<void> {
  vi.stubEnv('PATH', await useTempDir());
  onTestFinished(() => void vi.unstubAllEnvs());
}

describe('startServices', () => {
  it('puts the queue on the embedded PostgreSQL if no Redis is installed', async () => {
    await emptyPath();
    const { databaseUrl, queue, embedded } = await start();
    expect(queue).toEqual({ backend: 'postgres', url: databaseUrl });
    expect(embedded).toEqual({ postgres: true, redis: false });
  });

  it('rejects a queue on Redis if there is none, and leaves no PostgreSQL running', async () => {
    await emptyPath();
    const dataDir = await useTempDir();
    await expect(start({ dataDir, queue: 'redis' })).rejects.toMatchObject({ code: 'service-unavailable' });
    await expect(postgresPid(path.join(dataDir, 'postgres'))).rejects.toThrow('ENOENT');
  });

  it('starts nothing if the given database also carries the queue', async () => {
    const { databaseUrl, queue, embedded } = await start({ databaseUrl: DATABASE_URL, queue: 'postgres' });
    expect(databaseUrl).toBe(DATABASE_URL);
    expect(queue).toEqual({ backend: 'postgres', url: DATABASE_URL });
    expect(embedded).toEqual({ postgres: false, redis: false });
  });

  it('does not start if the given Redis does not answer', async () => {
    await expect(start({ databaseUrl: DATABASE_URL, redisUrl: 'redis://127.0.0.1:1' })).rejects.toMatchObject(
      {
        code: 'service-unavailable',
        retryable: true,
      },
    );
  });

  it('reports an embedded server that ends unexpectedly', async () => {
    const { dataDir, failed } = await start({ queue: 'postgres' });
    process.kill(await postgresPid(path.join(dataDir, 'postgres')), 'SIGKILL');
    expect(await failed).toMatchObject({
      message: 'The embedded PostgreSQL ended unexpectedly (exit code 137)',
    });
  });
});

describe.skipIf(!hasRedis)('startServices (needs redis-server or valkey-server)', () => {
  it('embeds both servers, and leaves neither running', async () => {
    const services = await start();
    const { dataDir, queue, embedded } = services;
    expect(queue).toEqual({ backend: 'redis', url: path.join(dataDir, 'redis', 'redis.sock') });
    expect(embedded).toEqual({ postgres: true, redis: true });
    const pids = [await postgresPid(path.join(dataDir, 'postgres')), await redisPid(queue.url)];
    await services.stop();
    for (const pid of pids) await waitUntilGone(pid, 0);
  });

  it('uses the given Redis', async () => {
    const given = await start({ databaseUrl: DATABASE_URL });
    const { queue, embedded } = await start({ databaseUrl: DATABASE_URL, redisUrl: given.queue.url });
    expect(queue).toEqual(given.queue);
    expect(embedded.redis).toBe(false);
  });

  it('leaves no server running when this process is killed, and the next start has the folder', async () => {
    const dataDir = await useTempDir();
    const killed = startFixture('services', { args: [dataDir] });
    const { queue } = (await killed.waitFor('queue')) as unknown as Services;
    const pids = [await postgresPid(path.join(dataDir, 'postgres')), await redisPid(queue.url)];
    process.kill(killed.pid, 'SIGKILL');
    await killed.exit;

    const next = await start({ dataDir });
    for (const pid of pids) await waitUntilGone(pid, 0);
    expect(next.embedded).toEqual({ postgres: true, redis: true });
  });

  it('stops the last started first', async () => {
    const fixture = startFixture('services', { args: [await useTempDir()] });
    await fixture.waitFor('queue');
    fixture.child.kill('SIGINT');
    expect(await fixture.exit).toBe(0);
    expect(fixture.output()).toMatch(/Stopped the embedded Redis[\s\S]*Stopped the embedded PostgreSQL/);
  });
});

describe('a stack on the same folder', () => {
  it('is rejected, naming the process that runs the other', async () => {
    const dataDir = await useTempDir();
    const running = startFixture('services', { args: [dataDir, 'postgres'] });
    await running.waitFor('queue');
    await expect(start({ dataDir })).rejects.toThrow(`already running (process ${running.pid})`);
    // If killed, it would leave a server that still writes for a moment to the folder being removed.
    running.child.kill('SIGINT');
    expect(await running.exit).toBe(0);
  });
});
