import { expect, it } from 'vitest';
import { createHealth } from '../src/create-health.js';

it('is ready when there is nothing to check', async () => {
  expect(await createHealth().check()).toEqual({ ok: true, checks: [] });
});

it('reports every check, and is ready only when all are', async () => {
  const health = createHealth();
  health.add('database', () => Promise.resolve('PostgreSQL 18'));
  health.add('queue', () => Promise.resolve(undefined));
  const remove = health.add('engine', () => Promise.reject(new Error('no GPU')));

  expect(await health.check()).toEqual({
    ok: false,
    checks: [
      { name: 'database', ok: true, detail: 'PostgreSQL 18' },
      { name: 'queue', ok: true, detail: 'ok' },
      { name: 'engine', ok: false, detail: 'no GPU' },
    ],
  });
  remove();
  expect((await health.check()).ok).toBe(true);
});

it('does not wait for a check that hangs, and aborts it', async () => {
  const health = createHealth();
  let signal: AbortSignal | undefined;
  health.add(
    'database',
    (checkSignal) => {
      signal = checkSignal;
      return new Promise(() => undefined);
    },
    { timeoutMs: 20 },
  );
  expect(await health.check()).toEqual({
    ok: false,
    checks: [{ name: 'database', ok: false, detail: 'no answer within 20 ms' }],
  });
  expect(signal?.aborted).toBe(true);
});

it('counts a check that throws as failed, and rejects a duplicate name', async () => {
  const health = createHealth();
  health.add('database', () => {
    throw new Error('not connected');
  });
  expect((await health.check()).checks).toEqual([{ name: 'database', ok: false, detail: 'not connected' }]);
  expect(() => health.add('database', () => Promise.resolve(undefined))).toThrow('database');
});
