import type { AuditPage, Problem } from '@rote/contracts';
import { expandSweep } from '@rote/domain';
import { openCellQueue, startCellConsumer } from '@rote/queue';
import { silentLogger, useProxiedStore, waitFor } from '@rote/testkit';
import type { InjectOptions } from 'fastify';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startFeeder } from '../src/feeder/start-feeder.js';
import { useRedisLine } from './support/redis-line.js';
import { specOf } from './support/specs.js';
import { useApi } from './support/test-api.js';

const KEYS_REQUIRED = { hosts: [], origins: [], keys: 'always', requestsPerMinute: 0 } as const;
const CHANGE = { method: 'PUT', url: '/queues/api/queues/cells/pause' } as const;

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

describe('the board of the queues', () => {
  it('is not there if it is switched off', async () => {
    const { app } = await useApi({ queueBoard: 'off' });
    expect((await app.inject('/queues')).statusCode).toBe(404);
  });

  it('shows the page, its files and the queues, and loads nothing of other hosts', async () => {
    const { app, queue } = await useApi({ queueBoard: 'read-only' });
    await queue.add([{ cellId: 'abc', attempt: 0, device: 'any', priority: 0, title: 'a cell' }]);
    onTestFinished(() => queue.clear());

    const page = await app.inject('/queues');
    expect(page.statusCode).toBe(200);
    expect(page.headers['content-type']).toMatch(/^text\/html/);
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    const [script = 'none'] = /static\/js\/main[^"]+/.exec(page.body) ?? [];
    expect((await app.inject(`/queues/${script}`)).headers['content-type']).toMatch(/javascript/);

    const list = await app.inject('/queues/api/queues?activeQueue=cells&status=prioritized');
    const { queues } = list.json<{
      queues: { name: string; readOnlyMode: boolean; jobs: { name: string }[] }[];
    }>();
    expect(queues.map(({ name, readOnlyMode }) => ({ name, readOnlyMode }))).toEqual([
      { name: 'cells', readOnlyMode: true },
      { name: 'cells-gpu', readOnlyMode: true },
    ]);
    expect(queues[0]?.jobs.map(({ name }) => name)).toEqual(['a cell']);
  });

  it.each(['cells/pause', 'pause', 'cells/empty', 'cells/any-job/clean'])(
    'is read-only unless asked: a change (%s) changes nothing, and the answer says how',
    async (address) => {
      const { app, queue } = await useApi({ queueBoard: 'read-only' });
      const response = await app.inject({ method: 'PUT', url: `/queues/api/queues/${address}` });
      expect(response.statusCode).toBe(405);
      expect(response.json<Problem>().detail).toContain('ROTE_QUEUE_BOARD=writable');
      expect(await queue.isPaused()).toBe(false);
    },
  );

  it('needs a key with the scope operate, and browsers ask the person for it', async () => {
    const { app, store } = await useApi({ queueBoard: 'writable', access: KEYS_REQUIRED });
    const keyFor = async (scope: 'read' | 'operate') =>
      (await store.keys.create({ name: scope, scopes: [scope] })).key;
    const ask = async (request: InjectOptions) => {
      const response = await app.inject(request);
      return { status: response.statusCode, headers: response.headers, response };
    };

    for (const url of ['/queues', '/queues/api/queues', '/queues/static/css/main.css']) {
      const { status, headers, response } = await ask({ url });
      expect(status).toBe(401);
      expect(headers['content-type']).toMatch(/^application\/problem\+json/);
      expect(headers['www-authenticate']).toContainEqual(expect.stringContaining('Basic'));
      expect(response.json<Problem>().code).toBe('unauthorized');
    }
    const reads = bearer(await keyFor('read'));
    expect((await ask({ url: '/queues', headers: reads })).response.json<Problem>().code).toBe(
      'scope-missing',
    );
    expect((await ask({ ...CHANGE, headers: reads })).status).toBe(403);
    const key = await keyFor('operate');
    const login = { authorization: `Basic ${Buffer.from(`me:${key}`).toString('base64')}` };
    expect((await ask({ url: '/queues', headers: login })).status).toBe(200);
  });
});

describe('a change that a person makes on the board', () => {
  /** A writable board on Redis, a feeder, and three cells in the queue. */
  async function useBoard() {
    const redis = await useRedisLine();
    const base = await useProxiedStore();
    const connection = { backend: 'redis', url: redis.url } as const;
    const queue = await openCellQueue({ connection });
    onTestFinished(() => queue.close());
    const feeder = startFeeder({
      ...{ store: base.store, queue, logger: silentLogger, leaseMs: 30_000 },
      ...{ intervalMs: 20, reconcileMs: 50 },
    });
    onTestFinished(() => feeder.stop());
    const { app } = await useApi({ queueBoard: 'writable', store: base.store, queue });
    const spec = specOf(3);
    const { sweep } = await base.store.sweeps.submit({ spec, cells: expandSweep(spec) });
    const waitForAll = () =>
      waitFor(async () => (await queue.counts()).waiting === 3, { describe: 'all cells in the queue' });
    // The feeder fills the queue once more after a submission, which would undo what the tests do there.
    await waitFor(async () => (await base.sql('SELECT FROM sweep_changes WHERE made = fed')).length === 1, {
      describe: 'the fill after the submission',
    });
    await waitForAll();
    const change = async (address: string, payload?: object, method: 'PUT' | 'PATCH' | 'POST' = 'PUT') => {
      const response = await app.inject({
        ...{ method, url: `/queues/api/queues/${address}` },
        ...(payload === undefined ? {} : { payload }),
      });
      expect(response.statusCode, response.body).toBeLessThan(300);
    };
    const list = await app.inject('/queues/api/queues?activeQueue=cells&status=prioritized');
    const [jobs = []] = list.json<{ queues: { jobs: { id: string }[] }[] }>().queues.map((each) => each.jobs);
    return { store: base.store, queue, app, sweep, connection, change, waitForAll, jobs };
  }

  it('loses no cell: jobs that were removed come back', async () => {
    const { app, change, waitForAll, jobs } = await useBoard();
    await change('cells/empty');
    await waitForAll();
    await change(`cells/${jobs[0]!.id}/clean`);
    await waitForAll();
    await change('cells/pause');
    await change('cells/obliterate', { force: true });
    await waitForAll();

    const { items } = (await app.inject('/v1/audit')).json<AuditPage>();
    expect(
      items.filter(({ action }) => action === 'queue.change').map(({ details }) => details['path']),
    ).toEqual([
      '/queues/api/queues/cells/obliterate',
      '/queues/api/queues/cells/pause',
      `/queues/api/queues/cells/${jobs[0]!.id}/clean`,
      '/queues/api/queues/cells/empty',
    ]);
  });

  it('loses no cell: a job with changed data, and one that the person made, do no harm', async () => {
    const { connection, change, waitForAll, jobs, queue } = await useBoard();
    await change(`cells/${jobs[0]!.id}/update-data`, { jobData: { cellId: 5 } }, 'PATCH');
    await change('cells/add', { name: 'mine', data: { any: 'thing' }, options: {} }, 'POST');
    const processed = new Set<string>();
    const errors: string[] = [];
    const consumer = await startCellConsumer({
      connection,
      slots: 1,
      // Nothing here trains, so the cells stay queued, and their jobs come back.
      process: ({ cellId }) => Promise.resolve(void processed.add(cellId)),
      onError: ({ message }) => errors.push(message),
    });
    onTestFinished(() => consumer.close());
    await waitFor(() => processed.size === 3, { describe: 'every cell with a consumer' });
    expect(errors).toHaveLength(2);
    for (const message of errors) expect(message).toContain('names no attempt at a cell');
    await consumer.close();
    await waitForAll();
    expect(await queue.isPaused()).toBe(false);
  });
});
