import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  type CellConsumer,
  type CellConsumerOptions,
  type CellJob,
  type CellQueue,
  openCellQueue,
  startCellConsumer,
} from '../src/index.js';
import { createInbox } from './inbox.js';
import {
  type QueueServers,
  startPostgresServers,
  startRedisServers,
  type TestQueue,
} from './queue-servers.js';

const job = (cellId: string, attempt = 0): CellJob => ({ cellId, attempt });
const withPriority = (cellJob: CellJob, priority = 0) => ({ ...cellJob, priority });
const aborted = async (signal: AbortSignal): Promise<void> => {
  if (!signal.aborted) await once(signal, 'abort');
};

const hasRedis = ['redis-server', 'valkey-server'].some(
  (name) => spawnSync(name, ['--version']).status === 0,
);

describe.skipIf(!hasRedis)('the queue on Redis (needs redis-server or valkey-server on the PATH)', () => {
  describeQueue(startRedisServers);
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
    vi.waitFor(async () => {
      expect(await queue.counts()).toEqual({ waiting: 0, active: 0 });
    });

  test('holds a job once, however often it is added', async () => {
    await queue.add([withPriority(job('a')), withPriority(job('a'))]);
    await queue.add([withPriority(job('a')), withPriority(job('a', 1))]);
    expect(await queue.counts()).toEqual({ waiting: 2, active: 0 });
  });

  test('gives out the highest priority first, and equals in the order added', async () => {
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

  test('knows which jobs it still has, waiting or with a consumer', async () => {
    const started = createInbox<CellJob>();
    await consume(async (taken, signal) => {
      started.put(taken);
      await aborted(signal);
    });
    await queue.add([withPriority(job('taken'))]);
    expect(await started.next()).toEqual(job('taken'));
    await queue.add([withPriority(job('waiting'))]);

    const asked = [job('taken'), job('waiting'), job('waiting', 1), job('never added')];
    expect(await queue.present(asked)).toEqual([job('taken'), job('waiting')]);
    expect(await queue.counts()).toEqual({ waiting: 1, active: 1 });
  });

  test('takes jobs out again', async () => {
    await queue.add([withPriority(job('a')), withPriority(job('b'))]);
    await queue.remove([job('a'), job('never added')]);
    expect(await queue.present([job('a'), job('b')])).toEqual([job('b')]);
  });

  test('keeps nothing of a job that is done, nor of one that failed', async () => {
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
    expect(await queue.present([job('good'), job('bad')])).toEqual([]);
  });

  test('aborts what is processed when the consumer closes, and lets it finish', async () => {
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

  test('closes in time even if what is processed does not end', async () => {
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

  test('a paused consumer takes no more jobs and finishes what it has', async () => {
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
    await vi.waitFor(async () => {
      expect(await queue.counts()).toEqual({ waiting: 1, active: 0 });
    });
    expect(started.size).toBe(0);
    expect(await queue.present([job('a'), job('b')])).toEqual([job('b')]);
  });

  test('two consumers share the jobs, and each job is given out once', async () => {
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

  test('answers a ping', async () => {
    await expect(queue.ping()).resolves.toBeUndefined();
  });

  test('goes on when its server was away for a while', async () => {
    const started = createInbox<string>();
    const gate = createInbox<undefined>();
    await consume(async ({ cellId }) => {
      started.put(cellId);
      await gate.next();
    });
    await queue.add([withPriority(job('before')), withPriority(job('after'))]);
    expect(await started.next()).toBe('before');

    const bringServerBack = await own.takeServerAway();
    gate.put(undefined);
    await bringServerBack();
    while ((await started.next()) !== 'after') gate.put(undefined);
    gate.put(undefined);
    await expectEmpty();
  });

  test('says that its server is away, and closes without it', async () => {
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

test('a server that cannot be reached is named as such, in time', async () => {
  await expect(
    openCellQueue({ connection: { backend: 'postgres', url: 'postgres://nobody@127.0.0.1:1/none' } }),
  ).rejects.toMatchObject({ code: 'service-unavailable', retryable: true });
});
