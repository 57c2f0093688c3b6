import { expandSweep } from '@rote/domain';
import { useStore } from '@rote/testkit';
import { resultOf } from '@rote/testkit/values';
import { describe, expect, it } from 'vitest';
import type { AttemptRef, Store, Sweep } from '../src/index.js';
import { sweepOf } from './fixtures/sweep-of.js';
import { claimNext, ENGINE, registerWorker } from './fixtures/training.js';

const range = (from: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => from + index);

const QUOTAS = { share: 1, maxQueuedCells: null, slotHours: null } as const;

async function makeProject(
  store: Store,
  name: string,
  quotas: Partial<Parameters<Store['projects']['put']>[1]> = {},
): Promise<void> {
  await store.projects.put(name, { ...QUOTAS, ...quotas });
}

async function submitTo(
  store: Store,
  project: string,
  seeds: readonly number[],
  priority = 0,
): Promise<Sweep> {
  const spec = sweepOf(project, seeds, priority);
  return (await store.sweeps.submit({ spec, cells: expandSweep(spec), project })).sweep;
}

/** Finishes attempts that took this long each. */
async function finish(
  { store, sql }: Pick<Awaited<ReturnType<typeof useStore>>, 'store' | 'sql'>,
  refs: readonly AttemptRef[],
  seconds = 0,
): Promise<void> {
  for (const ref of refs) {
    await sql(
      `UPDATE attempts SET started_at = now() - $1 * interval '1 second' WHERE cell_id = $2 AND number = $3`,
      [seconds, ref.cellId, ref.attempt],
    );
    await store.attempts.finish(ref, resultOf({ seconds }), null);
  }
}

/** Returns the project of each cell that was fed, in order. */
async function feed(
  { store, sql }: Awaited<ReturnType<typeof useStore>>,
  limit: number,
): Promise<readonly string[]> {
  await store.feed.settleClocks();
  const cells = await store.feed.markQueued(limit);
  const rows = await sql('SELECT id, project FROM cells WHERE id = ANY($1)', [
    cells.map(({ cellId }) => cellId),
  ]);
  const projects = new Map(rows.map(({ id, project }) => [id, String(project)]));
  return cells.map(({ cellId }) => projects.get(cellId) ?? '');
}

const countOf = (names: readonly string[], name: string): number =>
  names.filter((each) => each === name).length;

describe('a quota of queued cells', () => {
  it('holds at its boundary, and frees up as cells end', async () => {
    const opened = await useStore();
    const { store } = opened;
    await registerWorker(store, 'worker-1', 8);
    await makeProject(store, 'vision', { maxQueuedCells: 3 });
    await submitTo(store, 'vision', range(1, 10));
    await expect(feed(opened, 2)).resolves.toHaveLength(2);
    const third = await claimNext(store, 8);
    expect(third).toHaveLength(1);
    await expect(feed(opened, 8)).resolves.toEqual([]);
    await finish(opened, third);
    await expect(feed(opened, 8)).resolves.toEqual(['vision']);
    await expect(store.projects.get('vision')).resolves.toMatchObject({ queued: 3, running: 0 });
    await makeProject(store, 'vision', { maxQueuedCells: 5 });
    await expect(feed(opened, 8)).resolves.toHaveLength(2);
    await makeProject(store, 'vision', { maxQueuedCells: 0 });
    await expect(feed(opened, 8)).resolves.toEqual([]);
    await makeProject(store, 'vision');
    await expect(feed(opened, 8)).resolves.toHaveLength(4);
  });

  it('holds for several feeders at once, and for workers that try a cell again', async () => {
    const opened = await useStore();
    const { store, sql } = opened;
    await registerWorker(store, 'worker-1', 8);
    await makeProject(store, 'vision', { maxQueuedCells: 5 });
    await submitTo(store, 'vision', range(1, 40));
    await submitTo(store, 'vision', range(21, 40));
    const batches = await Promise.all([1, 2, 3, 4].map(() => store.feed.markQueued(4)));
    expect(batches.flat()).toHaveLength(5);

    const [job] = batches.flat();
    const claim = { cellId: job?.cellId ?? '', workerId: 'worker-1', engine: ENGINE };
    const claimed = await store.attempts.claim({ ...claim, attempt: 0 });
    if (claimed === undefined) throw new Error('not claimed');
    await store.attempts.fail(claimed.ref, { class: 'crash', message: 'killed' });
    await expect(store.feed.markQueued(4)).resolves.toHaveLength(1);
    await sql('UPDATE cells SET available_at = now() WHERE id = $1', [claim.cellId]);
    await expect(store.attempts.claimAgain({ ...claim, attempt: 1 })).resolves.toBeUndefined();
    await makeProject(store, 'vision', { maxQueuedCells: 6 });
    await expect(store.attempts.claimAgain({ ...claim, attempt: 1 })).resolves.toBeDefined();
  });

  it('lets a cell wait only if every project that wants it is out of quota', async () => {
    const opened = await useStore();
    const { store } = opened;
    await makeProject(store, 'full', { maxQueuedCells: 1 });
    await makeProject(store, 'roomy');
    await submitTo(store, 'full', [1, 2, 3], 5);
    await expect(feed(opened, 8)).resolves.toEqual(['full']);
    await submitTo(store, 'roomy', [2, 3, 4]);
    await expect(feed(opened, 8)).resolves.toEqual(['roomy', 'roomy', 'roomy']);
  });

  it('keeps waiting cells from preempting others, and from being counted ahead of them', async () => {
    const { store } = await useStore();
    await registerWorker(store, 'worker-1', 2);
    await makeProject(store, 'urgent', { maxQueuedCells: 1 });
    const low = await submitTo(store, 'default', [1, 2, 3]);
    await claimNext(store, 2);
    await submitTo(store, 'urgent', range(10, 9), 5);
    await expect(store.feed.preempt({ leaseMs: 30_000 })).resolves.toBe(1);
    await store.feed.markQueued(1);
    await expect(store.feed.preempt({ leaseMs: 30_000 })).resolves.toBe(0);
    const { groups } = await store.waits.ofSweep(low.id, { leaseMs: 30_000 });
    expect(groups.find(({ state }) => state === 'pending')).toMatchObject({ ahead: 1, outOfQuota: null });
  });
});

describe('a quota of slot-hours', () => {
  it('is used up by attempts, ended or running, and takes queued cells back', async () => {
    const opened = await useStore();
    const { store, sql } = opened;
    await registerWorker(store, 'worker-1', 8);
    await makeProject(store, 'vision', { slotHours: 2 });
    const sweep = await submitTo(store, 'vision', range(1, 10));
    // Near the first of a month, a part of this belongs to the month before.
    const [month] = await sql(
      `SELECT extract(epoch FROM now() - date_trunc('month', now(), 'UTC'))::float8 AS seconds`,
    );
    const spent = (seconds: number) => Math.min(seconds, Number(month?.['seconds'])) / 3600;
    await finish(opened, await claimNext(store, 1), 3600);
    const used = async () => (await store.projects.get('vision')).slotHoursUsed ?? 0;
    expect(await used()).toBeCloseTo(spent(3600), 2);
    const running = await claimNext(store, 1);
    await expect(feed(opened, 2)).resolves.toHaveLength(2);
    await sql(`UPDATE cells SET started_at = now() - interval '3 hours' WHERE state = 'running'`);
    expect(await used()).toBeCloseTo(spent(3600) + spent(3 * 3600), 2);
    if (spent(3 * 3600) < 2) return;
    await expect(feed(opened, 2)).resolves.toEqual([]);
    await expect(store.projects.get('vision')).resolves.toMatchObject({ queued: 0, running: 1 });
    const { groups } = await store.waits.ofSweep(sweep.id, { leaseMs: 30_000 });
    expect(groups[0]).toMatchObject({ state: 'pending', cells: 8, outOfQuota: ['vision'] });
    await finish(opened, running, 3 * 3600);
    await sql(`UPDATE project_months SET month = month - 31`);
    await expect(feed(opened, 2)).resolves.toHaveLength(2);
  });

  it('counts an attempt in the months in which it ran', async () => {
    const { store, sql } = await useStore();
    await registerWorker(store);
    await makeProject(store, 'vision');
    await submitTo(store, 'vision', [1]);
    const [ref] = await claimNext(store, 1);
    await sql(
      `UPDATE attempts SET started_at = '2026-01-31T23:00Z', ended_at = '2026-03-01T02:00Z', outcome = 'released' WHERE cell_id = $1`,
      [ref?.cellId],
    );
    await expect(sql('SELECT month::text, seconds FROM project_months ORDER BY month')).resolves.toEqual([
      { month: '2026-01-01', seconds: 3600 },
      { month: '2026-02-01', seconds: 28 * 24 * 3600 },
      { month: '2026-03-01', seconds: 7200 },
    ]);
  });
});

describe('shares', () => {
  it.each([
    [1, 1],
    [3, 1],
    [50, 1],
  ])('of %i and %i get slots in proportion', async (left, right) => {
    const opened = await useStore();
    const { store } = opened;
    await registerWorker(store, 'worker-1', 8);
    await makeProject(store, 'left', { share: left });
    await makeProject(store, 'right', { share: right });
    await submitTo(store, 'left', range(1, 220));
    await submitTo(store, 'right', range(1001, 220));
    const order: string[] = [];
    for (let round = 0; round < 26; round++) {
      order.push(...(await feed(opened, 8)));
      await finish(opened, await claimNext(store, 0));
      for (const { cellId, attempt } of await store.feed.listQueued()) {
        const claimed = await store.attempts.claim({
          cellId,
          attempt,
          workerId: 'worker-1',
          engine: ENGINE,
        });
        if (claimed !== undefined) await finish(opened, [claimed.ref]);
      }
    }
    const wanted = (order.length * right) / (left + right);
    expect(Math.abs(countOf(order, 'right') - wanted)).toBeLessThanOrEqual(1.5);
  });

  it('are of time in slots, not of cells', async () => {
    const opened = await useStore();
    const { store, sql } = opened;
    const SLOTS = 8;
    await registerWorker(store, 'worker-1', SLOTS);
    await makeProject(store, 'long');
    await makeProject(store, 'short');
    await submitTo(store, 'long', range(1, 100));
    await submitTo(store, 'short', range(1001, 600));
    // Time is made to pass: everything that has begun is moved into the past.
    const TURN = 20;
    const TOOK = new Map([
      ['long', 200],
      ['short', 20],
    ]);
    const busy = new Map([
      ['long', 0],
      ['short', 0],
    ]);
    let slots: { ref: AttemptRef; project: string; left: number }[] = [];
    for (let turn = 0; turn < 110; turn++) {
      const queued = (await store.feed.listQueued()).length;
      await store.feed.settleClocks();
      await store.feed.markQueued(32 - queued);
      for (const { cellId, attempt } of (await store.feed.listQueued()).slice(0, SLOTS - slots.length)) {
        const claimed = await store.attempts.claim({ cellId, attempt, workerId: 'worker-1', engine: ENGINE });
        const [row] = await sql('SELECT project FROM cells WHERE id = $1', [cellId]);
        const project = String(row?.['project']);
        if (claimed !== undefined) slots.push({ ref: claimed.ref, project, left: TOOK.get(project) ?? 0 });
      }
      await sql(
        `UPDATE cells SET started_at = started_at - $1 * interval '1 second' WHERE state = 'running'`,
        [TURN],
      );
      for (const slot of slots) {
        slot.left -= TURN;
        if (turn >= 70) busy.set(slot.project, (busy.get(slot.project) ?? 0) + 1);
        if (slot.left <= 0) await finish(opened, [slot.ref], TOOK.get(slot.project));
      }
      slots = slots.filter(({ left }) => left > 0);
    }
    const long = busy.get('long') ?? 0;
    const short = busy.get('short') ?? 0;
    expect(long / (long + short)).toBeGreaterThan(0.45);
    expect(long / (long + short)).toBeLessThan(0.55);
  }, 120_000);

  it('give a project no credit for the time in which it wanted nothing', async () => {
    const opened = await useStore();
    const { store } = opened;
    await registerWorker(store, 'worker-1', 8);
    await makeProject(store, 'busy');
    await makeProject(store, 'late');
    await submitTo(store, 'busy', range(1, 100));
    for (let round = 0; round < 3; round++) {
      await store.feed.settleClocks();
      await finish(opened, await claimNext(store, 8), 1000);
    }
    await store.feed.settleClocks();
    await submitTo(store, 'late', range(1001, 50));
    await makeProject(store, 'new');
    await submitTo(store, 'new', range(2001, 50));
    const order = await feed(opened, 30);
    for (const name of ['busy', 'late', 'new']) expect(countOf(order, name)).toBe(10);
  });

  it('leave the order of priorities, and that within a project, as they were', async () => {
    const opened = await useStore();
    const { store } = opened;
    await makeProject(store, 'vision', { share: 1000 });
    await submitTo(store, 'vision', [1, 2]);
    await submitTo(store, 'default', [11, 12], 1);
    await submitTo(store, 'default', [21, 22], 1);
    await submitTo(store, 'vision', [31, 32]);
    await store.feed.settleClocks();
    const cells = await store.feed.markQueued(8);
    const seeds = await Promise.all(
      cells.map(async ({ cellId }) => (await store.cells.get(cellId)).cell.seed),
    );
    expect(seeds).toEqual([11, 21, 12, 22, 1, 31, 2, 32]);
  });

  it('cost nothing while there is one project', async () => {
    const opened = await useStore();
    const { store, sql } = opened;
    await registerWorker(store);
    await submitTo(store, 'default', [1, 2, 3]);
    await finish(opened, await claimNext(store, 2), 100);
    await store.feed.settleClocks();
    await expect(sql('SELECT name, fair_clock, mean_seconds FROM projects')).resolves.toEqual([
      { name: 'default', fair_clock: 0, mean_seconds: null },
    ]);
    await expect(sql('SELECT * FROM project_months')).resolves.toEqual([]);
  });
});

describe('projects', () => {
  it('are made, changed and deleted, each with an entry in the audit log', async () => {
    const { store } = await useStore();
    const author = { key: 'aaaaaaaaaaaa', requestId: 'r1' };
    const quotas = { share: 2, maxQueuedCells: 4, slotHours: 1.5 };
    await expect(store.projects.put('vision', quotas, { author })).resolves.toMatchObject({ created: true });
    await expect(store.projects.put('vision', QUOTAS, { mayExist: false })).resolves.toBeUndefined();
    // A change that changes nothing leaves no trace.
    await expect(store.projects.put('vision', quotas)).resolves.toMatchObject({ created: false });
    await expect(store.projects.put('vision', QUOTAS, { author })).resolves.toMatchObject({ created: false });
    await expect(store.projects.list()).resolves.toMatchObject([
      { name: 'default', ...QUOTAS, queued: 0, running: 0, slotHoursUsed: null },
      { name: 'vision', ...QUOTAS, queued: 0, running: 0, slotHoursUsed: 0 },
    ]);
    await store.projects.delete('vision', author);
    await expect(store.projects.delete('vision')).rejects.toMatchObject({ code: 'project-not-found' });
    const entries = await store.audit.list({ limit: 10, object: 'vision' });
    expect(
      entries.map(({ action, actor, requestId, details }) => [action, actor, requestId, details]),
    ).toEqual([
      ['project.delete', author.key, 'r1', {}],
      ['project.change', author.key, 'r1', QUOTAS],
      ['project.create', author.key, 'r1', quotas],
    ]);
  });

  it('stay while they have sweeps or keys that work, and default stays for good, without quotas', async () => {
    const { store } = await useStore();
    await makeProject(store, 'vision');
    const { record } = await store.keys.create({ name: 'ada', scopes: ['submit'], project: 'vision' });
    expect(record.project).toBe('vision');
    await expect(store.projects.delete('vision')).rejects.toMatchObject({
      code: 'project-in-use',
      message: expect.stringContaining(record.id) as unknown,
    });
    await store.keys.revoke(record.id);
    await store.projects.delete('vision');
    await makeProject(store, 'vision');
    await submitTo(store, 'vision', [1]);
    await expect(store.projects.delete('vision')).rejects.toMatchObject({
      code: 'project-in-use',
      message: expect.stringContaining('has 1 sweep') as unknown,
    });
    await expect(store.projects.delete('default')).rejects.toMatchObject({ code: 'project-in-use' });
    await expect(makeProject(store, 'default', { slotHours: 1 })).rejects.toMatchObject({
      code: 'request-invalid',
    });
    await makeProject(store, 'default', { share: 3 });
    await expect(
      store.keys.create({ name: 'root', scopes: ['admin'], project: 'vision' }),
    ).rejects.toMatchObject({ code: 'request-invalid' });
    await expect(store.keys.create({ name: 'ada', scopes: ['read'], project: 'none' })).rejects.toMatchObject(
      { code: 'project-not-found' },
    );
  });

  it('are chosen when a sweep is submitted, and belong to its idempotency key', async () => {
    const { store } = await useStore();
    await makeProject(store, 'vision');
    const spec = sweepOf('sweep', [1, 2]);
    const submit = (project?: string) =>
      store.sweeps.submit({
        spec,
        cells: expandSweep(spec),
        project,
        idempotency: { key: 'once', bodySha256: 'x' },
      });
    await expect(submit('none')).rejects.toMatchObject({ code: 'project-not-found' });
    const first = await submit('vision');
    expect(first.sweep.project).toBe('vision');
    await expect(submit('vision')).resolves.toMatchObject({ created: false, sweep: { id: first.sweep.id } });
    await expect(submit()).rejects.toMatchObject({ code: 'idempotency-conflict' });
    const other = await submitTo(store, 'default', [1]);
    const ids = async (project: string) =>
      (await store.sweeps.list({ limit: 10, project })).map(({ id }) => id);
    await expect(ids('vision')).resolves.toEqual([first.sweep.id]);
    await expect(ids('default')).resolves.toEqual([other.id]);
    const [entry] = await store.audit.list({ limit: 1, object: first.sweep.id });
    expect(entry?.details).toEqual({ name: 'sweep', project: 'vision' });
  });
});
