import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { describeError, type DeviceRequirement } from '@rote/domain';
import { Redis } from 'ioredis';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  onTestFinished,
  test,
  vi,
} from 'vitest';
import {
  type CellConsumer,
  type CellConsumerOptions,
  type CellJob,
  type CellQueue,
  ReturnJobError,
  openCellQueue,
  startCellConsumer,
} from '../src/index.js';
import { createInbox } from './inbox.js';
import { openOperator } from './operator.js';
import {
  type QueueServers,
  startPostgresServers,
  startRedisServers,
  type TestQueue,
} from './queue-servers.js';

/** Repeats an assertion until it holds: a busy machine takes time. */
const eventually = (assert: () => Promise<void>): Promise<void> => vi.waitFor(assert, { timeout: 20_000 });

const job = (cellId: string, attempt = 0): CellJob => ({ cellId, attempt });
const routed = (cellJob: CellJob, device: DeviceRequirement = 'any') => ({ ...cellJob, device });
const withPriority = (cellJob: CellJob, priority = 0, device: DeviceRequirement = 'any') => ({
  ...cellJob,
  priority,
  device,
});
const aborted = async (signal: AbortSignal): Promise<void> => {
  if (!signal.aborted) await once(signal, 'abort');
};

const hasRedis = ['redis-server', 'valkey-server'].some(
  (name) => spawnSync(name, ['--version']).status === 0,
);

describe.skipIf(!hasRedis)('the queue on Redis (needs redis-server or valkey-server on the PATH)', () => {
  describeQueue(startRedisServers);

  test.each([
    ['has no memory left', ['CONFIG', 'SET', 'maxmemory', '1'], /OOM/],
    ['has become a replica', ['REPLICAOF', '127.0.0.1', '1'], /READONLY/],
  ])(
    'rejects a ping of a server that %s, as every job would be',
    async (_, [command = '', ...args], reason) => {
      const servers = await startRedisServers();
      onTestFinished(() => servers.close());
      const { connection } = await servers.newQueue();
      const queue = await openCellQueue({ connection });
      onTestFinished(() => queue.close());
      await queue.ping();
      const redis = new Redis(connection.url);
      await redis.call(command, ...args);
      redis.disconnect();
      const error: unknown = await queue.ping().catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'service-unavailable', retryable: true });
      expect(describeError(error)).toMatch(reason);
    },
  );
});

describe('the queue on Postgres', () => {
  describeQueue(startPostgresServers);
});

function describeQueue(startServers: () => Promise<QueueServers>): void {
  let servers: QueueServers;
  let own: TestQueue;
  let queue: CellQueue;
  let consumers: CellConsumer[];

  beforeAll(async () => {
    servers = await startServers();
  });
  afterAll(() => servers.close());
  beforeEach(async () => {
    consumers = [];
    own = await servers.newQueue();
    queue = await openCellQueue({ connection: own.connection });
  });
  afterEach(async () => {
    await Promise.all([...consumers, queue].map((closable) => closable.close()));
  });

  const consume = async (
    process: CellConsumerOptions['process'],
    options: Partial<CellConsumerOptions> = {},
  ): Promise<CellConsumer> => {
    const consumer = await startCellConsumer({
      connection: own.connection,
      slots: 1,
      onError: () => undefined,
      process,
      ...options,
    });
    consumers.push(consumer);
    return consumer;
  };
  const expectEmpty = (): Promise<void> =>
    eventually(async () => {
      expect(await queue.counts()).toEqual({ waiting: 0, active: 0 });
    });

  test('holds a job once, however often it is added', async () => {
    await queue.add([withPriority(job('a')), withPriority(job('a'))]);
    await queue.add([withPriority(job('a')), withPriority(job('a', 1))]);
    expect(await queue.counts()).toEqual({ waiting: 2, active: 0 });
  });

  test('gives out the highest priority first, and equal priorities in the order added', async () => {
    await queue.add([
      withPriority(job('lowest'), -1000),
      withPriority(job('first of two')),
      withPriority(job('second of two')),
      withPriority(job('highest'), 1000),
    ]);
    const seen = createInbox<string>();
    await consume(({ cellId }) => {
      seen.put(cellId);
      return Promise.resolve();
    });
    const order = [await seen.next(), await seen.next(), await seen.next(), await seen.next()];
    expect(order).toEqual(['highest', 'first of two', 'second of two', 'lowest']);
  });

  test('within a priority, gives out cells that were tried before first', async () => {
    await queue.add([
      withPriority(job('fresh, low'), -1000),
      withPriority(job('tried, low', 3), -1000),
      withPriority(job('fresh')),
      withPriority(job('tried', 1)),
      withPriority(job('fresh, higher'), 1),
    ]);
    const seen = createInbox<string>();
    await consume(({ cellId }) => {
      seen.put(cellId);
      return Promise.resolve();
    });
    const order = [];
    while (order.length < 5) order.push(await seen.next());
    expect(order).toEqual(['fresh, higher', 'tried', 'fresh', 'tried, low', 'fresh, low']);
  });

  test('counts every job of a queue that an operator paused, also one without a priority', async () => {
    await queue.add([withPriority(job('a'))]);
    const operator = await openOperator(own.connection);
    await operator.add('by hand', job('b'));
    await operator.pause();
    expect(await queue.counts()).toEqual({ waiting: 2, active: 0 });
    expect(await queue.ready('any')).toBe(0);
    await operator.resume();
    await operator.close();
    expect(await queue.counts()).toEqual({ waiting: 2, active: 0 });
  });

  test('names a job after its cell in dashboards', async () => {
    await queue.add([{ ...withPriority(job('a')), title: 'mlp-1x512 · random-labels · seed 3' }]);
    const operator = await openOperator(own.connection);
    const names = (await operator.getPrioritized()).map(({ name }) => name);
    await operator.close();
    expect(names).toEqual(['mlp-1x512 · random-labels · seed 3']);
  });

  test('tells which jobs it still has, waiting or with a consumer', async () => {
    const started = createInbox<CellJob>();
    await consume(async (taken, signal) => {
      started.put(taken);
      await aborted(signal);
    });
    await queue.add([withPriority(job('taken'))]);
    expect(await started.next()).toEqual(job('taken'));
    await queue.add([withPriority(job('waiting'))]);

    const asked = [job('taken'), job('waiting'), job('waiting', 1), job('never added')].map((one) =>
      routed(one),
    );
    expect(await queue.present(asked)).toEqual([routed(job('taken')), routed(job('waiting'))]);
    expect(await Promise.all(asked.map((one) => queue.find(one)))).toEqual([
      'active',
      'waiting',
      undefined,
      undefined,
    ]);
    expect(await queue.counts()).toEqual({ waiting: 1, active: 1 });
  });

  test('removes jobs that no consumer has', async () => {
    const started = createInbox<CellJob>();
    await consume(async (taken, signal) => {
      started.put(taken);
      await aborted(signal);
    });
    await queue.add([withPriority(job('taken'))]);
    await started.next();
    await queue.add([withPriority(job('a')), withPriority(job('b'), 5), withPriority(job('c'), 5, 'gpu')]);
    await queue.clear();
    const asked = [routed(job('taken')), routed(job('a')), routed(job('b')), routed(job('c'), 'gpu')];
    expect(await queue.present(asked)).toEqual([routed(job('taken'))]);
    expect(await queue.counts()).toEqual({ waiting: 0, active: 1 });
    await queue.clear();
  });

  test('keeps nothing of a finished or failed job', async () => {
    const errors = createInbox<Error>();
    await consume(
      ({ cellId }) => (cellId === 'bad' ? Promise.reject(new Error('no good')) : Promise.resolve()),
      {
        onError: (error) => {
          errors.put(error);
        },
      },
    );
    await queue.add([withPriority(job('good')), withPriority(job('bad'))]);
    expect(String((await errors.next()).cause)).toContain('no good');
    await expectEmpty();
    await queue.add([withPriority(job('good'))]);
    await expectEmpty();
    expect(await queue.present([routed(job('good')), routed(job('bad'))])).toEqual([]);
  });

  test('aborts jobs in progress when the consumer closes, and lets them finish', async () => {
    const signals = createInbox<AbortSignal>();
    const finished = createInbox<string>();
    const consumer = await consume(async ({ cellId }, signal) => {
      signals.put(signal);
      await aborted(signal);
      finished.put(cellId);
    });
    await queue.add([withPriority(job('a'))]);
    const signal = await signals.next();
    await consumer.close();
    expect(signal.reason).toMatchObject({ code: 'aborted' });
    expect(await finished.next()).toBe('a');
    expect(await queue.counts()).toEqual({ waiting: 0, active: 0 });
  });

  test('closes in time even if a job in progress never ends', async () => {
    const started = createInbox<CellJob>();
    const consumer = await consume(
      (taken) => {
        started.put(taken);
        return new Promise(() => undefined);
      },
      { closeTimeoutMs: 50 },
    );
    await queue.add([withPriority(job('stuck'))]);
    await started.next();
    await consumer.close();
  });

  test('takes no more jobs while paused, and finishes those in progress', async () => {
    const started = createInbox<string>();
    const gate = createInbox<undefined>();
    const consumer = await consume(async ({ cellId }) => {
      started.put(cellId);
      await gate.next();
    });
    await queue.add([withPriority(job('a'))]);
    await started.next();
    await consumer.pause();
    await queue.add([withPriority(job('b'))]);
    gate.put(undefined);
    await eventually(async () => {
      expect(await queue.counts()).toEqual({ waiting: 1, active: 0 });
    });
    expect(started.size).toBe(0);
    expect(await queue.present([routed(job('a')), routed(job('b'))])).toEqual([routed(job('b'))]);
  });

  test('shares jobs between two consumers, giving out each job once', async () => {
    const seen = createInbox<string>();
    const counts = [0, 0];
    for (const index of counts.keys())
      await consume(
        ({ cellId }) => {
          counts[index]! += 1;
          seen.put(cellId);
          return Promise.resolve();
        },
        { slots: 2 },
      );
    const ids = Array.from({ length: 60 }, (_, index) => `cell ${String(index)}`);
    await queue.add(ids.map((id) => withPriority(job(id))));
    const taken: string[] = [];
    while (taken.length < ids.length) taken.push(await seen.next());
    await expectEmpty();
    expect(taken.sort()).toEqual([...ids].sort());
    expect(Math.min(...counts)).toBeGreaterThan(0);
    expect(seen.size).toBe(0);
  });

  test.each<{ devices: readonly DeviceRequirement[] }>([{ devices: ['any'] }, { devices: ['gpu', 'any'] }])(
    'takes no more jobs for $devices than its limit, and more as soon as the limit rises',
    async ({ devices }) => {
      const started = createInbox<string>();
      const gate = createInbox<undefined>();
      const consumer = await consume(
        async ({ cellId }) => {
          started.put(cellId);
          await gate.next();
        },
        { slots: 3, devices },
      );
      const hasInHand = (active: number, waiting: number): Promise<void> =>
        eventually(async () => {
          expect(await queue.counts()).toEqual({ waiting, active });
        });
      consumer.limit(1);
      await queue.add(['a', 'b', 'c', 'd', 'e', 'f'].map((id) => withPriority(job(id))));
      await started.next();
      await hasInHand(1, 5);
      consumer.limit(3);
      await started.next();
      await started.next();
      await hasInHand(3, 3);
      consumer.limit(0);
      consumer.limit(3);
      gate.put(undefined);
      await started.next();
      await hasInHand(3, 2);

      consumer.limit(0);
      for (let index = 0; index < 3; index++) gate.put(undefined);
      await hasInHand(0, 2);
      expect(started.size).toBe(0);
      consumer.limit(99);
      await started.next();
      await started.next();
      gate.put(undefined);
      gate.put(undefined);
      await expectEmpty();
    },
  );

  test('takes jobs ahead if it may, and gives one that is returned its place again', async () => {
    const started = createInbox<string>();
    const gate = createInbox<boolean>();
    const consumer = await consume(async ({ cellId }) => {
      started.put(cellId);
      if (await gate.next()) throw new ReturnJobError('no trainer became free');
    });
    consumer.limit(1, 1);
    await queue.add(['a', 'b', 'c'].map((id) => withPriority(job(id))));
    expect([await started.next(), await started.next()]).toEqual(['a', 'b']);
    consumer.limit(1);
    gate.put(false);
    gate.put(true);
    expect(await started.next()).toBe('b');
    await eventually(async () => {
      expect(await queue.counts()).toEqual({ waiting: 1, active: 1 });
    });
    gate.put(false);
    expect(await started.next()).toBe('c');
    gate.put(false);
    await expectEmpty();
  });

  describe('with jobs that ask for a GPU', () => {
    const both: readonly DeviceRequirement[] = ['gpu', 'any'];

    test('keeps them from consumers without a GPU, for one that has it', async () => {
      const seen = createInbox<string>();
      const put = ({ cellId }: CellJob) => {
        seen.put(cellId);
        return Promise.resolve();
      };
      await consume(put);
      await queue.add([withPriority(job('of a GPU'), 1000, 'gpu')]);
      for (let index = 0; index < 20; index++) await queue.add([withPriority(job(String(index)))]);
      for (let index = 0; index < 20; index++) expect(await seen.next()).toBe(String(index));
      expect(await queue.counts('gpu')).toEqual({ waiting: 1, active: 0 });
      await consume(put, { devices: both });
      expect(await seen.next()).toBe('of a GPU');
      await expectEmpty();
    });

    test('finds a job and removes it, wherever it is', async () => {
      await queue.add([withPriority(job('a'), 0, 'gpu')]);
      expect(await queue.present([routed(job('a')), routed(job('a'), 'gpu')])).toEqual([
        routed(job('a'), 'gpu'),
      ]);
      expect([await queue.counts('any'), await queue.counts()].map(({ waiting }) => waiting)).toEqual([0, 1]);
      await queue.clear();
      await expectEmpty();
    });

    test('never gives a consumer more jobs than slots, and gives out each job once', async () => {
      const slots = 2;
      const finished = createInbox<string>();
      const turns: string[] = [];
      let inHand = 0;
      let most = 0;
      await consume(
        async ({ cellId }) => {
          most = Math.max(most, ++inHand);
          turns.push(cellId.slice(0, 3));
          await new Promise(setImmediate);
          inHand--;
          finished.put(cellId);
        },
        { slots, devices: both },
      );
      const ids = both.flatMap((device) =>
        Array.from({ length: 30 }, (_, index) => ({ id: `${device} ${String(index)}`, device })),
      );
      await queue.add(ids.map(({ id, device }) => withPriority(job(id), 0, device)));
      const done: string[] = [];
      while (done.length < ids.length) done.push(await finished.next());
      await expectEmpty();
      expect(done.sort()).toEqual(ids.map(({ id }) => id).sort());
      expect(most).toBe(slots);
      // In turn: neither waits until the other is empty.
      for (const device of both) expect(turns.slice(0, 20)).toContain(device);
      expect(finished.size).toBe(0);
    });

    test('continues with both after all slots were full for a while', async () => {
      const started = createInbox<string>();
      const gate = createInbox<undefined>();
      await consume(
        async ({ cellId }) => {
          started.put(cellId);
          await gate.next();
        },
        { devices: both },
      );
      for (let round = 0; round < 5; round++) {
        for (const device of both) {
          await queue.add([withPriority(job(`${device} ${String(round)}`), 0, device)]);
          expect(await started.next()).toBe(`${device} ${String(round)}`);
          gate.put(undefined);
          await expectEmpty();
        }
      }
    });
  });

  test('answers a ping', async () => {
    await expect(queue.ping()).resolves.toBeUndefined();
  });

  test('recovers after its server was away for a while', async () => {
    const started = createInbox<string>();
    const gate = new AbortController();
    await consume(
      async ({ cellId }) => {
        started.put(cellId);
        await aborted(gate.signal);
      },
      // A job whose end could not be reported to the server comes back when its lock expires.
      { lockMs: 1000 },
    );
    await queue.add([withPriority(job('before')), withPriority(job('after'))]);
    expect(await started.next()).toBe('before');

    const bringServerBack = await own.takeServerAway();
    gate.abort();
    await bringServerBack();
    let next = await started.next();
    while (next !== 'after') next = await started.next();
    await expectEmpty();
  });

  test('reports that its server is away, and closes without it', async () => {
    await consume(() => Promise.resolve());
    const bringServerBack = await own.takeServerAway();
    await expect(queue.ping()).rejects.toMatchObject({ code: 'service-unavailable', retryable: true });
    await Promise.all([...consumers, queue].map((closable) => closable.close()));
    await bringServerBack();
  });

  test('aborts a job whose lock is lost', async () => {
    const signals = createInbox<AbortSignal>();
    await consume(
      async (_, signal) => {
        signals.put(signal);
        await aborted(signal);
      },
      { lockMs: 200 },
    );
    await queue.add([withPriority(job('a'))]);
    const signal = await signals.next();
    await own.forgetJobs();
    await aborted(signal);
    expect(signal.reason).toMatchObject({ code: 'attempt-superseded' });
  });
}

test('reports an unreachable server in time', async () => {
  await expect(
    openCellQueue({ connection: { backend: 'postgres', url: 'postgres://stranger@127.0.0.1:1/none' } }),
  ).rejects.toMatchObject({ code: 'service-unavailable', retryable: true });
});
