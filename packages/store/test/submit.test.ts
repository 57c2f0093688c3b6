import { expandSweep, SWEEP_STATES, type SweepSpec } from '@rote/domain';
import { useStore } from '@rote/testkit';
import { resultOf } from '@rote/testkit/values';
import { describe, expect, it } from 'vitest';
import { cellsOf, submit, sweepOf } from './fixtures/sweep-of.js';
import { claimNext, claimOne, GPU_ENGINE, registerWorker } from './fixtures/training.js';

const LEASE = { leaseMs: 30_000 };

const INTERVAL = { low: expect.any(Number) as number, high: expect.any(Number) as number };

describe('submit', () => {
  it('writes the sweep and its cells in the order of the expansion', async () => {
    const { store } = await useStore();
    const spec = sweepOf('first', [3, 1, 2], 7);
    const { sweep, created } = await store.sweeps.submit({ spec, cells: expandSweep(spec) });

    expect(created).toBe(true);
    expect(sweep).toMatchObject({
      name: 'first',
      spec,
      priority: 7,
      state: 'active',
      endedAt: null,
      cells: 3,
      cached: 0,
    });
    expect(sweep.counts).toEqual({
      pending: 3,
      queued: 0,
      running: 0,
      succeeded: 0,
      diverged: 0,
      failed: 0,
      cancelled: 0,
    });
    const cells = await store.sweeps.listCells(sweep.id, { limit: 10 });
    expect(cells.map(({ position, cached, cell: { id, cell } }) => ({ position, cached, id, cell }))).toEqual(
      cellsOf(spec).map(({ id, cell }, position) => ({ position, cached: false, id, cell })),
    );
  });

  it('trains a cell of two sweeps once, and counts one that has its result as cached', async () => {
    const { store } = await useStore();
    await registerWorker(store);
    await submit(store, sweepOf('first', [1, 2]));
    await store.attempts.finish(await claimOne(store), resultOf(), null);

    const spec = sweepOf('second', [1, 2, 3]);
    await expect(store.sweeps.plan(expandSweep(spec), LEASE)).resolves.toEqual({
      cells: 3,
      cached: 1,
      known: 1,
      fresh: 1,
      // Three of ten epochs took 10 s.
      estimate: {
        seconds: expect.closeTo(10) as number,
        secondsAtMost: expect.closeTo(100 / 3) as number,
        slotSeconds: expect.closeTo(10) as number,
        secondsInterval: INTERVAL,
        slotSecondsInterval: INTERVAL,
        recordedSweeps: 0,
        gpuMemoryMb: null,
        slots: 2,
        recordedCells: 1,
        cellsWithout: 0,
      },
    });
    const second = await submit(store, spec);
    expect(second).toMatchObject({ cells: 3, cached: 1, counts: { succeeded: 1, pending: 2 } });
    const cached = await store.sweeps.listCells(second.id, { limit: 10, state: 'succeeded' });
    expect(cached.map((cell) => [cell.position, cell.cached])).toEqual([[0, true]]);
  });

  it('plans with an estimate from records of such cells, and reports those without one', async () => {
    const { store, sql } = await useStore();
    const spec = { ...sweepOf('plan', [1, 2, 3]), training: { epochs: 20 } };
    const estimateOf = async (grid: object, lease = LEASE) =>
      (await store.sweeps.plan(expandSweep({ ...spec, grid: { ...spec.grid, ...grid } }), lease)).estimate;
    await expect(estimateOf({})).resolves.toBeNull();
    await registerWorker(store, 'worker-1', 1);
    await submit(store, sweepOf('before', [9]));
    await store.attempts.finish(await claimOne(store), resultOf({ epochs: 10, seconds: 5 }), null);
    await expect(estimateOf({})).resolves.toMatchObject({ seconds: expect.closeTo(30) as number, slots: 1 });
    await expect(estimateOf({ architecture: ['mlp-1x512', 'mlp-3x512'] })).resolves.toMatchObject({
      seconds: expect.closeTo(30) as number,
      cellsWithout: 3,
    });
    await expect(estimateOf({ architecture: ['mlp-3x512'] })).resolves.toBeNull();
    await sql(`UPDATE workers SET last_seen_at = now() - interval '10 minutes'`);
    await expect(estimateOf({})).resolves.toMatchObject({ slots: 0 });
    await expect(estimateOf({}, { leaseMs: 15 * 60_000 })).resolves.toMatchObject({ slots: 1 });
    await store.workers.stop('worker-1');
    await expect(estimateOf({})).resolves.toMatchObject({ seconds: expect.closeTo(30) as number, slots: 0 });
    await registerWorker(store, 'gpu-worker', 1, GPU_ENGINE);
    await expect(estimateOf({})).resolves.toBeNull();
  });

  it('is completed at once if every cell is cached', async () => {
    const { store } = await useStore();
    await registerWorker(store);
    const first = await submit(store, sweepOf('first', [1]));
    await store.attempts.finish(await claimOne(store), resultOf(), null);
    const ended = await store.sweeps.find(first.id);
    const again = await submit(store, sweepOf('again', [1]));

    expect(ended).toMatchObject({ state: 'completed', cached: 0 });
    expect(again).toMatchObject({ state: 'completed', cached: 1, endedAt: again.createdAt });
  });

  it('tries failed and cancelled cells again, with a fresh count of failures', async () => {
    const { store } = await useStore();
    await registerWorker(store);
    const first = await submit(store, sweepOf('first', [1, 2]));
    const failing = await claimOne(store);
    await store.attempts.fail(failing, { class: 'bug', message: 'a shape does not fit' });
    await store.sweeps.cancel(first.id);

    const spec = sweepOf('second', [1, 2]);
    await expect(store.sweeps.plan(expandSweep(spec), LEASE)).resolves.toMatchObject({ fresh: 2 });
    const second = await submit(store, spec);
    expect(second.counts).toMatchObject({ pending: 2, failed: 0, cancelled: 0 });
    await expect(store.cells.get(failing.cellId)).resolves.toMatchObject({
      state: 'pending',
      attempt: 1,
      failures: 0,
      error: null,
      endedAt: null,
    });
    await expect(store.sweeps.find(first.id)).resolves.toMatchObject({ state: 'cancelled' });
  });

  it('returns the same sweep for the same key and body, and rejects another body', async () => {
    const { store } = await useStore();
    const spec = sweepOf('once', [1, 2]);
    const idempotency = { key: 'key-1', bodySha256: 'c'.repeat(64) };
    const submitOnce = () => store.sweeps.submit({ spec, cells: expandSweep(spec), idempotency });

    const answers = await Promise.all([submitOnce(), submitOnce(), submitOnce()]);
    expect(new Set(answers.map(({ sweep }) => sweep.id)).size).toBe(1);
    expect(answers.filter(({ created }) => created)).toHaveLength(1);
    await expect(store.sweeps.list({ limit: 10 })).resolves.toHaveLength(1);
    await expect(
      store.sweeps.submit({
        spec,
        cells: expandSweep(spec),
        idempotency: { ...idempotency, bodySha256: 'd'.repeat(64) },
      }),
    ).rejects.toMatchObject({ code: 'idempotency-conflict', retryable: false });
  });

  it('writes the states of many cells, whether they are new, were tried, failed or have their result', async () => {
    const { store, sql } = await useStore();
    await registerWorker(store);
    const earlier = await submit(store, sweepOf('earlier', [1, 2, 3]));
    const [done, failing, lost] = await claimNext(store, 3);
    await store.attempts.finish(done!, resultOf(), null);
    await store.attempts.fail(failing!, { class: 'bug', message: 'a bug' });
    await store.attempts.release(lost!);
    expect(earlier.cells).toBe(3);

    const seeds = Array.from({ length: 9000 }, (_, index) => index);
    const large = await submit(store, sweepOf('large', seeds));
    expect(large).toMatchObject({ cells: 9000, cached: 1, counts: { succeeded: 1, pending: 8999 } });
    await expect(
      sql(`SELECT position, cached, state, tried FROM sweep_cells WHERE sweep_id = '${large.id}' AND (cached OR tried)
        ORDER BY position`),
    ).resolves.toEqual([
      { position: 1, cached: true, state: 'succeeded', tried: true },
      { position: 2, cached: false, state: 'pending', tried: true },
      { position: 3, cached: false, state: 'pending', tried: true },
    ]);
    await expect(
      sql(`SELECT count(DISTINCT position)::int AS positions, min(position) AS first, max(position) AS last,
          count(*) FILTER (WHERE m.state <> c.state)::int AS wrong
        FROM sweep_cells m JOIN cells c ON c.id = m.cell_id WHERE m.sweep_id = '${large.id}'
          AND (c.spec ->> 'seed')::int = position`),
    ).resolves.toEqual([{ positions: 9000, first: 0, last: 8999, wrong: 0 }]);
  });

  it('keeps a spec with characters that COPY would read as its own', async () => {
    const { store } = await useStore();
    const spec: SweepSpec = {
      ...sweepOf('folder', [1]),
      dataset: { name: 'image-folder', folder: 'a\\N\\tb "c"\td', classes: 2, images: { train: 2, test: 2 } },
    };
    const { id } = await submit(store, spec);
    const [stored] = await store.sweeps.listCells(id, { limit: 1 });
    expect(stored?.cell.cell).toEqual(cellsOf(spec)[0]?.cell);
  });

  it('lets sweeps of the same cells in opposite orders be submitted at the same moment', async () => {
    const { store, sql } = await useStore();
    const seeds = Array.from({ length: 1500 }, (_, index) => index);
    const sweeps = await Promise.all(
      Array.from({ length: 4 }, (_, index) =>
        submit(store, sweepOf(`sweep ${String(index)}`, index % 2 === 0 ? seeds : seeds.toReversed())),
      ),
    );

    expect(sweeps.map(({ cells, counts }) => [cells, counts.pending])).toEqual(
      sweeps.map(() => [1500, 1500]),
    );
    await expect(sql('SELECT count(*)::int AS cells FROM cells')).resolves.toEqual([{ cells: 1500 }]);
  });

  it('holds no lock while cells are expanded, and deletes what a process that died had collected', async () => {
    const { store, sql } = await useStore();
    await sql(`INSERT INTO staged_cells SELECT gen_random_uuid(), 0, 'cell', '{}', '', '', '', 0,
      now() - age FROM unnest('{1 hour,25 hours}'::interval[]) AS age`);
    const spec = sweepOf('slow', [1, 2]);
    async function* slowly() {
      // If a transaction were open, its age would show here.
      await expect(
        sql(`SELECT FROM pg_stat_activity WHERE datname = current_database() AND xact_start IS NOT NULL
          AND pid <> pg_backend_pid()`),
      ).resolves.toEqual([]);
      yield* cellsOf(spec);
    }
    const { sweep } = await store.sweeps.submit({ spec, cells: slowly() });
    expect(sweep).toMatchObject({ cells: 2, counts: { pending: 2 } });
    await expect(sql('SELECT id FROM staged_cells')).resolves.toEqual([{ id: 'cell' }]);
  });

  it('writes nothing if the expansion breaks off', async () => {
    const { store, sql } = await useStore();
    function* broken() {
      yield* cellsOf(sweepOf('broken', [1]));
      throw new RangeError('the expansion broke off');
    }
    await expect(store.sweeps.submit({ spec: sweepOf('broken', [1]), cells: broken() })).rejects.toThrow(
      'the expansion broke off',
    );
    await expect(
      sql('SELECT FROM sweeps UNION ALL SELECT FROM cells UNION ALL SELECT FROM staged_cells'),
    ).resolves.toEqual([]);
  });
});

describe('list', () => {
  it('pages through sweeps, newest first, each with its counts', async () => {
    const { store } = await useStore();
    const sweeps = [];
    for (const seed of [1, 2, 3]) sweeps.push(await submit(store, sweepOf(`sweep ${String(seed)}`, [seed])));
    const [oldest, middle, newest] = sweeps;

    await expect(store.sweeps.list({ limit: 2 })).resolves.toEqual([newest, middle]);
    await expect(store.sweeps.list({ limit: 2, before: middle?.id ?? '' })).resolves.toEqual([oldest]);
  });

  it('finds each sweep by the state that it shows, including one without cells', async () => {
    const { store, sql } = await useStore();
    const empty = await submit(store, sweepOf('empty', [1]));
    await sql(`DELETE FROM sweep_cells WHERE sweep_id = '${empty.id}'`);
    await registerWorker(store);
    const failing = await submit(store, sweepOf('failing', [2]));
    await store.attempts.fail(await claimOne(store), { class: 'bug', message: 'a bug', stderr: '' });
    const waiting = await submit(store, sweepOf('waiting', [3]));
    const found: Record<string, readonly string[]> = {};
    for (const state of SWEEP_STATES)
      found[state] = (await store.sweeps.list({ limit: 9, state })).map(({ id }) => id);
    expect(found).toEqual({
      active: [waiting.id],
      paused: [],
      completed: [empty.id],
      failed: [failing.id],
      cancelled: [],
    });
    for (const { id, state } of await store.sweeps.list({ limit: 9 })) expect(found[state]).toEqual([id]);
  });

  it('rejects an unknown id', async () => {
    const { store } = await useStore();
    const unknown = '00000000-0000-4000-8000-000000000000';
    for (const id of [unknown, 'not a uuid']) {
      await expect(store.sweeps.find(id)).resolves.toBeUndefined();
      for (const call of [
        () => store.sweeps.list({ limit: 1, before: id }),
        () => store.sweeps.listCells(id, { limit: 1 }),
        () => store.sweeps.cancel(id),
      ])
        await expect(call()).rejects.toMatchObject({ code: 'sweep-not-found' });
    }
  });

  it('pages through the cells of one state by position', async () => {
    const { store } = await useStore();
    await registerWorker(store);
    const sweep = await submit(store, sweepOf('paged', [1, 2, 3, 4, 5]));
    await claimNext(store, 2);
    const positions = async (page: Parameters<typeof store.sweeps.listCells>[1]) =>
      (await store.sweeps.listCells(sweep.id, page)).map(({ position }) => position);

    await expect(positions({ limit: 2, state: 'pending' })).resolves.toEqual([2, 3]);
    await expect(positions({ limit: 2, state: 'pending', after: 3 })).resolves.toEqual([4]);
    await expect(positions({ limit: 9, state: 'running' })).resolves.toEqual([0, 1]);
    await expect(positions({ limit: 9, after: 4 })).resolves.toEqual([]);
  });
});
