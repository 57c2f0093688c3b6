import type { Problem, ResultPartPage, ResultRow, SweepAxes } from '@rote/contracts';
import { RESULT_COLUMNS } from '@rote/contracts';
import { waitFor } from '@rote/testkit';
import { type StructRowProxy, type Table, tableFromIPC, type Vector } from 'apache-arrow';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { specOf } from './support/specs.js';
import { startTestApi, type TestApi } from './support/test-api.js';
import { finishPending } from './support/training.js';

const NOWHERE = '00000000-0000-4000-8000-000000000000';

let api: TestApi;
let seed = 0;
const submitted: string[] = [];
beforeAll(async () => {
  api = await startTestApi();
});
// What is left would be trained with the cells of the next test.
afterEach(async () => {
  for (const id of submitted.splice(0)) await api.store.sweeps.cancel(id).catch(() => undefined);
});
afterAll(() => api.close());

const submit = async (grid: object, more: object = {}): Promise<string> => {
  const payload = { ...specOf(1), grid, ...more };
  const response = await api.app.inject({ method: 'POST', url: '/v1/sweeps', payload });
  expect(response.statusCode, response.body).toBe(201);
  const { id } = response.json<{ id: string }>();
  submitted.push(id);
  return id;
};
/** A sweep with this many cells, whose seeds no other has. */
const submitCells = (count: number, grid: object = {}): Promise<string> =>
  submit({ architecture: ['mlp-1x8'], seed: { from: (seed += 10_000), to: seed + count - 1 }, ...grid });

const get = (id: string, address: string) => api.app.inject(`/v1/sweeps/${id}/${address}`);
const tableOf = async (id: string, address: string): Promise<Table> => {
  const response = await get(id, address);
  expect(response.statusCode, response.body).toBe(200);
  expect(response.headers['content-type']).toBe('application/vnd.apache.arrow.stream');
  return tableFromIPC(response.rawPayload);
};
const rowsOf = (table: Table): readonly Record<string, unknown>[] =>
  Array.from(table as Iterable<StructRowProxy>, (row) => row.toJSON());
const listOf = (value: unknown): readonly unknown[] => [...(value as Vector)] as readonly unknown[];
const problemOf = async (id: string, address: string) => {
  const response = await get(id, address);
  const problem = response.json<Problem>();
  expect(problem.status).toBe(response.statusCode);
  return problem;
};

describe('GET /v1/sweeps/{id}/axes', () => {
  const axesOf = async (id: string): Promise<SweepAxes> => (await get(id, 'axes')).json();

  it('has the columns that vary with their values, those of the grid first and seeds last', async () => {
    const id = await submit({
      architecture: ['mlp-1x8', 'linear'],
      corruption: ['none', { kind: 'partial-labels', probability: 0.5 }, 'random-labels'],
      regularizer: ['none', { patience: 3 }],
      optimizer: [{ learningRate: 0.5 }, { learningRate: 0.25 }],
      seed: [3, 1, 2],
    });
    const { cells, axes } = await axesOf(id);
    expect(cells).toBe(72);
    expect(axes).toEqual([
      { column: 'architecture', isSeed: false, distinct: 2, values: ['linear', 'mlp-1x8'] },
      {
        column: 'corruption',
        isSeed: false,
        distinct: 3,
        values: ['none', 'partial-labels', 'random-labels'],
      },
      { column: 'label_noise', isSeed: false, distinct: 3, values: [0, 0.5, 1] },
      { column: 'regularizer', isSeed: false, distinct: 2, values: ['early-stopping', 'none'] },
      { column: 'patience', isSeed: false, distinct: 2, values: [3, null] },
      { column: 'learning_rate', isSeed: false, distinct: 2, values: [0.25, 0.5] },
      { column: 'seed', isSeed: true, distinct: 3, values: [1, 2, 3] },
    ]);
  });

  it('has a seed of one purpose if it varies by itself, and not if it follows the seed', async () => {
    const columnsOf = async (grid: object) =>
      (await axesOf(await submit({ architecture: ['mlp-1x8'], ...grid }))).axes.map(
        ({ column, isSeed, distinct }) => [column, isSeed, distinct],
      );
    expect(await columnsOf({ seed: [1, 2] })).toEqual([['seed', true, 2]]);
    expect(await columnsOf({ seed: [1], corruption: ['random-labels'], labelSeed: [1, 2] })).toEqual([
      ['label_seed', true, 2],
    ]);
    expect(await columnsOf({ seed: [1, 2], initSeed: [5, 6, 7] })).toEqual([
      ['seed', true, 2],
      ['init_seed', true, 3],
    ]);
    expect(await columnsOf({ seed: [1, 2], orderSeed: [9] })).toEqual([['seed', true, 2]]);
    expect(await columnsOf({ seed: [1] })).toEqual([]);
  });

  it('lists a thousand values, and counts all', async () => {
    const { axes } = await axesOf(await submitCells(1001));
    expect(axes).toMatchObject([{ column: 'seed', distinct: 1001 }]);
    expect(axes[0]?.values).toHaveLength(1000);
  });

  it('knows no sweep that does not exist', async () => {
    expect(await problemOf(NOWHERE, 'axes')).toMatchObject({ status: 404, code: 'sweep-not-found' });
  });
});

describe('GET /v1/sweeps/{id}/results', () => {
  it('has the rows of JSON as Arrow and Parquet, with numbers as JavaScript has them', async () => {
    const id = await submitCells(5, { architecture: ['mlp-1x8', 'linear'] });
    await finishPending(api.store, Number.NaN);
    const rows = (await get(id, 'results?format=ndjson')).body
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as ResultRow);
    const table = await tableOf(id, 'results?format=arrow');
    expect(table.schema.fields.map(({ name }) => name)).toEqual(RESULT_COLUMNS);
    const found = rowsOf(table);
    expect(found).toHaveLength(10);
    const plain = (value: unknown): unknown =>
      value === 'NaN' || (typeof value === 'number' && Number.isNaN(value)) ? 'NaN' : value;
    for (const [index, row] of rows.entries())
      for (const column of RESULT_COLUMNS.filter((name) => name !== 'finished_at'))
        expect(plain(found[index]?.[column]), column).toEqual(plain(row[column]));
    expect(found[0]?.['train_loss']).toBeNaN();
    const response = await get(id, 'results?format=parquet&columns=position,seed,architecture');
    const file = new Uint8Array(response.rawPayload).buffer;
    expect(await parquetReadObjects({ file })).toEqual(
      rows.map(({ position, seed: own, architecture }) => ({ position, seed: BigInt(own), architecture })),
    );
  });

  it('stores text that repeats once', async () => {
    const id = await submitCells(1000, { architecture: ['mlp-1x8', 'linear'] });
    const table = await tableOf(id, 'results?format=arrow&columns=architecture,state,cell,outcome');
    expect(table.numRows).toBe(2000);
    expect(table.schema.fields.map(({ type }) => String(type))).toEqual([
      'Dictionary<Int32, Utf8>',
      'Dictionary<Int32, Utf8>',
      'Utf8',
      'Dictionary<Int32, Utf8>',
    ]);
    const column = (name: string) => table.getChild(name)!;
    expect([...new Set(column('architecture'))].sort()).toEqual(['linear', 'mlp-1x8']);
    expect(new Set(column('cell')).size).toBe(2000);
    expect(column('outcome').nullCount).toBe(2000);
  });

  it('has only the columns and positions that are asked for, in every format', async () => {
    const id = await submitCells(30);
    const query = 'columns=seed,position&positions=20-22,3,21-23,29-40';
    const expected = [3, 20, 21, 22, 23, 29];
    const page = (await get(id, `results?${query}&limit=4`)).json<ResultPartPage>();
    const next = (await api.app.inject(page.next ?? '')).json<ResultPartPage>();
    const items = [...page.items, ...next.items];
    expect(items.map(({ position }) => position)).toEqual(expected);
    expect(Object.keys(items[0] ?? {})).toEqual(['seed', 'position']);
    const csv = (await get(id, `results?format=csv&${query}`)).body.trimEnd().split('\n');
    expect(csv).toEqual([
      'seed,position',
      ...items.map((row) => `${String(row.seed)},${String(row.position)}`),
    ]);
    const ndjson = (await get(id, `results?format=ndjson&${query}`)).body.trimEnd().split('\n');
    expect(ndjson.map((line) => JSON.parse(line) as unknown)).toEqual(items);
    expect(rowsOf(await tableOf(id, `results?format=arrow&${query}`))).toEqual(items);
    const few = await tableOf(id, `results?format=arrow&${query}&after=20&limit=2&state=pending`);
    expect(rowsOf(few).map(({ position }) => position)).toEqual([21, 22]);
  });

  it('has a schema and no rows if nothing is selected', async () => {
    const id = await submitCells(2);
    const table = await tableOf(id, 'results?format=arrow&positions=7&columns=state,seed');
    expect([table.numRows, table.schema.fields.map(({ name }) => name)]).toEqual([0, ['state', 'seed']]);
    expect((await get(id, 'results?format=csv&positions=7&columns=state')).body).toBe('state\n');
  });

  it.each([
    ['columns=state,outcomes', '/query/columns/1'],
    ['columns=state,state', '/query/columns'],
    ['columns=a;b', '/query/columns'],
    ['positions=5-2', '/query/positions'],
    ['positions=1,,2', '/query/positions'],
    ['positions=9999999999', '/query/positions'],
    [`positions=${'1,'.repeat(4000)}1`, '/query/positions'],
  ])('rejects %s, and says what is wrong', async (query, pointer) => {
    const id = await submitCells(1);
    for (const format of ['json', 'arrow']) {
      const { status, errors } = await problemOf(id, `results?format=${format}&${query}`);
      expect(status).toBe(400);
      expect(errors?.map((error) => error.pointer)).toEqual([pointer]);
    }
  });

  it('knows no sweep that does not exist, in any format', async () => {
    for (const format of ['json', 'arrow', 'parquet', 'csv'])
      expect(await problemOf(NOWHERE, `results?format=${format}`)).toMatchObject({ code: 'sweep-not-found' });
  });
});

describe('GET /v1/sweeps/{id}/curves', () => {
  it('has the curves of all cells in order, a row per cell in Arrow and per epoch elsewhere', async () => {
    const id = await submitCells(3);
    await finishPending(api.store);
    const rows = rowsOf(await tableOf(id, 'curves?format=arrow'));
    expect(rows.map(({ position }) => position)).toEqual([0, 1, 2]);
    expect(rows.map(({ epoch }) => listOf(epoch))).toEqual(Array(3).fill([1, 2]));
    const views = await api.store.readOnlyQuery(
      `SELECT position, epoch, train_accuracy, test_accuracy FROM learning_curves WHERE sweep_id = '${id}' ORDER BY 1, 2`,
    );
    const csv = (await get(id, 'curves?format=csv')).body.trimEnd().split('\n');
    expect(csv[0]).toBe('position,epoch,train_accuracy,test_accuracy');
    expect(csv.slice(1).map((line) => line.split(',').map(Number))).toEqual(views.rows);
    expect(rows.flatMap(({ test_accuracy }) => listOf(test_accuracy))).toEqual(
      views.rows.map((row) => row[3]),
    );
    const ndjson = await api.app.inject(`/v1/sweeps/${id}/curves`);
    expect(ndjson.headers['content-type']).toBe('application/x-ndjson');
    expect(ndjson.body.trimEnd().split('\n')).toHaveLength(6);
    const some = rowsOf(await tableOf(id, 'curves?format=arrow&positions=2,0&columns=step'));
    expect(some.map(({ position, step }) => [position, listOf(step).length])).toEqual([
      [0, 2],
      [2, 2],
    ]);
  });

  it('keeps NaN and infinities, and missing values apart from them', async () => {
    const id = await submitCells(3);
    const losses = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    await finishPending(api.store);
    await api.sql('ALTER TABLE epochs DISABLE TRIGGER ALL');
    for (const [position, loss] of losses.entries())
      await api.sql(
        `UPDATE epochs SET train_loss = $1, gradient_norm = NULL WHERE epoch = 2 AND cell_id =
         (SELECT cell_id FROM sweep_cells WHERE sweep_id = $2 AND position = $3)`,
        [loss, id, position],
      );
    await api.sql('ALTER TABLE epochs ENABLE TRIGGER ALL');
    const address = 'columns=train_loss,gradient_norm';
    const rows = rowsOf(await tableOf(id, `curves?format=arrow&${address}`));
    expect(rows.map(({ train_loss }) => listOf(train_loss)[1])).toEqual(losses);
    expect(rows.map(({ gradient_norm }) => listOf(gradient_norm)[1])).toEqual([null, null, null]);
    const csv = (await get(id, `curves?format=csv&${address}`)).body.split('\n');
    expect([csv[2], csv[4], csv[6]]).toEqual(['0,2,NaN,', '1,2,Infinity,', '2,2,-Infinity,']);
    const ndjson = (await get(id, `curves?format=ndjson&${address}`)).body.split('\n');
    expect(JSON.parse(ndjson[1] ?? '')).toEqual({
      position: 0,
      epoch: 2,
      train_loss: 'NaN',
      gradient_norm: null,
    });
  });

  it('has no clean and corrupted part of random binary labels, as the view', async () => {
    const id = await submitCells(1, { corruption: ['none', 'random-binary-labels'] });
    await finishPending(api.store);
    const rows = rowsOf(await tableOf(id, 'curves?format=arrow&columns=clean_train_loss,train_loss'));
    expect(rows.map(({ clean_train_loss }) => listOf(clean_train_loss)[0] === null)).toEqual([false, true]);
  });

  it('has no rows for cells without epochs', async () => {
    const id = await submitCells(2);
    expect((await tableOf(id, 'curves?format=arrow')).numRows).toBe(0);
    expect((await get(id, 'curves?format=csv')).body).toBe('position,epoch,train_accuracy,test_accuracy\n');
    expect((await get(id, 'curves')).body).toBe('');
  });

  it('rejects columns that do not exist, and an unknown sweep', async () => {
    const id = await submitCells(1);
    for (const columns of ['position', 'learning_rate', 'nothing'])
      expect(await problemOf(id, `curves?columns=${columns}`)).toMatchObject({
        status: 400,
        errors: [{ pointer: '/query/columns/0' }],
      });
    expect(await problemOf(NOWHERE, 'curves')).toMatchObject({ status: 404, code: 'sweep-not-found' });
  });
});

describe('GET /v1/sweeps/{id}/measures', () => {
  it('has the measures of the view in every format, and only of the positions asked for', async () => {
    const id = await submitCells(3);
    await finishPending(api.store);
    await api.sql('ALTER TABLE measures DISABLE TRIGGER ALL');
    for (const [name, value] of [
      ['sharpness', 0.1 + 0.2],
      ['path-norm', Number.NaN],
    ])
      await api.sql(
        `INSERT INTO measures (cell_id, epoch, attempt, name, value)
         SELECT cell_id, 2, 1, $1, $2 FROM sweep_cells WHERE sweep_id = $3 AND position > 0`,
        [name, value, id],
      );
    await api.sql('ALTER TABLE measures ENABLE TRIGGER ALL');
    const all = [1, 2].flatMap((position) => [
      { position, measure: 'path-norm', value: Number.NaN },
      { position, measure: 'sharpness', value: 0.1 + 0.2 },
    ]);
    expect(rowsOf(await tableOf(id, 'measures?format=arrow'))).toEqual(all);
    expect(rowsOf(await tableOf(id, 'measures?format=arrow&positions=0,2'))).toEqual(all.slice(2));
    expect((await get(id, 'measures?format=csv&positions=0-1')).body).toBe(
      'position,measure,value\n1,path-norm,NaN\n1,sharpness,0.30000000000000004\n',
    );
    expect(
      (await get(id, 'measures')).body.split('\n', 2).map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      { position: 1, measure: 'path-norm', value: 'NaN' },
      { position: 1, measure: 'sharpness', value: 0.1 + 0.2 },
    ]);
    expect(await problemOf(NOWHERE, 'measures')).toMatchObject({ status: 404, code: 'sweep-not-found' });
  });
});

it('gives the connection back when a client goes away or an answer is complete', async () => {
  const id = await submitCells(1500);
  const url = await api.app.listen({ host: '127.0.0.1', port: 0 });
  const connections = async () => {
    const [row] = await api.sql(
      `SELECT count(*)::int AS n, count(*) FILTER (WHERE state = 'active')::int AS active
       FROM pg_stat_activity WHERE application_name = 'rote-read' AND datname = current_database()`,
    );
    return row as { readonly n: number; readonly active: number };
  };
  for (let round = 0; round < 12; round++) {
    const gone = new AbortController();
    const response = await fetch(`${url}/v1/sweeps/${id}/results?format=arrow`, { signal: gone.signal });
    await response.body?.getReader().read();
    gone.abort();
  }
  await Promise.all(
    Array.from({ length: 12 }, async () => {
      const response = await fetch(`${url}/v1/sweeps/${id}/results?format=arrow&columns=position`);
      expect(tableFromIPC(new Uint8Array(await response.arrayBuffer())).numRows).toBe(1500);
    }),
  );
  expect((await connections()).n).toBeLessThanOrEqual(4);
  await waitFor(async () => (await connections()).active === 0, { describe: 'no connection at work' });
});
