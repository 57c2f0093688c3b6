import type { HealthStatus, QueueStatus, Sweep } from '@rote/contracts';
import { startTestRedis, useStore, waitFor } from '@rote/testkit';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startApiProcess } from './support/api-process.js';
import { specOf } from './support/specs.js';

async function submit(url: string, cells: number): Promise<Sweep> {
  const response = await fetch(`${url}/v1/sweeps`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(specOf(cells)),
  });
  expect(response.status).toBe(201);
  return (await response.json()) as Sweep;
}

async function feederState(url: string): Promise<string | undefined> {
  const health = (await (await fetch(`${url}/healthz`)).json()) as HealthStatus;
  return health.checks.find(({ name }) => name === 'feeder')?.detail;
}

const queueStatus = async (url: string): Promise<QueueStatus> =>
  (await (await fetch(`${url}/v1/queues`)).json()) as QueueStatus;

describe('the process', () => {
  it('serves and feeds with only Postgres, and ends in order on SIGTERM', async () => {
    const { url: databaseUrl, store } = await useStore();
    const api = startApiProcess({ DATABASE_URL: databaseUrl });
    const url = await api.url;
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    const { id } = await submit(url, 3);
    await waitFor(async () => (await store.sweeps.find(id))?.counts.queued === 3, {
      describe: 'three queued cells',
    });
    api.child.kill('SIGTERM');
    expect(await api.exit).toEqual({ code: 0, signal: null });
  });

  it('does so with Redis', async () => {
    const redis = await startTestRedis();
    onTestFinished(() => redis.stop());
    const { url: databaseUrl, store } = await useStore();
    const api = startApiProcess({ DATABASE_URL: databaseUrl, REDIS_URL: redis.url });
    const url = await api.url;
    const { id } = await submit(url, 3);
    await waitFor(async () => (await store.sweeps.find(id))?.counts.queued === 3, {
      describe: 'three queued cells',
    });
    // A cell is queued in Postgres a moment before its job is in Redis.
    await waitFor(async () => (await queueStatus(url)).waiting === 3, { describe: 'their jobs' });
    await expect(queueStatus(url)).resolves.toMatchObject({ waiting: 3, active: 0 });
    api.child.kill('SIGTERM');
    expect(await api.exit).toEqual({ code: 0, signal: null });
  });

  it('shares its Redis with one on another database, and disturbs nothing there', async () => {
    const redis = await startTestRedis();
    onTestFinished(() => redis.stop());
    const [one, other] = await Promise.all(
      [3, 2].map(async (cells) => {
        const { url: databaseUrl, store } = await useStore();
        const url = await startApiProcess({ DATABASE_URL: databaseUrl, REDIS_URL: redis.url }).url;
        const { id } = await submit(url, cells);
        await waitFor(async () => (await store.sweeps.find(id))?.counts.queued === cells, {
          describe: 'the queued cells',
        });
        const countWaiting = async () => (await queueStatus(url)).waiting;
        return { url, id, countWaiting };
      }),
    );
    if (one === undefined || other === undefined) throw new Error('there should be two');
    // A cell is queued in Postgres a moment before its job is in Redis.
    await waitFor(async () => (await one.countWaiting()) === 3 && (await other.countWaiting()) === 2, {
      describe: 'the jobs of both',
    });
    await fetch(`${one.url}/v1/sweeps/${one.id}/cancel`, { method: 'POST' });
    await waitFor(async () => (await one.countWaiting()) === 0, { describe: 'the empty queue' });
    expect(await other.countWaiting()).toBe(2);
  });

  it('ends in order when the process that started it is gone', async () => {
    const { url: databaseUrl } = await useStore();
    const api = startApiProcess({ DATABASE_URL: databaseUrl });
    await api.url;
    api.child.disconnect();
    expect(await api.exit).toEqual({ code: 0, signal: null });
  });
});

it('one of two processes feeds; when it is killed, the other takes over', async () => {
  const { url: databaseUrl, store } = await useStore();
  const apis = [0, 1].map(() => startApiProcess({ DATABASE_URL: databaseUrl }));
  const parties = await Promise.all(apis.map(async (api) => ({ api, url: await api.url })));
  const findLeaders = async () => {
    const states = await Promise.all(parties.map(({ url }) => feederState(url)));
    return parties.filter((_, index) => states[index] === 'leads');
  };
  const [leader] = await waitFor(
    async () => {
      const leaders = await findLeaders();
      return leaders.length > 0 && leaders;
    },
    { describe: 'a leader' },
  );
  expect(await findLeaders()).toEqual([leader]);
  const other = parties.find((party) => party !== leader);
  if (leader === undefined || other === undefined) throw new Error('there should be a leader and another');
  leader.api.child.kill('SIGKILL');
  await waitFor(async () => (await feederState(other.url)) === 'leads', { describe: 'the other to lead' });
  const { id } = await submit(other.url, 2);
  await waitFor(async () => (await store.sweeps.find(id))?.counts.queued === 2, {
    describe: 'two queued cells',
  });
});

describe('a process that cannot start', () => {
  it('names every invalid variable', async () => {
    const api = startApiProcess({ ROTE_PORT: 'http', ROTE_LEASE_MS: '5' });
    expect((await api.exit).code).toBe(1);
    const stderr = await api.stderr;
    for (const name of ['DATABASE_URL', 'ROTE_PORT', 'ROTE_LEASE_MS']) expect(stderr).toContain(name);
    expect(stderr).not.toContain('    at ');
  });

  it('says that the database is down, without its password', async () => {
    const api = startApiProcess({ DATABASE_URL: 'postgres://rote:hunter2@127.0.0.1:1/rote' });
    expect((await api.exit).code).toBe(1);
    const stderr = await api.stderr;
    expect(stderr).toContain('ECONNREFUSED');
    expect(stderr).not.toContain('hunter2');
  });
});

it('does not listen where other machines reach it while no key exists, and says how to make one', async () => {
  const { url: databaseUrl } = await useStore();
  const api = startApiProcess({ DATABASE_URL: databaseUrl, ROTE_HOST: '0.0.0.0' });
  expect((await api.exit).code).toBe(1);
  expect(await api.stderr).toMatch(
    /ROTE_HOST=0\.0\.0\.0 .*none exists.*rote keys create --name NAME --scope admin.*ROTE_ADMIN_KEY.*ROTE_API_AUTH=off/,
  );
});
