import type { Problem } from '@rote/contracts';
import {
  RESULT_COLUMNS,
  RESULT_FORMATS,
  ROW_FORMATS,
  ReportTables,
  ResultPage,
  type ResultRow,
} from '@rote/contracts';
import { findFaults } from '@rote/domain';
import { describe, expect, it } from 'vitest';
import { formatOf } from '../src/http/row-formats.js';
import { specOf } from './support/specs.js';
import { useApi, type TestApi } from './support/test-api.js';
import { finishPending, metricsOf } from './support/training.js';

const NOWHERE = '00000000-0000-4000-8000-000000000000';

async function submit({ app }: TestApi, spec: unknown): Promise<string> {
  const response = await app.inject({ method: 'POST', url: '/v1/sweeps', payload: spec as object });
  return response.json<{ id: string }>().id;
}

describe('GET /v1/sweeps/{id}/results', () => {
  it('has one row per cell, with every axis, its state and its metrics, in pages', async () => {
    const api = await useApi();
    const spec = {
      ...specOf(1),
      grid: {
        architecture: ['mlp-1x8'],
        optimizer: [{ learningRate: 0.5 }, { learningRate: 0.25 }],
        batchSize: [10, 25],
      },
    };
    const id = await submit(api, spec);
    await finishPending(api.store);
    await submit(api, spec); // the same cells in another sweep add no rows
    const rows: ResultRow[] = [];
    for (let url: string | null = `/v1/sweeps/${id}/results?limit=3`; url !== null;) {
      const response = await api.app.inject(url);
      expect(response.headers['content-type']).toBe('application/json; charset=utf-8');
      const page: ResultPage = response.json();
      expect(findFaults(ResultPage, page)).toEqual([]);
      rows.push(...page.items);
      url = page.next;
      expect(response.headers.link).toBe(url === null ? undefined : `<${url}>; rel="next"`);
      expect(page.nextCursor).toBe(url && new URLSearchParams(url.split('?')[1]).get('cursor'));
    }
    expect(
      rows.map(({ position, learning_rate, batch_size }) => [position, learning_rate, batch_size]),
    ).toEqual([
      [0, 0.5, 10],
      [1, 0.25, 10],
      [2, 0.5, 25],
      [3, 0.25, 25],
    ]);
    expect(new Set(rows.map(({ cell }) => cell)).size).toBe(4);
    expect(rows[0]).toMatchObject({
      state: 'succeeded',
      train_accuracy: 0.5,
      test_accuracy: metricsOf(2).test.accuracy,
      epochs: 2,
    });
  });

  it('comes as complete CSV and NDJSON, with NaN distinct from missing values', async () => {
    const api = await useApi();
    const id = await submit(api, specOf(2));
    await finishPending(api.store, Number.NaN);
    await submit(api, specOf(3, { name: '=HYPERLINK("http://x","y")' }));
    const latest = (await api.app.inject('/v1/sweeps?limit=1')).json<{ items: { id: string }[] }>().items[0]!
      .id;

    const ndjson = await api.app.inject({
      url: `/v1/sweeps/${id}/results`,
      headers: { accept: 'application/x-ndjson' },
    });
    expect(ndjson.headers['content-type']).toBe('application/x-ndjson');
    const rows = ndjson.body
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as ResultRow);
    expect(rows.map(({ state, train_loss }) => [state, train_loss])).toEqual([
      ['diverged', 'NaN'],
      ['diverged', 'NaN'],
    ]);
    const csv = await api.app.inject({ url: `/v1/sweeps/${latest}/results?format=csv` });
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8; header=present');
    const [head, first, , third, ...more] = csv.body.split('\n');
    expect(head).toBe(RESULT_COLUMNS.join(','));
    expect(first).toMatch(
      /^"'=HYPERLINK\(""http:\/\/x"",""y""\)",[0-9a-f-]{36},0,[0-9a-f]{64},diverged,true,/,
    );
    expect(first).toContain(',NaN,');
    expect(third).toContain(',pending,false,');
    expect(third).not.toContain('NaN');
    expect(more).toEqual(['']);
  });

  it('is complete however many rows there are', async () => {
    const api = await useApi();
    const id = await submit(api, specOf(2500));
    const { body } = await api.app.inject(`/v1/sweeps/${id}/results?format=ndjson`);
    const positions = body
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as ResultRow).position);
    expect(positions).toEqual(Array.from({ length: 2500 }, (_, index) => index));
    const some = await api.app.inject(`/v1/sweeps/${id}/results?format=csv&limit=2&after=2000&state=pending`);
    expect(
      some.body
        .trimEnd()
        .split('\n')
        .slice(1)
        .map((line) => line.split(',')[2]),
    ).toEqual(['2001', '2002']);
  });

  it('has all columns of the view, in its order', async () => {
    const { store } = await useApi();
    const { columns } = await store.readOnlyQuery('SELECT * FROM results LIMIT 0');
    expect(RESULT_COLUMNS).toEqual(columns);
  });

  it('is a problem in any format if there is no such sweep', async () => {
    const { app } = await useApi();
    for (const query of ['', '?format=csv', '?format=ndjson', '?limit=5&after=7']) {
      const response = await app.inject(`/v1/sweeps/${NOWHERE}/results${query}`);
      expect(response.statusCode).toBe(404);
      expect(response.json<Problem>().code).toBe('sweep-not-found');
    }
    const xml = await app.inject(`/v1/sweeps/${NOWHERE}/results?format=xml`);
    expect(xml.statusCode).toBe(400);
    expect(xml.json<Problem>().detail).toContain(
      'expected json, ndjson, csv, arrow, parquet (overrides the header Accept; default: json), found "xml"',
    );
    expect((await app.inject(`/v1/sweeps/${NOWHERE}/results?after=2147483648`)).statusCode).toBe(400);
  });
});

describe('GET /v1/sweeps/{id}/report/tables', () => {
  it('has the rows behind the report', async () => {
    const api = await useApi();
    const id = await submit(api, specOf(2));
    await finishPending(api.store);
    const tables: ReportTables = (await api.app.inject(`/v1/sweeps/${id}/report/tables`)).json();
    expect(findFaults(ReportTables, tables)).toEqual([]);
    expect(tables.items.map(({ name }) => name)).toContain('figure_1a');
    for (const { columns, rows } of tables.items)
      for (const row of rows) expect(row.length).toBe(columns.length);
    expect((await api.app.inject(`/v1/sweeps/${NOWHERE}/report/tables`)).statusCode).toBe(404);
  });

  it('has only the tables that are asked for', async () => {
    const api = await useApi();
    const id = await submit(api, specOf(2));
    await finishPending(api.store);
    const ask = (tables: string) => api.app.inject(`/v1/sweeps/${id}/report/tables?tables=${tables}`);
    const { items } = (await ask('figure_1a,settings')).json<ReportTables>();
    expect(items.map(({ name }) => name)).toEqual(['figure_1a', 'settings']);
    const unknown = await ask('figure_1a,cells');
    expect(unknown.statusCode).toBe(400);
    expect(unknown.json<Problem>().detail).toContain('tables that do not exist');
    expect((await ask('settings,settings')).statusCode).toBe(400);
  });
});

describe('formatOf', () => {
  it.each([
    [undefined, 'json'],
    ['*/*', 'json'],
    ['text/html,application/xhtml+xml,*/*;q=0.8', 'json'],
    ['text/csv', 'csv'],
    ['application/json;q=0.5, text/csv', 'csv'],
    ['text/csv;q=0, application/x-ndjson;q=0.1', 'ndjson'],
    ['application/jsonl', 'ndjson'],
    ['application/*', 'json'],
    ['text/*', 'csv'],
    ['*/*;q=0.1, text/csv', 'csv'],
    ['TEXT/CSV; charset=utf-8', 'csv'],
    ['image/png', 'json'],
  ])('reads %s as %s', (accept, format) => {
    expect(formatOf(accept, RESULT_FORMATS)).toBe(format);
  });

  it.each([
    [undefined, 'ndjson'],
    ['*/*', 'ndjson'],
    ['application/json', 'ndjson'],
    ['application/vnd.apache.arrow.stream', 'arrow'],
    ['text/*', 'csv'],
  ])('reads %s as %s if JSON is not on offer', (accept, format) => {
    expect(formatOf(accept, ROW_FORMATS)).toBe(format);
  });
});
