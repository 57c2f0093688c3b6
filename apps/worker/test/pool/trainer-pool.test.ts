import { afterEach, expect, test } from 'vitest';
import type { Slot } from '../../src/pool/slot-plan.js';
import type { TrainerPool } from '../../src/pool/trainer-pool.js';
import { createTrainerPool } from '../../src/pool/trainer-pool.js';
import { startTrainer } from '../../src/pool/trainer-process.js';

const slot: Slot = { threads: 1 };
const patient = { signal: new AbortController().signal, timeoutMs: 20_000 };
const start = (_: Slot, signal: AbortSignal) =>
  startTrainer(
    {
      module: new URL('./strange-trainer.mjs', import.meta.url),
      env: {},
      silenceMs: 20_000,
      dataDir: 'works',
      checkpoints: { url: '/nowhere', intervalMs: 30_000 },
    },
    signal,
  );
let pool: TrainerPool | undefined;
const openPool = async (options: { slots?: number; failures?: number } = {}) => {
  let { failures = 0 } = options;
  const errors: unknown[] = [];
  const ready: number[] = [];
  pool = createTrainerPool({
    slots: Array<Slot>(options.slots ?? 1).fill(slot),
    first: await start(slot, new AbortController().signal),
    start: (...args) => (failures-- > 0 ? Promise.reject(new Error('no start')) : start(...args)),
    onError: (error) => errors.push(error),
  });
  pool.onReady((slots) => ready.push(slots));
  return { pool, errors, ready };
};
afterEach(() => pool?.close());

test('keeps a trainer from one use to the next', async () => {
  const { pool: own } = await openPool();
  const first = await own.use(({ pid }) => Promise.resolve(pid), patient);
  expect(await own.use(({ pid }) => Promise.resolve(pid), patient)).toBe(first);
});

test('gives simultaneous uses different trainers', async () => {
  const { pool: own } = await openPool({ slots: 2 });
  const pids = await own.use(
    ({ pid }) => own.use((other) => Promise.resolve([pid, other.pid]), patient),
    patient,
  );
  expect(new Set(pids).size).toBe(2);
});

test('gives a trainer to the one that waits as soon as it is free', async () => {
  const { pool: own } = await openPool();
  const order: string[] = [];
  const use = (name: string) =>
    own.use(async () => {
      order.push(`${name} begins`);
      await Promise.resolve();
      order.push(`${name} ends`);
    }, patient);
  await Promise.all([use('first'), use('second'), use('third')]);
  const names = ['first', 'second', 'third'];
  expect(order).toEqual(names.flatMap((name) => [`${name} begins`, `${name} ends`]));
});

test('prefers a trainer that has started to one that has not', async () => {
  const { pool: own } = await openPool({ slots: 2, failures: Infinity });
  const first = await own.use(({ pid }) => Promise.resolve(pid), patient);
  for (let use = 0; use < 3; use++)
    expect(await own.use(({ pid }) => Promise.resolve(pid), { ...patient, timeoutMs: 100 })).toBe(first);
});

test('gives a waiting caller the first free trainer, not one that fails to start', async () => {
  const { pool: own, ready } = await openPool({ slots: 3, failures: Infinity });
  let finish: (() => void) | undefined;
  const first = own.use(
    ({ pid }) =>
      new Promise<number | undefined>((resolve) => {
        finish = () => {
          resolve(pid);
        };
      }),
    patient,
  );
  const order: string[] = [];
  const others = ['second', 'third'].map((name) =>
    own.use(({ pid }) => {
      order.push(name);
      return Promise.resolve(pid);
    }, patient),
  );
  await expect.poll(() => finish).toBeDefined();
  finish?.();
  const pid = await first;
  expect(await Promise.all(others)).toEqual([pid, pid]);
  expect(order).toEqual(['second', 'third']);
  expect([own.ready, ready]).toEqual([1, [1]]);
});

test('gives no trainer to a caller that has stopped waiting', async () => {
  const { pool: own } = await openPool({ slots: 2, failures: Infinity });
  const impatience = new AbortController();
  const trained: string[] = [];
  await own.use(async () => {
    const waiting = own.use(() => Promise.resolve(trained.push('too late')), {
      ...patient,
      signal: impatience.signal,
    });
    impatience.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'engine-unavailable', retryable: true });
  }, patient);
  await own.use(() => Promise.resolve(trained.push('in time')), patient);
  expect(trained).toEqual(['in time']);
});

test('rejects waiting callers when the pool closes', async () => {
  const { pool: own } = await openPool({ failures: Infinity });
  await own.use((trainer) => trainer.stop(), patient);
  const waiting = expect(own.use(() => Promise.resolve(), patient)).rejects.toThrow('the worker is stopping');
  await own.close();
  await waiting;
});

test('replaces a trainer that has ended, however often that fails', async () => {
  const { pool: own, errors, ready } = await openPool({ failures: 2 });
  const first = await own.use(async (trainer) => {
    await trainer.stop();
    return trainer.pid;
  }, patient);
  const second = await own.use(({ pid, hasEnded }) => Promise.resolve({ pid, hasEnded }), patient);
  expect(second.pid).not.toBe(first);
  expect(second.hasEnded).toBe(false);
  expect(errors).toHaveLength(2);
  expect(ready).toEqual([1, 0, 1]);
});

test('keeps no caller waiting for long if a trainer does not start', async () => {
  const { pool: own } = await openPool({ failures: 3 });
  await own.use((trainer) => trainer.stop(), patient);
  const unavailable = { code: 'engine-unavailable', retryable: true };
  const train = () => Promise.resolve('trained');
  await expect(own.use(train, { ...patient, timeoutMs: 1 })).rejects.toMatchObject(unavailable);
  await expect(own.use(train, { ...patient, signal: AbortSignal.abort() })).rejects.toMatchObject(
    unavailable,
  );
  await expect(own.use(train, patient)).resolves.toBe('trained');
});

test('has no trainers once it is closed', async () => {
  const { pool: own } = await openPool({ slots: 2 });
  const trainer = await own.use((used) => Promise.resolve(used), patient);
  await own.close();
  expect(trainer.hasEnded).toBe(true);
});
