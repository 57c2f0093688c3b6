import { readFileSync } from 'node:fs';
import { createApiClient, type ViewRow } from '@rote/client';
import { useStore } from '@rote/testkit';
import { expect, expectTypeOf, it } from 'vitest';
import { useApi } from './api-process.js';
import { runCommand } from './run-command.js';
import { trainSweep } from './trained-sweep.js';

const SOURCE = readFileSync(
  new URL('../../../packages/client/src/generated/views.ts', import.meta.url),
  'utf8',
);

/** The type of each column of each view, as it is written. */
const typesOfViews = new Map(
  [...SOURCE.matchAll(/^ {2}readonly (\w+): \{\n([^]*?)^ {2}\};/gm)].map(([, view = '', fields = '']) => [
    view,
    new Map(
      [...fields.matchAll(/^ {4}readonly (\w+): (.*);$/gm)].map(([, name = '', type = '']) => [name, type]),
    ),
  ]),
);

/** Whether a value fits a type of the generated file. */
function fits(value: unknown, type: string): boolean {
  if (type === 'unknown') return true;
  if (value === null) return type.endsWith('| null');
  const list = /^readonly \((.*)\)\[\]/.exec(type);
  if (list !== null) return Array.isArray(value) && value.every((item) => fits(item, list[1]!));
  const own = type.replace(/ \| null$/, '');
  if (own === 'Exact') return typeof value === 'string' && /^-?\d/.test(value);
  if (own === 'Float')
    return typeof value === 'number' || ['NaN', 'Infinity', '-Infinity'].includes(value as string);
  return typeof value === own;
}

it('rows of every view, as an API answers them, fit the generated types', { timeout: 60_000 }, async () => {
  const store = await useStore();
  await trainSweep(store);
  const { text } = await runCommand(['keys', 'create', '--name', 'x', '--scope', 'sql'], {
    DATABASE_URL: store.url,
  });
  const api = createApiClient({
    url: await useApi(store.url),
    key: /^rote_\w+/m.exec(text)?.[0],
    signal: new AbortController().signal,
  });
  const misfits: string[] = [];
  const filled: string[] = [];
  for (const [view, types] of typesOfViews) {
    const { columns, rows } = await api.query({ sql: `SELECT * FROM ${view}` });
    expect(columns.map(({ name }) => name).sort(), view).toEqual([...types.keys()].sort());
    if (rows.length > 0) filled.push(view);
    for (const row of rows)
      for (const [name, type] of types)
        if (!fits(row[name], type))
          misfits.push(`${view}.${name}: ${JSON.stringify(row[name])} is no ${type}`);
  }
  expect(misfits).toEqual([]);
  expect(filled).toEqual(
    expect.arrayContaining(['results', 'distinct_results', 'learning_curves', 'combinations']),
  );

  const { rows } = await api.query<Pick<ViewRow<'results'>, 'cell' | 'parameter_count' | 'train_loss'>>({
    sql: 'SELECT cell, parameter_count, train_loss FROM results WHERE parameter_count IS NOT NULL',
  });
  expectTypeOf(rows[0]!.cell).toEqualTypeOf<string>();
  expectTypeOf(rows[0]!.parameter_count).toEqualTypeOf<string | null>();
  expect(rows.map((row) => row.parameter_count)).toContain('9007199254740993');
});

it('a column that an outer join fills is nullable, and a declared one is not', () => {
  const types = typesOfViews.get('results')!;
  expect(types.get('sweep_id')).toBe('string');
  expect(types.get('position')).toBe('number');
  expect(types.get('outcome')).toBe('string | null');
  expect(types.get('parameter_count')).toBe('Exact | null');
});
