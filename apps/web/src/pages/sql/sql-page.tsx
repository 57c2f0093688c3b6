import { setDiagnostics } from '@codemirror/lint';
import { Prec } from '@codemirror/state';
import { type EditorView, keymap } from '@codemirror/view';
import { readSqlCatalog, SQL_CATALOG } from '@rote/client';
import { InvalidInputError } from '@rote/domain/errors';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useMemo, useRef, useState, type ReactNode } from 'react';
import { useAddress } from '../../app/use-address.js';
import { usePage } from '../../app/use-page.js';
import { CodeEditor } from '../../editor/code-editor.js';
import { marksOf } from '../../editor/fault-marks.js';
import { sqlWithCatalog } from '../../editor/sql/sql-language.js';
import { parametersOf } from '../../editor/sql/sql-parameters.js';
import { useMay } from '../../session/use-session.js';
import { Button } from '../../ui/button.js';
import { messageOf, Problem } from '../../ui/problem.js';
import { readKept, noteRecent } from './kept-queries.js';
import { QueryResult } from './query-result.js';
import { QueryShelf } from './query-shelf.js';
import { runQuery, type SqlAnswer, type WrittenQuery } from './run-query.js';
import styles from './sql-page.module.css';
import { readSqlSearch } from './sql-search.js';
import { useTitle } from '../../ui/use-title.js';

const route = getRouteApi('/sql');

const FIRST = `SELECT sweep, architecture, corruption, n, train_accuracy, test_accuracy
FROM combinations
ORDER BY sweep, position`;

/** Asks the database. */
export function SqlPage(): ReactNode {
  useTitle('SQL');
  const may = useMay();
  return (
    <section>
      <h1>SQL</h1>
      {may('sql') ? <SqlForm /> : <p>This key may not ask with SQL: that needs the scope “sql”.</p>}
    </section>
  );
}

/** What became of the last query. */
interface Run {
  readonly query: WrittenQuery;
  readonly state: 'running' | 'done' | 'failed' | 'cancelled';
  readonly answer?: SqlAnswer;
  readonly error?: unknown;
  readonly tookMs?: number;
}

/** Runs queries, one at a time. */
function useRun(): {
  readonly run: Run | undefined;
  readonly start: (query: WrittenQuery) => void;
  readonly cancel: () => void;
} {
  const { api } = usePage();
  const [run, setRun] = useState<Run>();
  const running = useRef<AbortController>(undefined);
  const cancel = (): void => {
    running.current?.abort();
  };
  useEffect(
    () => () => {
      running.current?.abort();
    },
    [],
  );
  const start = (query: WrittenQuery): void => {
    cancel();
    const own = new AbortController();
    running.current = own;
    setRun({ query, state: 'running' });
    const began = performance.now();
    runQuery(api, query, own.signal).then(
      (answer) => {
        if (running.current === own)
          setRun({ query, state: 'done', answer, tookMs: performance.now() - began });
      },
      (error: unknown) => {
        if (running.current === own)
          setRun({ query, state: own.signal.aborted ? 'cancelled' : 'failed', error });
      },
    );
  };
  return { run, start, cancel };
}

function SqlForm(): ReactNode {
  const { api } = usePage();
  const search = useAddress(route.useSearch(), readSqlSearch);
  const navigate = route.useNavigate();
  const [sql, setSql] = useState(search.sql ?? FIRST);
  const [params, setParams] = useState(search.params ?? {});
  const [recent, setRecent] = useState(() => readKept('recent'));
  const [saved, setSaved] = useState(() => readKept('saved'));
  const editor = useRef<EditorView>(undefined);
  const { run, start, cancel } = useRun();
  const names = parametersOf(sql);
  const values = Object.fromEntries(names.map((name) => [name, params[name] ?? '']));

  const execute = (query: WrittenQuery): void => {
    if (query.sql.trim() === '') return;
    start(query);
    setRecent(noteRecent(query.sql));
    const isSame =
      query.sql === search.sql && JSON.stringify(query.params) === JSON.stringify(search.params ?? {});
    if (!isSame)
      void navigate({
        search: ({ chart }) => readSqlSearch({ ...query, chart }),
        resetScroll: false,
      });
  };
  const executeNow = useEffectEvent(() => {
    execute({ sql, params: values });
  });

  // A link shows its answer; the browser's Back shows the one before.
  const [shown, setShown] = useState<typeof search>();
  const follow = useEffectEvent(() => {
    if (search.sql === undefined || search.sql === run?.query.sql) return;
    start({ sql: search.sql, params: search.params ?? {} });
  });
  if (shown !== search) {
    setShown(search);
    if (search.sql !== undefined && search.sql !== sql) {
      setSql(search.sql);
      setParams(search.params ?? {});
    }
  }
  useEffect(() => {
    follow();
  }, [search]);

  const { data: catalog } = useQuery({
    queryKey: ['sql-catalog'],
    queryFn: async () => {
      const { columns, rows } = await api.query({ sql: SQL_CATALOG, limit: 10_000 });
      return readSqlCatalog(rows.map((row) => columns.map(({ name }) => row[name])));
    },
    staleTime: Infinity,
    refetchInterval: false,
  });
  const extensions = useMemo(
    () => [
      Prec.highest(
        keymap.of([
          {
            key: 'Mod-Enter',
            run: () => {
              executeNow();
              return true;
            },
          },
        ]),
      ),
      ...sqlWithCatalog(catalog),
    ],
    [catalog],
  );

  const error = run?.state === 'failed' ? run.error : undefined;
  useEffect(() => {
    const { current: view } = editor;
    if (view === undefined) return;
    const faults = error instanceof InvalidInputError ? error.faults : [];
    const [expected = ''] = messageOf(error).split('\n');
    const placed = faults.filter(({ line }) => line !== undefined).map((fault) => ({ ...fault, expected }));
    view.dispatch(setDiagnostics(view.state, [...marksOf(view.state.doc, placed)]));
  }, [error]);

  return (
    <div className={styles.page}>
      <div className={styles.main}>
        <div className={styles.text}>
          <CodeEditor
            label="SQL query"
            text={sql}
            onChange={setSql}
            extensions={extensions}
            onView={(view) => {
              editor.current = view;
            }}
          />
        </div>
        <form
          className={styles.run}
          onSubmit={(event) => {
            event.preventDefault();
            execute({ sql, params: values });
          }}
        >
          {names.map((name) => (
            <label key={name} className={styles.field}>
              :{name}
              <input
                value={values[name]}
                placeholder="text, null or [1, 2]"
                onChange={({ target }) => {
                  setParams({ ...params, [name]: target.value });
                }}
              />
            </label>
          ))}
          <Button type="submit" kind="main">
            Run
          </Button>
          {run?.state === 'running' && <Button onClick={cancel}>Cancel</Button>}
          <span className={styles.soft}>Ctrl-Enter runs, Ctrl-Space completes, Tab leaves the editor.</span>
        </form>
        <p role="status" className={styles.soft}>
          {run?.state === 'running' && 'Running …'}
          {run?.state === 'cancelled' && 'Cancelled.'}
        </p>
        {error !== undefined && <Problem error={error} />}
        {run?.answer !== undefined && (
          <QueryResult
            query={run.query}
            answer={run.answer}
            tookMs={run.tookMs ?? 0}
            chart={search.chart}
            onChart={(chart) => {
              void navigate({
                search: (old) => readSqlSearch({ ...old, chart }),
                replace: true,
                resetScroll: false,
              });
            }}
          />
        )}
      </div>
      <QueryShelf
        sql={sql}
        recent={recent}
        saved={saved}
        onSaved={setSaved}
        onChoose={(chosen) => {
          setSql(chosen);
          execute({
            sql: chosen,
            params: Object.fromEntries(parametersOf(chosen).map((name) => [name, ''])),
          });
        }}
      />
    </div>
  );
}
