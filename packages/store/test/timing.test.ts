import { test } from 'vitest';
import { createTestDatabase } from '@rote/testkit';
import { openStore } from '../src/index.js';
import { expandSweep } from '@rote/domain';
import { sweepOf } from './fixtures/sweep-of.js';
import pg from 'pg';
test('t', async () => {
  const t = async (l: string, f: () => Promise<unknown>) => { const s = performance.now(); const r = await f(); console.log(l, Math.round(performance.now() - s)); return r as any; };
  const d = await t('first', () => createTestDatabase());
  for (let i = 0; i < 3; i++) { const e = await t('create', () => createTestDatabase()); await t('drop', () => e.drop()); }
  const u = new URL(d.url); u.pathname = 'postgres';
  const c = new pg.Client(u.href); await c.connect();
  console.log((await c.query('select version(), current_setting($1) f, current_setting($2) s, current_setting($3) fp', ['fsync', 'synchronous_commit','full_page_writes'])).rows, process.cpuUsage());
  for (let i = 0; i < 3; i++) await t('wal_log', () => c.query(`CREATE DATABASE w${i} TEMPLATE template_rote`));
  for (let i = 0; i < 3; i++) await t('file_copy', () => c.query(`CREATE DATABASE f${i} TEMPLATE template_rote STRATEGY FILE_COPY`));
  for (let i = 0; i < 3; i++) await t('drop', () => c.query(`DROP DATABASE f${i}`));
  await c.end();
  const store = openStore({ databaseUrl: d.url });
  await t('ping', () => store.ping());
  await t('ping', () => store.ping());
  await t('list', () => store.sweeps.list({ limit: 1 }));
  await t('list', () => store.sweeps.list({ limit: 1 }));
  const seeds = Array.from({ length: 10000 }, (_, i) => i);
  await t('expand 10000', async () => [...expandSweep(sweepOf('x', seeds))].length);
  const { sweep } = await t('submit 10000', () => store.sweeps.submit({ spec: sweepOf('x', seeds), cells: expandSweep(sweepOf('x', seeds)) }));
  await t('resubmit 10000', () => store.sweeps.submit({ spec: sweepOf('y', seeds), cells: expandSweep(sweepOf('x', seeds)) }));
  await t('plan 10000', () => store.sweeps.plan(expandSweep(sweepOf('x', seeds))));
  await t('find', () => store.sweeps.find(sweep.id));
  await t('list', () => store.sweeps.list({ limit: 50 }));
  await t('markQueued 100', () => store.feed.markQueued(100));
  await t('markQueued 100', () => store.feed.markQueued(100));
  await t('remaining', () => store.sweeps.remainingSeconds(sweep.id));
  await t('results view', () => store.readOnlyQuery('select count(test_accuracy) from results'));
  await t('cancel 10000 shared', () => store.sweeps.cancel(sweep.id));
  const s2 = await t('list', () => store.sweeps.list({ limit: 50 }));
  await t('cancel 10000', () => store.sweeps.cancel(s2[0].id));
  if (process.env.BIG) {
  const many = Array.from({ length: 200000 }, (_, i) => i);
  const r = await t('submit 200000', () => store.sweeps.submit({ spec: sweepOf('x', many), cells: expandSweep(sweepOf('x', many)) }));
  await t('find', () => store.sweeps.find(r.sweep.id));
  await t('markQueued 100', () => store.feed.markQueued(100));
  await t('cancel', () => store.sweeps.cancel(r.sweep.id));
  }
  await store.close();
}, 120000);
