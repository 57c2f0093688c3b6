import {
  type AuditPage,
  DeletionPlan,
  Event,
  type Problem,
  type Sweep,
  type SweepPage,
} from '@rote/contracts';
import { findFaults } from '@rote/domain';
import { waitFor } from '@rote/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listen } from './support/listen.js';
import { specOf } from './support/specs.js';
import { startTestApi, type TestApi } from './support/test-api.js';
import { finishPending } from './support/training.js';

let api: TestApi;
let url: string;
beforeAll(async () => {
  api = await startTestApi({ events: { beatMs: 100, intervalMs: 20 } });
  url = await api.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => api.close());

const submit = async (cells: number, name: string): Promise<string> =>
  (
    await api.app.inject({ method: 'POST', url: '/v1/sweeps', payload: specOf(cells, { name }) })
  ).json<Sweep>().id;
const remove = (id: string, query = '') =>
  api.app.inject({ method: 'DELETE', url: `/v1/sweeps/${id}${query}` });
const countCells = async (): Promise<number> =>
  Object.values(await api.store.cells.countByState()).reduce((sum, cells) => sum + cells, 0);

it('deletes a sweep that has ended, tells listeners, and keeps the cells of others', async () => {
  const id = await submit(3, 'goes');
  const refused = await remove(id);
  expect(refused.statusCode).toBe(409);
  expect(refused.json<Problem>().code).toBe('sweep-active');
  await finishPending(api.store);
  const other = await submit(1, 'stays');

  const plan = await remove(id, '?dryRun=true');
  expect(findFaults(DeletionPlan, plan.json())).toEqual([]);
  expect(plan.json()).toEqual({ cells: 3, sharedCells: 1, results: 2, attempts: 2 });
  expect((await api.app.inject(`/v1/sweeps/${id}`)).statusCode).toBe(200);

  const listener = await listen(`${url}/v1/events`);
  await listener.until('stream.opened');
  const deleted = await remove(id.toUpperCase());
  expect(deleted.statusCode).toBe(204);
  const { data } = await listener.until('sweep.deleted');
  expect(findFaults(Event, data)).toEqual([]);
  expect(data).toMatchObject({ sweep: id, name: 'goes' });

  expect((await api.app.inject(`/v1/sweeps/${id}`)).json<Problem>().code).toBe('sweep-not-found');
  expect((await remove(id)).statusCode).toBe(404);
  const { items } = (await api.app.inject('/v1/sweeps')).json<SweepPage>();
  expect(items.map((sweep) => sweep.id)).toEqual([other]);
  await waitFor(async () => (await countCells()) === 1, { describe: 'the cells to be deleted' });
  expect((await api.app.inject(`/v1/sweeps/${other}`)).json()).toMatchObject({
    state: 'completed',
    cached: 1,
  });
  const audit = (await api.app.inject(`/v1/audit?object=${id}`)).json<AuditPage>();
  expect(audit.items[0]).toMatchObject({ action: 'sweep.delete', object: id });
});
