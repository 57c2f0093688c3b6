import { randomUUID } from 'node:crypto';
import type { Scope } from '@rote/domain';
import { DEFAULT_QUERY_LIMITS, SCOPES } from '@rote/domain';
import { specOf } from '../support/specs.js';
import { startTestApi, type TestApi } from '../support/test-api.js';
import { failPending, finishPending } from '../support/training.js';
import type { Plan } from './requests.js';
import { type Answer, createSender } from './send.js';

export interface FuzzedServer {
  readonly api: TestApi;
  /** Sends a request as it is: no client corrects it. @throws Error if no answer came in time */
  send(plan: Plan): Promise<Answer>;
  /** Adds sweeps that have not ended: requests end those there are. */
  refill(): Promise<void>;
  close(): Promise<void>;
}

/** The first seed of a sweep that is finished, so that others with it are, too. */
const FINISHED = 1;

const keyOf = async ({ store }: TestApi, scopes: readonly Scope[]) =>
  await store.keys.create({ name: 'fuzz', scopes });

/** Makes keys that work, by scope, and some that do not, by the reason. */
async function makeKeys(api: TestApi): Promise<ReadonlyMap<string, string>> {
  const headers = new Map<string, string>();
  for (const scope of SCOPES) headers.set(scope, `Bearer ${(await keyOf(api, [scope])).key}`);
  const expired = await api.store.keys.create({ name: 'expired', scopes: ['admin'], expiresInDays: 1 });
  await api.sql(`UPDATE api_keys SET expires_at = now() WHERE id = $1`, [expired.record.id]);
  const revoked = await keyOf(api, ['admin']);
  await api.store.keys.revoke(revoked.record.id);
  headers.set('expired', `Bearer ${expired.key}`);
  headers.set('revoked', `Bearer ${revoked.key}`);
  headers.set('made up', `Bearer rote_${'0'.repeat(12)}_${'0'.repeat(64)}`);
  headers.set('basic', `Basic ${Buffer.from('me:').toString('base64')}`);
  headers.set('malformed', 'Bearer');
  return headers;
}

/** Starts an API with keys, sweeps in every state, cells with and without results, and webhooks that reach no one. */
export async function startFuzzedServer(): Promise<FuzzedServer> {
  const api = await startTestApi({
    access: { hosts: [], origins: [], keys: 'always', requestsPerMinute: 0 },
    queryLimits: { ...DEFAULT_QUERY_LIMITS, timeoutMs: 300 },
    webhooks: { allowPrivate: true },
  });
  const { store } = api;
  const pools: Record<string, string[]> = {
    sweep: [],
    cell: [],
    key: [],
    webhook: [],
    project: ['default'],
    bulk: [],
  };
  const take = (kind: string, index: number): string => {
    const pool = pools[kind] ?? [];
    return pool[index % pool.length] ?? '';
  };
  const submit = async (firstSeed: number): Promise<string> => {
    const payload = specOf(2, { name: 'known', firstSeed });
    const headers = { authorization: keys.get('admin') ?? '' };
    const response = await api.app.inject({ method: 'POST', url: '/v1/sweeps', payload, headers });
    const { id } = response.json<{ id: string }>();
    const [cell] = await store.sweeps.listCells(id, { limit: 1 });
    pools['cell']?.push(cell?.cell.id ?? '');
    return id;
  };
  const keys = await makeKeys(api);
  let seed = FINISHED;
  const add = async (...others: readonly ((id: string) => Promise<unknown>)[]): Promise<void> => {
    const id = await submit(seed);
    seed += 2;
    pools['sweep']?.push(id);
    for (const other of others) await other(id);
  };
  await add(() => finishPending(store));
  await add(() => finishPending(store, NaN));
  await add(() => failPending(store));
  await add((id) => store.sweeps.cancel(id));
  await add((id) => store.sweeps.pause(id));
  await add((id) => store.sweeps.archive(id, true));
  for (let index = 0; index < 3; index++) pools['key']?.push((await keyOf(api, ['read'])).record.id);

  for (const name of ['speech', 'vision']) {
    await store.projects.put(name, { share: 1, maxQueuedCells: null, slotHours: null });
    pools['project']?.push(name);
  }

  const url = await api.app.listen({ host: '127.0.0.1', port: 0 });
  const sender = createSender(url);
  const resolve = (text: string): string =>
    text.replace(/@(\w+):(\w+)@/g, (whole, kind: string, index: string) => {
      if (kind === 'unknown') return index === 'uuid' ? randomUUID() : 'ab'.repeat(32);
      return kind in pools ? take(kind, Number(index)) : whole;
    });

  return {
    api,
    async refill() {
      await add();
      pools['sweep']?.push(await submit(FINISHED));
      await add();
      const { webhook } = await store.webhooks.create({
        url: 'http://127.0.0.1:9/',
        types: ['sweep.ended'],
        sweep: null,
      });
      pools['webhook']?.push(webhook.id);
      const bulk = await store.bulk.begin({ ids: [] }, { action: 'cancel' });
      pools['bulk']?.push(bulk?.id ?? '');
      for (const pool of Object.values(pools)) pool.splice(0, pool.length - 10);
    },
    send: ({ method, target, headers, body, key }) =>
      sender.send({
        method,
        target: resolve(target),
        headers: [
          ...(keys.has(key) ? [['authorization', keys.get(key) ?? ''] as const] : []),
          ...headers.map(([name, value]) => [name, resolve(value)] as const),
        ],
        ...(body !== undefined && { body: Buffer.from(resolve(body), 'latin1') }),
      }),
    async close() {
      sender.close();
      await api.close();
    },
  };
}
