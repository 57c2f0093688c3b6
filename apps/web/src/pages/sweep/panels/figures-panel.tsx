import { FIGURE_NAMES, type FigureName, type ReportRows } from '@rote/domain';
import { listFigures, renderFigure, tablesOf } from '@rote/figures';
import { useQueries, type UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import { usePage } from '../../../app/use-page.js';
import { useMay } from '../../../session/use-session.js';
import { Problem } from '../../../ui/problem.js';
import { csvText } from '../../../format/csv-text.js';
import { queryOf, sourceOf } from './figure-sources.js';
import styles from './figures-panel.module.css';
import type { PanelProps } from './panel-props.js';
import { PaperTable } from './paper-table.js';
import { tableName, toReportRows, type ReportTable } from './report-rows.js';
import { useBlobUrl } from './use-blob-url.js';

/** A report of a large sweep takes the database minutes, so it is not asked for at each of its events. */
const FRESH_MS = 60_000;

/** Their curves over epochs take the database longer than everything else, so nothing else waits for them. */
const SLOW_FIGURES: readonly FigureName[] = ['learning-curves', 'label-fit'];

/** The tables that are asked for together. */
const READS: readonly (readonly (keyof ReportRows)[])[] = [
  [...tablesOf(FIGURE_NAMES.filter((name) => !SLOW_FIGURES.includes(name))), 'table1', 'paperComparison'],
  ...SLOW_FIGURES.map((name) => tablesOf([name])),
];

/** The figures and tables of the paper, as the report has them, from the same rows. */
export function FiguresPanel({ sweepId, positions }: PanelProps): ReactNode {
  const { api } = usePage();
  const { tables, error, isPending } = useQueries({
    queries: READS.map((keys) => {
      const names = keys.map(tableName);
      return {
        queryKey: ['report-tables', sweepId, ...names],
        queryFn: async () => (await api.listReportTables(sweepId, names)).items,
        staleTime: FRESH_MS,
        refetchInterval: FRESH_MS,
      };
    }),
    combine: mergeReads,
  });
  const rows = useMemo(() => toReportRows(tables), [tables]);
  const figures = listFigures(rows);
  return (
    <section className={styles.panel} aria-label="Figures and tables of the paper">
      <p className={styles.soft}>
        {positions !== undefined && 'Of all cells of the sweep, not only the chosen ones. '}
        <a href={`/v1/sweeps/${sweepId}/report`}>The whole report</a>
      </p>
      {figures.length === 0 && !isPending && error === null && (
        <p>There are no figures until some cells have their results.</p>
      )}
      <div className={styles.figures}>
        {figures.map(({ name, title }) => (
          <Figure key={name} sweepId={sweepId} name={name} title={title} rows={rows} tables={tables} />
        ))}
      </div>
      <PaperTable
        name="table-1"
        title="Table 1"
        source={{ view: 'table_1', order: 'architecture, random_crop, weight_decay, labels' }}
        sweepId={sweepId}
        rows={rows}
      />
      <PaperTable
        name="paper-comparison"
        title="Beside the paper"
        source={{ view: 'paper_comparison', order: 'source, architecture, metric' }}
        sweepId={sweepId}
        rows={rows}
      />
      {error !== null && <Problem error={error} />}
      {isPending && <p className={styles.soft}>Making {tables.length === 0 ? 'the' : 'more'} figures …</p>}
    </section>
  );
}

/** What has been read so far. An error counts only where nothing was read before. */
const mergeReads = (reads: readonly UseQueryResult<readonly ReportTable[]>[]) => ({
  tables: reads.flatMap(({ data = [] }) => data),
  error: reads.find(({ data, error }) => data === undefined && error !== null)?.error ?? null,
  isPending: reads.some(({ isPending }) => isPending),
});

interface FigureProps {
  readonly sweepId: string;
  readonly name: FigureName;
  readonly title: string;
  readonly rows: Partial<ReportRows>;
  readonly tables: readonly ReportTable[];
}

function Figure({ sweepId, name, title, rows, tables }: FigureProps): ReactNode {
  const may = useMay();
  const source = sourceOf(name);
  const markup = useMemo(() => renderFigure(name, rows) ?? '', [name, rows]);
  const table = tables.find((each) => each.name === tableName(source.table));
  const csv = useMemo(() => (table === undefined ? '' : csvText(table)), [table]);
  const image = useBlobUrl(markup, 'image/svg+xml');
  const csvFile = useBlobUrl(csv, 'text/csv');
  const address = `/v1/sweeps/${sweepId}/figures/${name}`;
  return (
    <figure className={styles.figure} id={name}>
      <figcaption className={styles.caption}>
        <h3>{title}</h3>
        <nav className={styles.links} aria-label={`${title}: other forms`}>
          <Link to="." search={(old) => old} hash={name}>
            Link
          </Link>
          <a href={`${address}.svg`}>SVG</a>
          <a href={`${address}.png`}>PNG</a>
          <a href={csvFile} download={`${name}.csv`}>
            CSV
          </a>
          {may('sql') && (
            <Link to="/sql" search={{ sql: queryOf(sweepId, source) }}>
              SQL
            </Link>
          )}
        </nav>
      </figcaption>
      <div className={styles.sheet} tabIndex={0} role="region" aria-label={title}>
        <img src={image} alt={`${title}. Its numbers are in the CSV file.`} />
      </div>
    </figure>
  );
}
