import type { Problem } from '@rote/contracts';
import { CellDetail, CellImages, CellPage, Curve, QueueStatus, WorkerList } from '@rote/contracts';
import { CELL_STATES, findFaults, satisfiesSchema } from '@rote/domain';
import { describe, expect, it } from 'vitest';
import { specOf } from './support/specs.js';
import { useApi, type TestApi } from './support/test-api.js';
import { claim, finishPending, keepImages, metricsOf, registerWorker, resultAt } from './support/training.js';

async function submit({ app }: TestApi, cells: number): Promise<string> {
  const response = await app.inject({ method: 'POST', url: '/v1/sweeps', payload: specOf(cells) });
  return response.json<{ id: string }>().id;
}

async function firstCell({ app }: TestApi, sweepId: string): Promise<string> {
  const page = (await app.inject(`/v1/sweeps/${sweepId}/cells?limit=1`)).json<CellPage>();
  return page.items[0]?.id ?? '';
}

describe('GET /v1/sweeps/{id}/cells', () => {
  it('pages through the cells in their order', async () => {
    const api = await useApi();
    const id = await submit(api, 5);
    const seeds: number[] = [];
    let next: string | null = `/v1/sweeps/${id}/cells?limit=2`;
    while (next !== null) {
      const page: CellPage = (await api.app.inject(next)).json();
      expect(findFaults(CellPage, page)).toEqual([]);
      seeds.push(...page.items.map(({ seed }) => seed));
      next = page.next;
    }
    expect(seeds).toEqual([1, 2, 3, 4, 5]);
  });

  it('filters by state, on every page', async () => {
    const api = await useApi();
    const id = await submit(api, 5);
    await api.store.feed.markQueued(3);
    const first = (await api.app.inject(`/v1/sweeps/${id}/cells?state=queued&limit=2`)).json<CellPage>();
    const second = (await api.app.inject(first.next ?? '')).json<CellPage>();
    expect([...first.items, ...second.items].map(({ position, state }) => [position, state])).toEqual([
      [0, 'queued'],
      [1, 'queued'],
      [2, 'queued'],
    ]);
    expect(second.next).toBeNull();
  });

  it('accepts the nextCursor of a page as cursor, and has the same in a Link header', async () => {
    const api = await useApi();
    const id = await submit(api, 5);
    const seeds: number[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query = { limit: '2', ...(cursor !== '' && { cursor }) };
      const response = await api.app.inject({ url: `/v1/sweeps/${id}/cells`, query });
      const page: CellPage = response.json();
      seeds.push(...page.items.map(({ seed }) => seed));
      cursor = page.nextCursor;
      expect(response.headers.link).toBe(page.next === null ? undefined : `<${page.next}>; rel="next"`);
    }
    expect(seeds).toEqual([1, 2, 3, 4, 5]);
  });

  it.each([
    'after=2147483648',
    'after=9007199254740992',
    'after=100000000000000000000',
    'after=1e3',
    'cursor=x',
  ])('refuses ?%s', async (query) => {
    const api = await useApi();
    const id = await submit(api, 1);
    const response = await api.app.inject(`/v1/sweeps/${id}/cells?${query}`);
    expect(response.statusCode).toBe(400);
    const [error, ...others] = response.json<Problem>().errors ?? [];
    expect(others).toEqual([]);
    expect(error?.found).toBeDefined();
    expect(error?.expected).not.toMatch(/^expected/);
  });

  it('is empty after the last possible place', async () => {
    const api = await useApi();
    const id = await submit(api, 1);
    const page = (await api.app.inject(`/v1/sweeps/${id}/cells?after=2147483647`)).json<CellPage>();
    expect(page).toEqual({ items: [], next: null, nextCursor: null });
  });

  it('rejects an invalid state, position, parameter or sweep', async () => {
    const api = await useApi();
    const id = await submit(api, 1);
    const bad = await api.app.inject(`/v1/sweeps/${id}/cells?state=done&after=-1&page=2`);
    expect(bad.statusCode).toBe(400);
    expect(
      bad
        .json<Problem>()
        .errors?.map(({ pointer }) => pointer)
        .sort(),
    ).toEqual(['/query/after', '/query/page', '/query/state']);
    const none = await api.app.inject('/v1/sweeps/00000000-0000-4000-8000-000000000000/cells');
    expect(none.statusCode).toBe(404);
  });
});

describe('GET /v1/cells/{id}', () => {
  it('shows a cell before, during and after its training', async () => {
    const api = await useApi();
    const id = await firstCell(api, await submit(api, 1));
    const get = async (): Promise<CellDetail> => {
      const detail = (await api.app.inject(`/v1/cells/${id}`)).json<CellDetail>();
      expect(findFaults(CellDetail, detail)).toEqual([]);
      return detail;
    };
    expect(await get()).toMatchObject({ state: 'pending', attempts: [], result: null, startedAt: null });

    const workerId = await registerWorker(api.store);
    const [job] = await api.store.feed.markQueued(1);
    if (job === undefined) throw new Error('nothing was queued');
    const ref = await claim(api.store, workerId, job);
    await api.store.attempts.recordEpochs(ref, [metricsOf(1)]);
    expect(await get()).toMatchObject({
      state: 'running',
      epoch: 1,
      workerId,
      attempts: [{ number: 1, outcome: null }],
    });

    await api.store.attempts.finish(ref, resultAt(metricsOf(2)), null);
    expect(await get()).toMatchObject({
      state: 'succeeded',
      result: { outcome: 'succeeded', attempt: 1, final: { epoch: 2 } },
      attempts: [{ number: 1, outcome: 'succeeded' }],
    });
  });

  it('shows how an attempt failed', async () => {
    const api = await useApi();
    const id = await firstCell(api, await submit(api, 1));
    const [job] = await api.store.feed.markQueued(1);
    if (job === undefined) throw new Error('nothing was queued');
    const ref = await claim(api.store, await registerWorker(api.store), job);
    await api.store.attempts.fail(ref, { class: 'bug', message: 'no such op', stderr: 'at train.ts:1' });
    const detail = (await api.app.inject(`/v1/cells/${id}`)).json<CellDetail>();
    expect(findFaults(CellDetail, detail)).toEqual([]);
    expect(detail).toMatchObject({
      state: 'failed',
      error: { class: 'bug', message: 'no such op' },
      attempts: [{ outcome: 'failed', stderr: 'at train.ts:1' }],
    });
  });

  it('shows why a cell waits for a retry and when it is due, also in lists', async () => {
    const api = await useApi();
    const sweep = await submit(api, 2);
    const [job] = await api.store.feed.markQueued(1);
    if (job === undefined) throw new Error('nothing was queued');
    const ref = await claim(api.store, await registerWorker(api.store), job);
    await api.store.attempts.fail(ref, { class: 'data', message: 'no folder' });
    const detail = (await api.app.inject(`/v1/cells/${job.cellId}`)).json<CellDetail>();
    expect(findFaults(CellDetail, detail)).toEqual([]);
    const expected = {
      state: 'pending',
      error: { class: 'data', message: 'no folder' },
      nextAttempt: { failures: 1, mostFailures: 3 },
    };
    expect(detail).toMatchObject(expected);
    const list = async (query: string) => {
      const page = (await api.app.inject(`/v1/sweeps/${sweep}/cells?${query}`)).json<CellPage>();
      expect(findFaults(CellPage, page)).toEqual([]);
      return page.items;
    };
    expect(await list('state=pending')).toMatchObject([expected, { error: null, nextAttempt: null }]);
    expect(await list('state=pending&tried=true')).toMatchObject([
      { id: job.cellId, nextAttempt: detail.nextAttempt },
    ]);
    expect(await list('tried=false')).toMatchObject([{ attempts: 0 }]);
  });

  it.each([
    ['abc', 400, 'request-invalid'],
    ['a'.repeat(63), 400, 'request-invalid'],
    ['A'.repeat(64), 404, 'cell-not-found'],
    ['0'.repeat(64), 404, 'cell-not-found'],
  ])('answers %s with %i', async (id, status, code) => {
    const { app } = await useApi();
    for (const url of [`/v1/cells/${id}`, `/v1/cells/${id}/curve`]) {
      const response = await app.inject(url);
      expect(response.statusCode).toBe(status);
      expect(response.json<Problem>().code).toBe(code);
    }
  });
});

describe('GET /v1/cells/{id}/curve', () => {
  it('has the epochs in order', async () => {
    const api = await useApi();
    const id = await firstCell(api, await submit(api, 1));
    expect((await api.app.inject(`/v1/cells/${id}/curve`)).json()).toEqual({
      cellId: id,
      epochs: [],
      next: null,
      nextCursor: null,
    });
    await finishPending(api.store);
    const curve = (await api.app.inject(`/v1/cells/${id}/curve`)).json<Curve>();
    expect(findFaults(Curve, curve)).toEqual([]);
    expect(curve.epochs).toEqual([metricsOf(1), metricsOf(2)]);
  });

  it('comes in pages, and by a range of epochs', async () => {
    const api = await useApi();
    const id = await firstCell(api, await submit(api, 1));
    await finishPending(api.store);
    const get = async (query: string): Promise<Curve> => {
      const curve: Curve = (await api.app.inject(`/v1/cells/${id}/curve?${query}`)).json();
      expect(findFaults(Curve, curve)).toEqual([]);
      return curve;
    };
    const first = await get('limit=1');
    expect(first.epochs).toEqual([metricsOf(1)]);
    expect((await get(`limit=1&cursor=${first.nextCursor ?? ''}`)).epochs).toEqual([metricsOf(2)]);
    expect((await api.app.inject(first.next ?? '')).json<Curve>()).toEqual({
      cellId: id,
      epochs: [metricsOf(2)],
      next: null,
      nextCursor: null,
    });
    expect((await get('from=2')).epochs).toEqual([metricsOf(2)]);
    expect((await get('to=1')).epochs).toEqual([metricsOf(1)]);
    expect((await get('from=3&to=2147483647')).epochs).toEqual([]);
  });

  it.each([
    ['format=csv', {}, 'text/csv; charset=utf-8; header=present'],
    ['', { accept: 'text/csv' }, 'text/csv; charset=utf-8; header=present'],
    ['', { accept: 'application/json;q=0.5, text/*' }, 'text/csv; charset=utf-8; header=present'],
  ])('is CSV for ?%s and %o, with words for numbers that are not finite', async (query, headers, type) => {
    const api = await useApi();
    const id = await firstCell(api, await submit(api, 1));
    await finishPending(api.store, Number.NaN);
    const response = await api.app.inject({ url: `/v1/cells/${id}/curve?${query}`, headers });
    expect(response.headers['content-type']).toBe(type);
    const [head = '', ...rows] = response.body.trimEnd().split('\n');
    expect(rows).toHaveLength(2);
    const columns = head.split(',');
    const cell = (row: number, column: string) => rows[row]?.split(',')[columns.indexOf(column)];
    expect([cell(0, 'epoch'), cell(0, 'train_loss'), cell(0, 'corrupted_train_loss')]).toEqual([
      '1',
      '1',
      '',
    ]);
    expect([cell(1, 'epoch'), cell(1, 'train_loss')]).toEqual(['2', 'NaN']);
    expect(columns).toEqual(
      (await api.store.readOnlyQuery('SELECT * FROM epochs LIMIT 0')).columns.filter((column) =>
        columns.includes(column),
      ),
    );
  });

  it('is NDJSON, with one epoch per line', async () => {
    const api = await useApi();
    const id = await firstCell(api, await submit(api, 1));
    await finishPending(api.store);
    const { body } = await api.app.inject({
      url: `/v1/cells/${id}/curve?from=2`,
      headers: { accept: 'application/x-ndjson' },
    });
    expect(
      body
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([metricsOf(2)]);
  });

  it('has only so many epochs of a long curve if asked, with its ends and extremes, in every format', async () => {
    const api = await useApi();
    const id = await firstCell(api, await submit(api, 1));
    const worker = await registerWorker(api.store);
    const [job] = await api.store.feed.markQueued(1);
    const ref = await claim(api.store, worker, job!);
    const lossAt = (epoch: number): number => (epoch === 700 ? NaN : epoch === 1234 ? 9 : 1 / epoch);
    const epochs = Array.from({ length: 3000 }, (_, index) => metricsOf(index + 1, lossAt(index + 1)));
    await api.store.attempts.recordEpochs(ref, epochs);
    const { body, json } = await api.app.inject(`/v1/cells/${id}/curve?points=100&from=2`);
    const curve = json<Curve>();
    expect(findFaults(Curve, curve)).toEqual([]);
    const kept = curve.epochs.map(({ epoch }) => epoch);
    expect(kept).toEqual(expect.arrayContaining([2, 700, 1234, 3000]));
    expect(kept.length).toBeLessThanOrEqual(100);
    expect(body).not.toContain('"epoch":1,');
    expect(curve.epochs.at(-1)).toEqual(metricsOf(3000));
    const lines = (await api.app.inject(`/v1/cells/${id}/curve?points=100&from=2&format=ndjson`)).body;
    expect(lines.trimEnd().split('\n')).toHaveLength(kept.length);
    for (const query of ['points=49', 'points=100&cursor=Mg']) {
      const { statusCode } = await api.app.inject(`/v1/cells/${id}/curve?${query}`);
      expect([query, statusCode]).toEqual([query, 400]);
    }
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('has null if a diverged loss was %d', async (loss) => {
    const api = await useApi();
    const id = await firstCell(api, await submit(api, 1));
    await finishPending(api.store, loss);
    const curve = (await api.app.inject(`/v1/cells/${id}/curve`)).json<Curve>();
    expect(satisfiesSchema(Curve, curve)).toBe(true);
    const { weightNorm } = metricsOf(2, loss);
    expect(curve.epochs[1]).toMatchObject({ train: { loss: null }, gradientNorm: null, weightNorm });
    const detail = (await api.app.inject(`/v1/cells/${id}`)).json<CellDetail>();
    expect(detail).toMatchObject({
      state: 'diverged',
      result: { outcome: 'diverged', final: { train: { loss: null } } },
    });
  });
});

describe('GET /v1/queues', () => {
  it('counts jobs and cells', async () => {
    const { app, store, queue } = await useApi();
    await app.inject({ method: 'POST', url: '/v1/sweeps', payload: specOf(5) });
    await queue.add(await store.feed.markQueued(2));
    const status = (await app.inject('/v1/queues')).json<QueueStatus>();
    expect(findFaults(QueueStatus, status)).toEqual([]);
    expect(status).toMatchObject({ waiting: 2, active: 0 });
    expect(status.cells).toEqual({
      ...Object.fromEntries(CELL_STATES.map((state) => [state, 0])),
      pending: 3,
      queued: 2,
    });
  });
});

describe('GET /v1/workers', () => {
  it('lists workers and their cells', async () => {
    const api = await useApi();
    const cellId = await firstCell(api, await submit(api, 1));
    const busy = await registerWorker(api.store, 4);
    const stopped = await registerWorker(api.store);
    await api.store.workers.stop(stopped);
    const [job] = await api.store.feed.markQueued(1);
    if (job === undefined) throw new Error('nothing was queued');
    await claim(api.store, busy, job);
    const list = (await api.app.inject('/v1/workers')).json<WorkerList>();
    expect(findFaults(WorkerList, list)).toEqual([]);
    expect(list.items).toMatchObject([
      { id: busy, state: 'live', slots: 4, running: [cellId], stoppedAt: null },
      { id: stopped, state: 'stopped', running: [] },
    ]);
  });

  it('says why a worker does not use its GPU', async () => {
    const { app, store } = await useApi();
    const engine = { name: 'tfjs-node-gpu', version: '1', device: 'cpu', deviceName: 'a CPU' } as const;
    const gpuFault = 'this machine has a GPU: repair it';
    await store.workers.register({ id: 'fallen', host: 'here', pid: 1, slots: 1, engine, gpuFault });
    const list = (await app.inject('/v1/workers')).json<WorkerList>();
    expect(list.items).toMatchObject([{ engine: { device: 'cpu' }, gpuFault }]);
  });
});

describe('GET /v1/cells/{id}/images', () => {
  const whyNot = async ({ app }: TestApi, id: string): Promise<string | undefined> => {
    expect((await app.inject(`/v1/cells/${id}`)).json<CellDetail>().hasImages).toBe(false);
    const response = await app.inject(`/v1/cells/${id}/images`);
    expect(response.statusCode).toBe(404);
    const { code, detail } = response.json<Problem>();
    expect(code).toBe('images-not-found');
    return detail;
  };

  it('has the images of a cell from its first attempt on, with labels and bytes', async () => {
    const api = await useApi();
    const id = await firstCell(api, await submit(api, 1));
    expect(await whyNot(api, id)).toContain('has been trained, so there are no images');
    await keepImages(api.store, id, resultAt(metricsOf(1)));
    const expected: CellImages = {
      cellId: id,
      height: 1,
      width: 2,
      channels: 1,
      stride: 1,
      images: [
        { index: 0, label: 3, className: null, trueLabel: 3, trueClassName: 'cat', pixels: 'AAE=' },
        { index: 9, label: 4, className: null, trueLabel: 5, trueClassName: 'dog', pixels: '/v8=' },
      ],
    };
    const response = await api.app.inject(`/v1/cells/${id}/images`);
    expect(response.json()).toEqual(expected);
    expect(findFaults(CellImages, expected)).toEqual([]);
    expect((await api.app.inject(`/v1/cells/${id}`)).json<CellDetail>().hasImages).toBe(true);

    await finishPending(api.store);
    const again = await api.app.inject({
      url: `/v1/cells/${id}/images`,
      headers: { 'if-none-match': String(response.headers.etag) },
    });
    expect(again.statusCode).toBe(304);
  });

  it('has none of a cell that was trained on another train set, or before images were kept', async () => {
    const api = await useApi();
    const id = await firstCell(api, await submit(api, 1));
    await finishPending(api.store);
    await api.sql(`UPDATE kept_images SET images_sha256 = repeat('f', 64)`);
    expect(await whyNot(api, id)).toContain('before Rote kept images');
    await api.sql('DELETE FROM kept_images');
    expect(await whyNot(api, id)).toContain('before Rote kept images');
    // Another cell with the same train set is trained.
    await keepImages(api.store, id, resultAt(metricsOf(1)));
    expect((await api.app.inject(`/v1/cells/${id}/images`)).statusCode).toBe(200);
  });

  it('lacks the image that a cell leaves out', async () => {
    const api = await useApi();
    const spec = specOf(1);
    const payload = { ...spec, grid: { ...spec.grid, leaveOut: [9] } };
    const { id: sweepId } = (await api.app.inject({ method: 'POST', url: '/v1/sweeps', payload })).json<{
      id: string;
    }>();
    const id = await firstCell(api, sweepId);
    await keepImages(api.store, id, resultAt(metricsOf(1)));
    const { images } = (await api.app.inject(`/v1/cells/${id}/images`)).json<CellImages>();
    expect(images.map(({ index }) => index)).toEqual([0]);
  });
});
