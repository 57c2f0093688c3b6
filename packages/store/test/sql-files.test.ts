import { cp, readdir } from 'node:fs/promises';
import path from 'node:path';
import { useStore, useTempDir, waitFor } from '@rote/testkit';
import type { TestStore } from '@rote/testkit';
import { describe, expect, it } from 'vitest';
import { readSqlFiles } from '../src/database/sql-files.js';
import { migrate } from '../src/index.js';
import { PRISMA_DIR, useSqlFolder } from './fixtures/sql-folder.js';

type Sql = TestStore['sql'];

/** Views with their columns, and functions: everything that a file decides, and the permissions on them. */
async function describeDatabase(sql: Sql): Promise<readonly unknown[]> {
  return sql(`SELECT 'view' AS kind, c.relname::text AS name, pg_get_viewdef(c.oid) AS definition,
      obj_description(c.oid, 'pg_class') AS comment, c.relacl::text AS rights,
      (SELECT json_agg(ARRAY[attname, format_type(atttypid, atttypmod), col_description(c.oid, attnum)] ORDER BY attnum)::text
        FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0) AS columns
    FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'v'
    UNION ALL
    SELECT 'function', oid::regprocedure::text, pg_get_functiondef(oid), obj_description(oid, 'pg_proc'),
      concat(proowner::regrole, proacl), NULL
    FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    ORDER BY kind, name`);
}

const NUMBERS = `SELECT source, architecture, corruption, label_noise, regularizer, dataset, epoch, metric, value, band_low,
    band_high
  FROM paper_reference ORDER BY 1, 2, 3, 4, 5, 6, 7, 8`;

/**
 * What a write would change: the transactions that last wrote views, functions, numbers and the table of applied files.
 */
const VERSIONS = `SELECT max(relname || xmin) AS version FROM pg_class WHERE relnamespace = 'public'::regnamespace
  UNION ALL SELECT string_agg(xmin::text, ' ' ORDER BY oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
  UNION ALL SELECT string_agg(xmin::text, ' ' ORDER BY id) FROM paper_reference
  UNION ALL SELECT string_agg(concat(xmin, applied_at), ' ' ORDER BY kind, name) FROM applied_files`;

const GAIN = 'views/statistics/early_stopping_gain.sql';
const RESULTS = 'views/axes/results.sql';

describe('the files of views and functions', () => {
  it('refer to what Postgres says that they depend on', async () => {
    const { sql } = await useStore();
    const { files } = await readSqlFiles(PRISMA_DIR);
    const depends =
      await sql(`SELECT DISTINCT v.relname::text AS name, coalesce(r.relname, p.proname)::text AS on
      FROM pg_rewrite w
      JOIN pg_class v ON v.oid = w.ev_class AND v.relnamespace = 'public'::regnamespace
      JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid
      LEFT JOIN pg_class r ON d.refclassid = 'pg_class'::regclass AND r.oid = d.refobjid AND r.relkind = 'v' AND r.oid <> v.oid
      LEFT JOIN pg_proc p ON d.refclassid = 'pg_proc'::regclass AND p.oid = d.refobjid
        AND p.pronamespace = 'public'::regnamespace
      WHERE coalesce(r.relname, p.proname) IS NOT NULL ORDER BY 1, 2`);
    const referred = files
      .filter(({ kind }) => kind === 'view')
      .flatMap(({ name, references }) => references.map((on) => ({ name, on })));
    const byName = (a: object, b: object): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
    expect(referred.sort(byName)).toEqual([...depends].sort(byName));
    expect(files.find(({ name }) => name === 'figure_1b')?.references).toEqual(
      expect.arrayContaining(['comparable_cells', 'over_seeds']),
    );
  });

  it('are rejected if they refer to one another in a circle, or if two have the same name', async () => {
    const { filesDir, edit, write, remove } = await useSqlFolder();
    await edit('functions/mean_of.sql', 'over_seeds(sample)', 'over_seeds(ARRAY[mean_of_two(sample)])');
    await write('functions/mean_of_two.sql', 'SELECT mean_of(1)');
    await expect(readSqlFiles(filesDir)).rejects.toThrow(
      /mean_of\.sql → .*mean_of_two\.sql → .*mean_of\.sql is a circle/,
    );
    await remove('functions/mean_of_two.sql');
    await write('views/results.sql', '');
    await expect(readSqlFiles(filesDir)).rejects.toThrow(
      /results\.sql and .*results\.sql have the same name/,
    );
  });

  it('give a column a comment only if some view has such a column', async () => {
    const { sql } = await useStore();
    const { columnComments } = await readSqlFiles(PRISMA_DIR);
    const rows =
      await sql(`SELECT DISTINCT attname::text AS name FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'v' AND attnum > 0`);
    const names = new Set(rows.map(({ name }) => name));
    expect(Object.keys(columnComments).filter((name) => !names.has(name))).toEqual([]);
  });

  it('produce the same from a database that came through every migration, a new one, and one without any view', async () => {
    const fresh = await useStore();
    const expected = await describeDatabase(fresh.sql);
    const numbers = await fresh.sql(NUMBERS);
    expect(expected.length).toBeGreaterThan(45);

    // One start after each migration that was ever released, with the views of its time in place.
    const old = await useStore();
    await old.sql('DROP SCHEMA public CASCADE');
    await old.sql('CREATE SCHEMA public');
    const migrationsDir = await useTempDir();
    const names = (await readdir(path.join(PRISMA_DIR, 'migrations'))).filter((name) => /^\d/.test(name));
    for (const name of names.sort().filter((one) => one < '20261129001200')) {
      await cp(path.join(PRISMA_DIR, 'migrations', name), path.join(migrationsDir, name), {
        recursive: true,
      });
      await migrate(old.url, { migrationsDir });
    }
    await migrate(old.url);
    expect(await describeDatabase(old.sql)).toEqual(expected);
    expect(await old.sql(NUMBERS)).toEqual(numbers);

    const bare = await useStore();
    const drops = await bare.sql(`SELECT format('DROP VIEW IF EXISTS %I CASCADE', relname) AS statement
        FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'v'
      UNION ALL
      SELECT format('DROP FUNCTION %s', oid::regprocedure) FROM pg_proc
      WHERE pronamespace = 'public'::regnamespace AND prorettype <> 'trigger'::regtype`);
    await bare.sql(drops.map(({ statement }) => String(statement)).join(';'));
    await bare.sql('DELETE FROM paper_reference');
    await bare.sql(`DELETE FROM applied_files WHERE kind = 'numbers'`);
    await migrate(bare.url);
    expect(await describeDatabase(bare.sql)).toEqual(expected);
    expect(await bare.sql(NUMBERS)).toEqual(numbers);
  });
});

describe('a start', () => {
  it('writes nothing if no file changed', async () => {
    const { url, sql } = await useStore();
    const before = await sql(VERSIONS);
    await migrate(url);
    expect(await sql(VERSIONS)).toEqual(before);
  });

  it("replaces a changed view and applies the files that refer to it again; a person's view stays", async () => {
    const { url, sql } = await useStore();
    await sql('CREATE VIEW mine AS SELECT sweep, gain FROM early_stopping_gain');
    const { filesDir, edit } = await useSqlFolder();
    await edit(
      GAIN,
      'best_test_accuracy - test_accuracy AS gain, settings',
      '1::float8 AS gain, settings, 2 AS more',
    );
    await edit('views/axes/comparable_cells.sql', "outcome = 'succeeded'", "outcome IN ('succeeded')");
    const oid = `SELECT 'early_stopping_gain'::regclass::oid AS oid`;
    const before = await sql(oid);
    const whenApplied = 'SELECT name, applied_at FROM applied_files ORDER BY name';
    const times = new Map((await sql(whenApplied)).map((row) => [row['name'], row['applied_at']]));

    await migrate(url, { filesDir });
    expect(await sql(oid)).toEqual(before);
    expect(
      await sql(`SELECT column_name FROM information_schema.columns WHERE table_name = 'early_stopping_gain'
      ORDER BY ordinal_position DESC LIMIT 1`),
    ).toEqual([{ column_name: 'more' }]);
    expect(await sql('TABLE mine')).toEqual([]);
    const applied = (await sql(whenApplied))
      .filter((row) => times.get(row['name'])?.toString() !== String(row['applied_at']))
      .map(({ name }) => name);
    expect(applied).toEqual(
      expect.arrayContaining(['comparable_cells', 'early_stopping_gain', 'figure_1b', 'table_1']),
    );
    expect(applied).not.toContain('results');
    expect(applied).not.toContain('over_seeds');

    await expect(migrate(url)).rejects.toThrow(
      /must drop view early_stopping_gain, .*: view public\.mine\. Nothing was changed/,
    );
  });

  it('drops and recreates a view that lost a column, with what depends on it and with every grant', async () => {
    const { url, sql } = await useStore();
    const role = `analyst_${String(process.pid)}`;
    await sql(`CREATE ROLE ${role}`);
    try {
      await sql(`GRANT SELECT ON results, figure_1c TO ${role} WITH GRANT OPTION`);
      await sql(`GRANT SELECT (sweep, error) ON results TO PUBLIC`);
      const before = await describeDatabase(sql);
      const { filesDir, edit } = await useSqlFolder();
      await edit(RESULTS, 'd.images_per_second,', '');
      await edit('views/axes/comparable_cells.sql', 'r.fit,', "'fitted' AS fit,");
      const oids = `SELECT oid FROM pg_class WHERE relname IN ('results', 'figure_1c', 'leak_check') ORDER BY relname`;
      const oldOids = await sql(oids);

      await migrate(url, { filesDir });
      expect(await sql(oids)).not.toEqual(oldOids);
      const [rights] =
        await sql(`SELECT has_table_privilege('${role}', 'results', 'SELECT WITH GRANT OPTION') AS mine,
          has_table_privilege('rote_reader', 'results', 'SELECT') AS reader,
          has_table_privilege('rote_query', 'figure_1c', 'SELECT') AS query,
          (SELECT attacl::text FROM pg_attribute WHERE attrelid = 'results'::regclass AND attname = 'error') AS columns,
          (SELECT count(*)::int FROM pg_attribute WHERE attrelid = 'results'::regclass AND attname = 'images_per_second') AS speeds`);
      expect(rights).toMatchObject({ mine: true, reader: true, query: true, speeds: 0 });
      expect(rights?.['columns']).toContain('=r/');

      await migrate(url);
      expect(await describeDatabase(sql)).toEqual(before);
    } finally {
      await sql(`DROP OWNED BY ${role}`);
      await sql(`DROP ROLE ${role}`);
    }
  });

  it('adds an axis that one file names to every view of cells', async () => {
    const { url, sql } = await useStore();
    const { filesDir, edit } = await useSqlFolder();
    await edit('functions/training_axes.sql', 'patience INTEGER,', 'patience INTEGER, smoothing FLOAT8,');
    await edit(
      'functions/training_axes.sql',
      ' AS patience,',
      ` AS patience, (spec #>> '{regularizer,labelSmoothing}')::FLOAT8 AS smoothing,`,
    );
    await migrate(url, { filesDir });
    expect(
      await sql(`SELECT attrelid::regclass::text AS view FROM pg_attribute WHERE attname = 'smoothing'
        AND attrelid IN (SELECT oid FROM pg_class WHERE relkind = 'v') ORDER BY 1`),
    ).toEqual(
      ['cell_axes', 'distinct_results', 'learning_curves', 'results', 'sweep_axes'].map((view) => ({ view })),
    );
  });

  it("adds an option of a regularizer at the end of every view of cells; a person's view stays", async () => {
    const { url, sql } = await useStore();
    const views = ['cell_axes', 'distinct_results', 'learning_curves', 'results', 'sweep_axes'];
    for (const view of views) await sql(`CREATE VIEW my_${view} AS SELECT * FROM ${view}`);
    const { filesDir, edit } = await useSqlFolder();
    for (const view of views) {
      const next = view === 'results' ? 'd.later' : `regularizer_option(c.spec, 'later') AS later`;
      const last = view === 'sweep_axes' ? 's.project' : 'optimizer.*';
      await edit(`views/axes/${view}.sql`, last, `${last}, ${next}`);
    }
    await migrate(url, { filesDir });
    const columns = await sql(`SELECT c.relname::text AS view, bool_or(attname = 'later') AS later
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
      WHERE c.relname = ANY ('{${views.flatMap((view) => [view, `my_${view}`]).join()}}') GROUP BY 1 ORDER BY 1`);
    expect(columns).toEqual(
      [
        ...views.map((view) => ({ view, later: true })),
        ...views.map((view) => ({ view: `my_${view}`, later: false })),
      ].sort((a, b) => (a.view < b.view ? -1 : 1)),
    );
  });

  it("refuses to drop an object that a person's view depends on, names the view, and leaves everything as it was", async () => {
    const { url, sql } = await useStore();
    await sql('CREATE VIEW mine AS SELECT sweep, test_error FROM figure_1c');
    await sql('CREATE MATERIALIZED VIEW my_table AS SELECT * FROM mine WITH NO DATA');
    await sql('CREATE INDEX ON my_table (sweep)');
    await sql(`CREATE FUNCTION my_function(r results) RETURNS TEXT LANGUAGE sql AS $$ SELECT r.sweep $$`);
    const before = [await describeDatabase(sql), await sql(VERSIONS)];
    const { filesDir, edit } = await useSqlFolder();
    await edit(GAIN, '- test_accuracy AS gain', '- test_accuracy AS gain_of_stopping');
    await edit(GAIN, 'early_stopping_gain.gain ', 'early_stopping_gain.gain_of_stopping ');
    await edit(RESULTS, 'd.images_per_second,', '');
    const migrationsDir = await useTempDir();
    await cp(path.join(PRISMA_DIR, 'migrations'), migrationsDir, { recursive: true });
    await cp(
      path.join(PRISMA_DIR, 'migrations/20261124000200_gpu_memory'),
      path.join(migrationsDir, '29990101000000_later'),
      {
        recursive: true,
      },
    );

    await sql('ALTER TABLE attempts RENAME gpu_memory_mb TO held_mb');
    const refused = expect(migrate(url, { filesDir, migrationsDir })).rejects;
    await refused.toMatchObject({
      code: 'config-invalid',
      message: expect.stringMatching(
        /must drop view results, .*function public\.my_function\(public\.results\), materialized view public\.my_table, view public\.mine\. Nothing was changed.*pg_get_viewdef\('public\.mine'\).*drop them, start again, and create them again/,
      ) as string,
    });
    await sql('ALTER TABLE attempts RENAME held_mb TO gpu_memory_mb');
    expect([await describeDatabase(sql), await sql(VERSIONS)]).toEqual(before);
    expect(await sql(`SELECT FROM _prisma_migrations WHERE migration_name LIKE '2999%'`)).toEqual([]);

    await sql('DROP FUNCTION my_function(results)');
    await sql('DROP MATERIALIZED VIEW my_table');
    await sql('DROP VIEW mine');
    await migrate(url, { filesDir });
    expect(await sql('SELECT gain_of_stopping FROM early_stopping_gain')).toEqual([]);
  });

  it('drops what was removed, and refuses if a person still uses it', async () => {
    const { url, sql } = await useStore();
    const { filesDir, remove } = await useSqlFolder();
    await remove(GAIN);
    await remove('functions/loss_stability.sql');
    await remove('views/statistics/uniform_stability.sql');
    await remove('paper/figure-1c.csv');
    await sql('CREATE VIEW mine AS SELECT gain FROM early_stopping_gain');
    await expect(migrate(url, { filesDir })).rejects.toThrow(
      /must drop view early_stopping_gain, .*: view public\.mine\./,
    );
    await sql('DROP VIEW mine');
    await migrate(url, { filesDir });
    expect(
      await sql(`SELECT to_regclass('early_stopping_gain') AS view, to_regproc('loss_stability') AS function,
        (SELECT count(*)::int FROM paper_reference WHERE source = 'figure-1c') AS numbers,
        (SELECT count(*)::int FROM applied_files WHERE name IN ('early_stopping_gain', 'figure-1c')) AS recorded`),
    ).toEqual([{ view: null, function: null, numbers: 0, recorded: 0 }]);
  });

  it('leaves no overload of a function whose arguments changed', async () => {
    const { url, sql } = await useStore();
    const { filesDir, edit, write } = await useSqlFolder();
    await sql('CREATE FUNCTION mean_of(mine TEXT) RETURNS TEXT LANGUAGE sql AS $$ SELECT mine $$');
    await edit(
      'functions/mean_of.sql',
      '(sample DOUBLE PRECISION[])',
      '(sample DOUBLE PRECISION[], scale FLOAT8 DEFAULT 1)',
    );
    await edit(
      'functions/mean_of.sql',
      'mean_of(double precision[]) IS',
      'mean_of(double precision[], float8) IS',
    );
    const overloads = `SELECT oid::regprocedure::text AS signature FROM pg_proc WHERE proname = 'mean_of' ORDER BY 1`;
    await migrate(url, { filesDir });
    expect(await sql(overloads)).toEqual([
      { signature: 'mean_of(double precision[],double precision)' },
      { signature: 'mean_of(text)' },
    ]);
    expect(await sql('TABLE figure_1c')).toEqual([]);

    await write(
      'functions/mean_of.sql',
      'CREATE OR REPLACE FUNCTION mean_of(a FLOAT8[]) RETURNS FLOAT8 LANGUAGE nonsense',
    );
    await expect(migrate(url, { filesDir })).rejects.toThrow(
      /prisma\/functions\/mean_of\.sql failed and was rolled back: .*language "nonsense" does not exist/,
    );
    await migrate(url);
    expect(await sql(overloads)).toEqual([
      { signature: 'mean_of(double precision[])' },
      { signature: 'mean_of(text)' },
    ]);
  });

  it("keeps the functions of people's queries with their role when they change", async () => {
    const { url, sql, store } = await useStore();
    const { filesDir, edit } = await useSqlFolder();
    await edit('functions/rote_open_query.sql', 'BEGIN\n', 'BEGIN\n  PERFORM 1;\n');
    await migrate(url, { filesDir });
    expect(
      await sql(`SELECT prosecdef, proowner::regrole::text AS owner, prosrc LIKE '%PERFORM 1%' AS changed FROM pg_proc
      WHERE proname = 'rote_open_query'`),
    ).toEqual([{ prosecdef: true, owner: 'rote_query', changed: true }]);
    await expect(store.readOnlyQuery('SELECT current_user')).resolves.toMatchObject({
      rows: [['rote_query']],
    });
  });

  it("replaces the numbers of one of the paper's tables, and rejects an invalid line", async () => {
    const { url, sql } = await useStore();
    const { filesDir, edit } = await useSqlFolder();
    await edit('paper/table-1.csv', '0.8905', '0.75');
    await migrate(url, { filesDir });
    const value = `SELECT value FROM paper_reference WHERE source = 'table-1' AND architecture = 'inception-small'
      AND regularizer = 'weight-decay+random-crop' AND metric = 'test_accuracy'`;
    expect(await sql(value)).toEqual([{ value: 0.75 }]);
    await edit('paper/table-1.csv', '0.75', '0.75,');
    await expect(migrate(url, { filesDir })).rejects.toThrow(
      /table-1\.csv failed.* line 3 must have 10 fields/,
    );
    await edit('paper/table-1.csv', '0.75,', 'much');
    await expect(migrate(url, { filesDir })).rejects.toThrow(/table-1\.csv failed.*invalid input syntax/);
    expect(await sql(value)).toEqual([{ value: 0.75 }]);
  });

  it('recreates what a person or a migration dropped', async () => {
    const { url, sql } = await useStore();
    await sql('DROP VIEW results CASCADE');
    await sql('DROP FUNCTION kendall_tau');
    await migrate(url);
    expect(await sql('TABLE paper_comparison')).toEqual([]);
    expect(await sql(`SELECT has_table_privilege('rote_query', 'results', 'SELECT') AS may`)).toEqual([
      { may: true },
    ]);
  });

  it('does not take a name that a person has given to a view', async () => {
    const { url, sql } = await useStore();
    const { filesDir, write } = await useSqlFolder();
    await sql('CREATE VIEW my_view AS SELECT 1 AS one');
    await write('views/statistics/my_view.sql', 'CREATE OR REPLACE VIEW my_view AS SELECT 2 AS one');
    await expect(migrate(url, { filesDir })).rejects.toMatchObject({
      code: 'config-invalid',
      message: expect.stringMatching(/has a view "my_view".*rename yours/) as string,
    });
    expect(await sql('TABLE my_view')).toEqual([{ one: 1 }]);
  });

  it('leaves the views of a later version alone, and reports it', async () => {
    const { url, sql } = await useStore();
    const { filesDir, edit } = await useSqlFolder();
    await edit(GAIN, '- test_accuracy AS gain', '- 1 AS gain');
    const migrationsDir = await useTempDir();
    await cp(path.join(PRISMA_DIR, 'migrations'), migrationsDir, { recursive: true });
    await cp(
      path.join(PRISMA_DIR, 'migrations/20261129001000_recorded_cells'),
      path.join(migrationsDir, '29990101000000_later'),
      {
        recursive: true,
      },
    );
    await sql('DROP INDEX cells_recorded_idx');
    await migrate(url, { filesDir, migrationsDir });
    const before = await sql(VERSIONS);
    const notes: string[] = [];
    await migrate(url, { onNote: (note) => notes.push(note) });
    expect(notes).toEqual([expect.stringContaining('later version')]);
    expect(await sql(VERSIONS)).toEqual(before);
  });

  it('may be one of several at once', async () => {
    const { url, sql } = await useStore();
    const { filesDir, edit } = await useSqlFolder();
    await edit(RESULTS, 'd.images_per_second,', '');
    await Promise.all([1, 2, 3].map(() => migrate(url, { filesDir })));
    expect(await sql(`SELECT count(*)::int AS views FROM pg_class WHERE relname = 'results'`)).toEqual([
      { views: 1 },
    ]);
    expect(await sql('TABLE figure_1c')).toEqual([]);
  });

  it('that is interrupted changes nothing, and the next one does it all', async () => {
    const { url, sql } = await useStore();
    const { filesDir, edit } = await useSqlFolder();
    await edit(RESULTS, 'd.images_per_second,', '');
    await edit(GAIN, 'CREATE', 'SELECT pg_sleep(60); CREATE');
    const before = [await describeDatabase(sql), await sql(VERSIONS)];
    const cut = expect(migrate(url, { filesDir })).rejects.toMatchObject({ code: 'service-unavailable' });
    await waitFor(
      async () =>
        (
          await sql(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event = 'PgSleep'`)
        ).length > 0,
      { describe: 'the file that sleeps' },
    );
    await cut;
    expect([await describeDatabase(sql), await sql(VERSIONS)]).toEqual(before);
    await edit(GAIN, 'SELECT pg_sleep(60); ', '');
    await migrate(url, { filesDir });
    expect(await sql('TABLE early_stopping_gain')).toEqual([]);
  });
});
