import type { ReactNode } from 'react';
import { durationText } from '../../format/duration.js';
import { countText, quantityText } from '../../format/number.js';
import type { ChartChoice } from './chart-series.js';
import { ExportResult } from './export-result.js';
import { ResultChart } from './result-chart.js';
import { ResultTable } from './result-table.js';
import type { SqlAnswer, WrittenQuery } from './run-query.js';
import styles from './sql-page.module.css';

interface QueryResultProps {
  readonly query: WrittenQuery;
  readonly answer: SqlAnswer;
  readonly tookMs: number;
  /** The columns of its chart; undefined if it is a table. */
  readonly chart: Partial<ChartChoice> | undefined;
  readonly onChart: (chart: Partial<ChartChoice> | undefined) => void;
}

/** The rows of a query, as a table or a chart. */
export function QueryResult({ query, answer, tookMs, chart, onChart }: QueryResultProps): ReactNode {
  const { rows, truncated } = answer;
  return (
    <section aria-label="Answer" className={styles.result}>
      <div className={styles.bar}>
        <p role="status">
          {truncated
            ? `The first ${countText(rows.length)} rows; there are more`
            : quantityText(rows.length, 'row')}
          <span className={styles.soft}> in {durationText(tookMs / 1000)}</span>
        </p>
        <div role="group" aria-label="Show as" className={styles.switch}>
          {[false, true].map((each) => (
            <button
              key={String(each)}
              type="button"
              aria-pressed={(chart !== undefined) === each}
              onClick={() => {
                onChart(each ? {} : undefined);
              }}
            >
              {each ? 'Chart' : 'Table'}
            </button>
          ))}
        </div>
        <ExportResult query={query} />
      </div>
      {chart === undefined ? (
        <ResultTable answer={answer} />
      ) : (
        <ResultChart answer={answer} chosen={chart} onChoose={onChart} />
      )}
    </section>
  );
}
