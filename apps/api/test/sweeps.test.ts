import type { Problem } from '@rote/contracts';
import { CancelledSweep, SubmittedSweep, Sweep, SweepPage, SweepPlan } from '@rote/contracts';
import { expandSweep, findFaults, parseSweepSpec, SWEEP_STATES } from '@rote/domain';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { toSweep } from '../src/presenters/sweep.js';
import { specOf } from './support/specs.js';
import { useApi } from './support/test-api.js';
import { failPending, finishPending, registerWorker } from './support/training.js';

/** Warnings for `specOf`: few images, and few steps. */
const WARNINGS = [
  'batchSize 128 is more than the 64 train images: each epoch is one step',
  expect.stringContaining('the learning rate never decays') as string,
];
const NO_SWEEP = '00000000-0000-4000-8000-000000000000';
const submit = (payload: object, headers: Record<string, string> = {}) =>
  ({ method: 'POST', url: '/v1/sweeps', payload, headers }) as const;

const INTERVAL = { low: expect.any(Number) as number, high: expect.any(Number) as number };

describe('POST /v1/sweeps', () => {
  it('writes the sweep and says where it is', async () => {
    const { app, nudges } = await useApi();
    const response = await app.inject(submit(specOf(3)));
    expect(response.statusCode).toBe(201);
    const submitted = response.json<SubmittedSweep>();
    expect(findFaults(SubmittedSweep, submitted)).toEqual([]);
    const { warnings, ...sweep } = submitted;
    expect(warnings).toEqual(WARNINGS);
    expect(response.headers.location).toBe(`/v1/sweeps/${sweep.id}`);
    expect(sweep).toMatchObject({
      state: 'active',
      cells: 3,
      cached: 0,
      spec: specOf(3),
      remainingSeconds: null,
    });
    expect(sweep.counts.pending).toBe(3);
    expect(nudges()).toBe(1);
    const found = await app.inject(`/v1/sweeps/${sweep.id}`);
    expect(found.json<Sweep>()).toEqual(sweep);
  });

  it.each(['application/yaml', 'text/yaml', 'application/x-yaml', 'application/yaml; charset=utf-8'])(
    'reads %s like JSON',
    async (type) => {
      const { app } = await useApi();
      const json = await app.inject(submit(specOf(2)));
      const yaml = await app.inject({
        method: 'POST',
        url: '/v1/sweeps',
        payload: stringify(specOf(2)),
        headers: { 'content-type': type },
      });
      expect(yaml.statusCode).toBe(201);
      expect(yaml.json<Sweep>().spec).toEqual(json.json<Sweep>().spec);
      const cellIds = await Promise.all(
        [json, yaml].map(async (response) => {
          const cells = await app.inject(`/v1/sweeps/${response.json<Sweep>().id}/cells`);
          return cells.json<{ items: { id: string }[] }>().items.map(({ id }) => id);
        }),
      );
      expect(cellIds[0]).toEqual(cellIds[1]);
    },
  );

  it('shows that cells wait for a GPU worker until there is one', async () => {
    const { app, store } = await useApi();
    await registerWorker(store, 4);
    const { id } = (await app.inject(submit(specOf(2, { device: 'gpu' })))).json<Sweep>();
    const find = async () => (await app.inject(`/v1/sweeps/${id}`)).json<Sweep>();
    const waiting = await find();
    expect(findFaults(Sweep, waiting)).toEqual([]);
    expect(waiting).toMatchObject({ state: 'active', device: 'gpu', waitingForGpu: 2, eta: null });
    await registerWorker(store, 1, 'gpu');
    expect(await find()).toMatchObject({ waitingForGpu: 0 });
  });

  it('rejects an unknown device', async () => {
    const { app } = await useApi();
    const response = await app.inject(submit({ ...specOf(1), device: 'tpu' }));
    expect(response.statusCode).toBe(422);
    expect(response.json<Problem>().errors).toMatchObject([{ pointer: '/device' }]);
  });

  it('plans with dryRun, and writes nothing', async () => {
    const { app, store, nudges } = await useApi();
    await app.inject(submit(specOf(2)));
    await finishPending(store);
    await app.inject(submit(specOf(1, { firstSeed: 3 })));
    const response = await app.inject({ ...submit(specOf(5)), url: '/v1/sweeps?dryRun=true' });
    expect(response.statusCode).toBe(200);
    expect(findFaults(SweepPlan, response.json())).toEqual([]);
    expect(response.json()).toEqual({
      cells: 5,
      cached: 2,
      known: 1,
      fresh: 2,
      estimate: {
        seconds: expect.any(Number) as number,
        secondsAtMost: expect.any(Number) as number,
        slotSeconds: expect.any(Number) as number,
        secondsInterval: INTERVAL,
        slotSecondsInterval: INTERVAL,
        recordedSweeps: 0,
        gpuMemoryMb: null,
        slots: expect.any(Number) as number,
        recordedCells: 2,
        cellsWithout: 0,
      },
      warnings: WARNINGS,
      architectures: [
        {
          name: 'mlp-1x512',
          cells: 5,
          depth: 1,
          width: 512,
          parameters: (28 * 28 * 3 + 1) * 512 + 513 * 10,
          learningRate: 0.01,
          weightDecay: 0,
        },
      ],
      training: {
        epochs: 2,
        batchSize: 128,
        momentum: 0.9,
        decay: 0.95,
        decaySteps: 32,
        optimizer: { kind: 'sgd', momentum: 0.9 },
      },
    });
    expect((await app.inject('/v1/sweeps')).json<SweepPage>().items).toHaveLength(2);
    expect(nudges()).toBe(2);
  });

  it('keeps a cell that ignores the axis of an exclude, and warns of an exclude without effect', async () => {
    const { app } = await useApi();
    const spec = {
      ...specOf(1),
      grid: {
        architecture: ['mlp-1x16'],
        corruption: ['none', 'random-labels'],
        testLabels: ['clean', 'corrupted'],
      },
      exclude: [{ testLabels: ['corrupted'] }, { seed: [7] }],
    };
    const expected = { cells: 2, warnings: ['/exclude/1: matches nothing', ...WARNINGS] };
    const plan = await app.inject({ ...submit(spec), url: '/v1/sweeps?dryRun=true' });
    expect(plan.json()).toMatchObject(expected);
    const key = { 'idempotency-key': 'once' };
    for (const status of [201, 200]) {
      const response = await app.inject(submit(spec, key));
      expect(response.statusCode).toBe(status);
      expect(response.json()).toMatchObject(expected);
    }
  });

  it('rejects a sweep of which exclude leaves nothing, and writes nothing', async () => {
    const { app } = await useApi();
    for (const url of ['/v1/sweeps', '/v1/sweeps?dryRun=true']) {
      const response = await app.inject({ ...submit({ ...specOf(2), exclude: [{}] }), url });
      expect(response.statusCode).toBe(422);
      expect(response.json<Problem>()).toMatchObject({
        code: 'spec-invalid',
        errors: [{ pointer: '/exclude' }],
      });
    }
    expect((await app.inject('/v1/sweeps')).json<SweepPage>().items).toEqual([]);
  });

  it('completes a sweep of cached cells at once', async () => {
    const { app, store } = await useApi();
    await app.inject(submit(specOf(2)));
    await finishPending(store);
    const again = (await app.inject(submit(specOf(2)))).json<Sweep>();
    expect(again).toMatchObject({ state: 'completed', cached: 2, remainingSeconds: null, eta: null });
    expect(again.endedAt).not.toBeNull();
  });

  it('reports every fault of a spec', async () => {
    const { app } = await useApi();
    const response = await app.inject(
      submit({ ...specOf(1), priority: 5000, grid: { architecture: ['resnet'], sead: [1] } }),
    );
    expect(response.statusCode).toBe(422);
    const problem = response.json<Problem>();
    expect(problem.code).toBe('spec-invalid');
    expect(problem.errors?.map(({ pointer }) => pointer).sort()).toEqual([
      '/grid/architecture/0',
      '/grid/sead',
      '/priority',
    ]);
  });

  it('reports what contradicts the data set', async () => {
    const { app } = await useApi();
    const response = await app.inject(
      submit({ ...specOf(1), dataset: { name: 'synthetic', train: 1_000_000 } }),
    );
    expect(response.statusCode).toBe(422);
    expect(response.json<Problem>().errors?.[0]?.pointer).toBe('/dataset/train');
  });

  it('rejects an empty body', async () => {
    const { app } = await useApi();
    const response = await app.inject({ method: 'POST', url: '/v1/sweeps' });
    expect(response.statusCode).toBe(422);
  });
});

describe('GET /v1/sweeps/{id}/source', () => {
  it('is the text as it was submitted, comments included; of a repeated submission, the first', async () => {
    const { app, store } = await useApi();
    const yaml = `# Why this sweep.\n${stringify(specOf(1))}# The end: é\n`;
    const submitText = async (type: string, payload: string) => {
      const headers = { 'content-type': type, 'idempotency-key': `key of ${type}` };
      return (await app.inject({ method: 'POST', url: '/v1/sweeps', headers, payload })).json<Sweep>().id;
    };
    const sourceOf = async (id: string) => {
      const { body, headers, statusCode } = await app.inject(`/v1/sweeps/${id}/source`);
      return { body, type: headers['content-type'], statusCode };
    };
    const id = await submitText('text/yaml', yaml);
    expect(await submitText('text/yaml', `# Another comment.\n${yaml}`)).toBe(id);
    const asYaml = { type: 'application/yaml; charset=utf-8', statusCode: 200 };
    expect(await sourceOf(id)).toEqual({ body: yaml, ...asYaml });
    const json = `${JSON.stringify(specOf(1), undefined, 3)} `;
    expect(await sourceOf(await submitText('application/json', json))).toEqual({
      body: json,
      type: 'application/json; charset=utf-8',
      statusCode: 200,
    });
    // As if an older version had made it.
    const spec = parseSweepSpec(specOf(1));
    const { sweep } = await store.sweeps.submit({ spec, cells: expandSweep(spec) });
    const { body, ...rest } = await sourceOf(sweep.id);
    expect(rest).toEqual(asYaml);
    expect(body).toMatch(/^# The text of this sweep was not kept/);
    expect(parse(body)).toEqual(specOf(1));
    const nowhere = await app.inject('/v1/sweeps/00000000-0000-4000-8000-000000000000/source');
    expect(nowhere.json<Problem>().code).toBe('sweep-not-found');
  });
});

describe('the idempotency key', () => {
  const key = { 'idempotency-key': 'once' };

  it('submits the same spec once, in any format', async () => {
    const { app } = await useApi();
    const first = await app.inject(submit(specOf(2), key));
    const second = await app.inject({
      method: 'POST',
      url: '/v1/sweeps',
      payload: stringify(specOf(2)),
      headers: { ...key, 'content-type': 'application/yaml' },
    });
    expect([first.statusCode, second.statusCode]).toEqual([201, 200]);
    expect(second.json<Sweep>().id).toBe(first.json<Sweep>().id);
    expect(second.headers.location).toBe(first.headers.location);
    expect((await app.inject('/v1/sweeps')).json<SweepPage>().items).toHaveLength(1);
  });

  it('is the same in quotes', async () => {
    const { app } = await useApi();
    const first = await app.inject(submit(specOf(1), { 'idempotency-key': 'k1' }));
    const second = await app.inject(submit(specOf(1), { 'idempotency-key': '"k1"' }));
    expect([first.statusCode, second.statusCode]).toEqual([201, 200]);
  });

  it('submits once if both requests arrive at the same time', async () => {
    const { app } = await useApi();
    const responses = await Promise.all(Array.from({ length: 8 }, () => app.inject(submit(specOf(2), key))));
    expect(responses.map(({ statusCode }) => statusCode).sort()).toEqual([
      200, 200, 200, 200, 200, 200, 200, 201,
    ]);
    expect(new Set(responses.map((response) => response.json<Sweep>().id)).size).toBe(1);
  });

  it('rejects another spec', async () => {
    const { app } = await useApi();
    await app.inject(submit(specOf(2), key));
    const response = await app.inject(submit(specOf(3), key));
    expect(response.statusCode).toBe(422);
    expect(response.json<Problem>().code).toBe('idempotency-conflict');
  });
});

describe('GET /v1/sweeps', () => {
  it('pages through all, newest first, even while more arrive', async () => {
    const { app } = await useApi();
    for (let i = 0; i < 5; i++) await app.inject(submit(specOf(1, { name: `sweep ${i}` })));
    const names: string[] = [];
    let next: string | null = '/v1/sweeps?limit=2';
    while (next !== null) {
      const page: SweepPage = (await app.inject(next)).json();
      expect(findFaults(SweepPage, page)).toEqual([]);
      names.push(...page.items.map(({ name }) => name));
      next = page.next;
      await app.inject(submit(specOf(1, { name: 'late' })));
    }
    expect(names).toEqual(['sweep 4', 'sweep 3', 'sweep 2', 'sweep 1', 'sweep 0']);
  });

  it('continues by nextCursor, with the same filters', async () => {
    const { app } = await useApi();
    for (const name of ['a', 'b', 'a', 'a']) await app.inject(submit(specOf(1, { name })));
    const first = (await app.inject('/v1/sweeps?name=a&limit=2')).json<SweepPage>();
    const query = { name: 'a', limit: '2', cursor: first.nextCursor ?? '' };
    const second = (await app.inject({ url: '/v1/sweeps', query })).json<SweepPage>();
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([2, 1, null]);
    expect((await app.inject(first.next ?? '')).json()).toEqual(second);
    expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(['a', 'a', 'a']);
  });

  it('lists exactly the sweeps in one state', async () => {
    const { app, store } = await useApi();
    const id = async (name: string, firstSeed: number) =>
      (await app.inject(submit(specOf(1, { name, firstSeed })))).json<Sweep>().id;
    await id('completed', 1);
    await finishPending(store);
    await id('failed', 5);
    await failPending(store);
    await id('active', 2);
    await store.sweeps.pause(await id('paused', 3));
    await store.sweeps.cancel(await id('cancelled', 4));
    for (const state of SWEEP_STATES) {
      const { items } = (await app.inject(`/v1/sweeps?state=${state}`)).json<SweepPage>();
      expect(items.map((sweep) => [sweep.name, sweep.state])).toEqual([[state, state]]);
    }
  });

  it('also exists with a trailing slash', async () => {
    const { app } = await useApi();
    expect((await app.inject('/v1/sweeps/')).json()).toEqual({ items: [], next: null, nextCursor: null });
  });

  it.each([
    ['?limit=0', '/query/limit'],
    ['?state=done', '/query/state'],
    ['?name=%00', '/query/name'],
    ['?cursor=%00', '/query/cursor'],
    [`?cursor=${Buffer.from('5').toString('base64url')}`, '/query/cursor'],
    ['?limit=ten', '/query/limit'],
    ['?before=5', '/query/before'],
    ['?offset=5', '/query/offset'],
  ])('rejects %s and names it', async (query, pointer) => {
    const { app } = await useApi();
    const response = await app.inject(`/v1/sweeps${query}`);
    expect(response.statusCode).toBe(400);
    expect(response.json<Problem>().errors?.map((fault) => fault.pointer)).toEqual([pointer]);
  });

  it('does not continue from an unknown sweep', async () => {
    const { app } = await useApi();
    expect((await app.inject(`/v1/sweeps?before=${NO_SWEEP}`)).statusCode).toBe(404);
  });
});

describe('GET /v1/sweeps/{id}', () => {
  it('estimates the time left from what has finished', async () => {
    const { app, store } = await useApi();
    const sweep = (await app.inject(submit(specOf(2)))).json<Sweep>();
    await finishPending(store);
    const longer = (await app.inject(submit(specOf(5)))).json<Sweep>();
    expect(longer).toMatchObject({ cells: 5, cached: 2 });
    expect(longer.remainingSeconds).toBeGreaterThan(0);
    expect(Date.parse(longer.eta ?? '')).toBeGreaterThan(Date.parse(longer.createdAt));
    const { items } = (await app.inject('/v1/sweeps')).json<SweepPage>();
    expect(items.map(({ remainingSeconds }) => remainingSeconds)).toEqual([longer.remainingSeconds, null]);
    expect(Date.parse(items[0]?.eta ?? '')).toBeGreaterThan(Date.parse(longer.createdAt));
    const done = (await app.inject(`/v1/sweeps/${sweep.id}`)).json<Sweep>();
    expect(done).toMatchObject({ state: 'completed', remainingSeconds: null, eta: null });
    expect(done.counts.succeeded).toBe(2);
  });

  it('is found by its id in upper case, and shows it in lower case', async () => {
    const { app } = await useApi();
    const { id } = (await app.inject(submit(specOf(1)))).json<Sweep>();
    expect((await app.inject(`/v1/sweeps/${id.toUpperCase()}`)).json<Sweep>().id).toBe(id);
  });

  it.each([0, 3600, 1e10, 1e12, 1e300, Number.MAX_VALUE])(
    'is valid with %d s left',
    async (remainingSeconds) => {
      const { app, store } = await useApi();
      const { id } = (await app.inject(submit(specOf(2)))).json<Sweep>();
      const now = new Date('2026-01-01T00:00:00.000Z');
      const sweep = toSweep(
        await store.sweeps.get(id),
        { remainingSeconds, remainingInterval: null, waitingForGpu: 0 },
        now,
      );
      expect(findFaults(Sweep, sweep)).toEqual([]);
      const isFar = remainingSeconds > 1e11;
      expect(sweep.eta === null ? null : Date.parse(sweep.eta)).toBe(
        isFar ? null : now.getTime() + remainingSeconds * 1000,
      );
    },
  );

  it('rejects an invalid id, and the id of no sweep', async () => {
    const { app } = await useApi();
    expect((await app.inject('/v1/sweeps/first')).statusCode).toBe(400);
    const response = await app.inject(`/v1/sweeps/${NO_SWEEP}`);
    expect(response.statusCode).toBe(404);
    expect(response.json<Problem>().code).toBe('sweep-not-found');
  });
});

describe('POST /v1/sweeps/{id}/cancel', () => {
  it('cancels, once, what no other sweep wants', async () => {
    const { app, nudges } = await useApi();
    const { id } = (await app.inject(submit(specOf(3)))).json<Sweep>();
    const other = (await app.inject(submit(specOf(1)))).json<Sweep>();
    const response = await app.inject({ method: 'POST', url: `/v1/sweeps/${id}/cancel` });
    expect(response.statusCode).toBe(200);
    const sweep = response.json<CancelledSweep>();
    expect(findFaults(CancelledSweep, sweep)).toEqual([]);
    expect(sweep.wantedBy).toEqual([{ sweep: other.id, paused: false, cells: 1 }]);
    expect(sweep.state).toBe('cancelled');
    expect(sweep.counts).toMatchObject({ pending: 1, cancelled: 2 });
    expect(nudges()).toBe(3);
    const again = await app.inject({ method: 'POST', url: `/v1/sweeps/${id}/cancel` });
    expect(again.statusCode).toBe(409);
    expect(again.json<Problem>().code).toBe('sweep-ended');
  });

  it('accepts an empty body of type JSON, as some clients send', async () => {
    const { app } = await useApi();
    const { id } = (await app.inject(submit(specOf(1)))).json<Sweep>();
    const response = await app.inject({
      method: 'POST',
      url: `/v1/sweeps/${id}/cancel`,
      headers: { 'content-type': 'application/json' },
    });
    expect(response.statusCode).toBe(200);
  });

  it('rejects an unknown sweep', async () => {
    const { app } = await useApi();
    expect((await app.inject({ method: 'POST', url: `/v1/sweeps/${NO_SWEEP}/cancel` })).statusCode).toBe(404);
  });
});
