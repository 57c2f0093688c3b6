import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import { findMetric } from '../../grid/model/grid-metric.js';
import { useMay } from '../../session/use-session.js';
import { ExportMenu } from '../../ui/export-menu.js';
import { Problem } from '../../ui/problem.js';
import { writeComparison } from './compare-csv.js';
import { writeCompareQuery } from './compare-query.js';
import { compareResults } from './compare-results.js';
import { ComparedTable } from './compared-table.js';
import styles from './compare-page.module.css';
import { COMPARED_METRICS, USUAL_METRIC } from './compared-metrics.js';
import { SpecDifferences } from './spec-differences.js';
import { SweepPicker } from './sweep-picker.js';
import { useCompared } from './use-compared.js';
import { readCompareSearch } from './compare-search.js';
import { useTitle } from '../../ui/use-title.js';
import { useAddress } from '../../app/use-address.js';

const route = getRouteApi('/compare');

/** Sweeps side by side, over seeds. */
export function ComparePage(): ReactNode {
  useTitle('Compare');
  const { sweeps: ids = [], metric: key = USUAL_METRIC } = useAddress(route.useSearch(), readCompareSearch);
  const navigate = useNavigate();
  const may = useMay();
  const metric = findMetric(key) ?? findMetric(USUAL_METRIC)!;
  const { data, error } = useCompared(ids);
  const rows = useMemo(() => data && compareResults(data.rows, data.axes, metric), [data, metric]);
  return (
    <section>
      <h1>Compare</h1>
      <div className={styles.controls}>
        <SweepPicker ids={ids} known={data?.sweeps ?? []} />
        <label className={styles.field}>
          Metric
          <select
            value={metric.key}
            onChange={({ target }) => {
              void navigate({ to: '/compare', search: (old) => ({ ...old, metric: target.value }) });
            }}
          >
            {COMPARED_METRICS.map((each) => (
              <option key={each.key} value={each.key}>
                {each.caption}
              </option>
            ))}
          </select>
        </label>
        {data !== undefined && rows !== undefined && ids.length >= 2 && (
          <ExportMenu
            what="the comparison"
            name={`compared-${metric.key}`}
            csv={() => writeComparison(data.sweeps, data.axes, rows)}
            sql={may('sql') ? writeCompareQuery(ids, data.axes, metric) : undefined}
          />
        )}
      </div>
      {error !== undefined && <Problem error={error} />}
      {ids.length < 2 && (
        <p className={styles.soft}>
          Choose two or more sweeps. Each row is a combination that they have, and each column a sweep: the
          mean over its seeds, and how far it is from that of the first sweep.
        </p>
      )}
      {data !== undefined && rows !== undefined && ids.length >= 2 && (
        <>
          <ComparedTable sweeps={data.sweeps} axes={data.axes} metric={metric} rows={rows} />
          <SpecDifferences sweeps={data.sweeps} />
        </>
      )}
    </section>
  );
}
