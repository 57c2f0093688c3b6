import { expandSweep } from '@rote/domain';
import { useStore } from '@rote/testkit';
import { expect, it } from 'vitest';
import { sweepOf } from './fixtures/sweep-of.js';
import { claimOne, registerWorker } from './fixtures/training.js';

it('has every change with who made it, and nothing that was not made', async () => {
  const { store, sql } = await useStore();
  const { key, record } = await store.keys.create({ name: 'ada', scopes: ['operate'] });
  const author = { key: record.id, requestId: 'request-1' };
  const spec = sweepOf('audited', [1, 2]);
  const submit = () =>
    store.sweeps.submit({
      spec,
      cells: expandSweep(spec),
      author,
      idempotency: { key: 'k', bodySha256: 'b' },
    });
  const { sweep } = await submit();
  expect((await submit()).created).toBe(false);
  await store.sweeps.resume(sweep.id);
  for (let time = 0; time < 2; time++) await store.sweeps.pause(sweep.id, author);
  for (let time = 0; time < 2; time++) await store.sweeps.resume(sweep.id);
  for (let time = 0; time < 2; time++) await store.sweeps.setPriority(sweep.id, 7, author);
  await registerWorker(store);
  await store.attempts.fail(await claimOne(store), { class: 'bug', message: 'it failed' });
  const failureClass = ['bug'] as const;
  for (let time = 0; time < 2; time++) await store.sweeps.retry(sweep.id, { failureClass }, author);
  await store.sweeps.cancel(sweep.id, author);
  await expect(store.sweeps.cancel(sweep.id, author)).rejects.toMatchObject({ code: 'sweep-ended' });
  await store.keys.revoke(record.id, author);
  await store.keys.revoke(record.id, author);

  const entries = await store.audit.list({ limit: 100 });
  const ada = { actor: record.id, keyName: 'ada', requestId: 'request-1' };
  const local = { actor: 'local', keyName: null, requestId: null };
  expect(entries).toMatchObject([
    { action: 'key.revoke', object: record.id, ...ada },
    { action: 'sweep.cancel', object: sweep.id, ...ada },
    { action: 'sweep.retry', object: sweep.id, details: { failureClass, retried: 1 }, ...ada },
    { action: 'sweep.prioritize', object: sweep.id, details: { priority: 7 }, ...ada },
    { action: 'sweep.resume', object: sweep.id, ...local },
    { action: 'sweep.pause', object: sweep.id, ...ada },
    { action: 'sweep.submit', object: sweep.id, details: { name: 'audited' }, ...ada },
    { action: 'key.create', object: record.id, details: { name: 'ada', scopes: ['operate'] }, ...local },
  ]);
  expect(JSON.stringify(entries)).not.toContain(key.slice(18));

  const first = await store.audit.list({ limit: 3, object: sweep.id });
  const rest = await store.audit.list({ limit: 100, object: sweep.id, before: first.at(-1)?.id ?? 0 });
  expect([...first, ...rest]).toEqual(entries.filter(({ object }) => object === sweep.id));

  for (const change of [`UPDATE audit_entries SET actor = 'x'`, 'DELETE FROM audit_entries'])
    await expect(sql(change)).rejects.toThrow(/entries never change/);
});
