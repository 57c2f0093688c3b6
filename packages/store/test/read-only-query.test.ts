import { describe, expect, it } from 'vitest';
import { submit, sweepOf } from './fixtures/sweep-of.js';
import { useStore } from './fixtures/use-store.js';

describe('readOnlyQuery', () => {
  it('gives columns and rows as arrays, at most so many', async () => {
    const { store } = await useStore();
    await expect(
      store.readOnlyQuery(
        `SELECT n, n::bigint * 2 AS n, n / 4.0 AS quarter, 9007199254740993 AS large FROM generate_series(1, 5) n;`,
        { maxRows: 2 },
      ),
    ).resolves.toEqual({
      columns: ['n', 'n', 'quarter', 'large'],
      rows: [
        [1, 2, 0.25, '9007199254740993'],
        [2, 4, 0.5, '9007199254740993'],
      ],
      truncated: true,
    });
    await expect(store.readOnlyQuery('VALUES (1)', { maxRows: 1 })).resolves.toMatchObject({
      truncated: false,
    });
  });

  it('names the place of an error', async () => {
    const { store } = await useStore();
    await expect(store.readOnlyQuery('SELECT state,\n  nonsense FROM results')).rejects.toMatchObject({
      code: 'request-invalid',
      message: 'column "nonsense" does not exist at line 2, column 3',
    });
    await expect(store.readOnlyQuery('SELECT state FRM results')).rejects.toMatchObject({
      code: 'request-invalid',
    });
  });

  it('cannot write', async () => {
    const { store, sql } = await useStore();
    await submit(store, sweepOf('sweep', [1]));
    for (const query of [
      'DELETE FROM sweep_cells',
      'SELECT 1; COMMIT; DELETE FROM sweep_cells',
      'WITH gone AS (DELETE FROM sweep_cells RETURNING 1) SELECT * FROM gone',
      `SELECT nextval('x') FROM set_config('transaction_read_only', 'off', false)`,
      'CREATE TABLE mine (id INT)',
    ])
      await expect(store.readOnlyQuery(query), query).rejects.toMatchObject({ code: 'request-invalid' });
    await expect(sql('SELECT count(*)::int AS left FROM sweep_cells')).resolves.toEqual([{ left: 1 }]);
  });

  it('ends a query that runs too long', async () => {
    const { store } = await useStore();
    await expect(store.readOnlyQuery('SELECT pg_sleep(60)', { timeoutMs: 50 })).rejects.toMatchObject({
      code: 'request-invalid',
      message: 'the query ran longer than 50 ms and was ended',
    });
  });

  it('leaves no lock behind', async () => {
    const { store, sql } = await useStore();
    await store.readOnlyQuery('SELECT pg_advisory_lock(1)');
    await expect(
      sql(`SELECT FROM pg_locks WHERE locktype = 'advisory' AND database =
           (SELECT oid FROM pg_database WHERE datname = current_database())`),
    ).resolves.toEqual([]);
  });
});
