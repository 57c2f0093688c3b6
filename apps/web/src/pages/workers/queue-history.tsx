import type { QueueHistory } from '@rote/client';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useAddress } from '../../app/use-address.js';
import { usePage } from '../../app/use-page.js';
import { QUERY_KEYS } from '../../client/query-keys.js';
import { CurveChart } from '../../curves/curve-chart.js';
import type { CurveSeries } from '../../curves/curve-series.js';
import { useMay } from '../../session/use-session.js';
import { Problem } from '../../ui/problem.js';
import { historyQuery } from './history-query.js';
import styles from './workers-page.module.css';
import { readWorkersSearch, SPANS } from './workers-search.js';

type Bucket = QueueHistory['buckets'][number];

const route = getRouteApi('/workers');

const RATES: readonly (readonly [name: string, valueOf: (bucket: Bucket) => number])[] = [
  ['started', ({ started }) => started],
  ['ended', ({ ended }) => ended],
  ['failed', ({ failed }) => failed],
];
const TIMES: typeof RATES = [
  ['wait, median', ({ waitSeconds }) => waitSeconds?.median ?? NaN],
  ['wait, 95 of 100', ({ waitSeconds }) => waitSeconds?.p95 ?? NaN],
  ['run, median', ({ runSeconds }) => runSeconds?.median ?? NaN],
  ['run, 95 of 100', ({ runSeconds }) => runSeconds?.p95 ?? NaN],
];

/** Minutes before the end of the last bucket, which is now. */
const minutesOf = ({ buckets, bucketSeconds }: QueueHistory): readonly number[] =>
  buckets.map((_, index) => ((index + 1 - buckets.length) * bucketSeconds) / 60);

const seriesOf = (history: QueueHistory, lines: typeof RATES): readonly CurveSeries[] =>
  lines.map(([name, valueOf]) => ({
    name,
    group: name,
    x: minutesOf(history),
    y: history.buckets.map(valueOf),
  }));

/** What the workers did lately: attempts, and how long cells waited and ran. */
export function QueueHistoryCharts(): ReactNode {
  const { api } = usePage();
  const may = useMay();
  const navigate = route.useNavigate();
  const { minutes = SPANS[0][0] } = useAddress(route.useSearch(), readWorkersSearch);
  const { data, error } = useQuery({
    queryKey: [...QUERY_KEYS.queues, 'history', minutes],
    queryFn: () => api.getQueueHistory(minutes),
  });
  const sql = data === undefined || !may('sql') ? undefined : historyQuery(data);
  return (
    <>
      <h2>Lately</h2>
      <label className={styles.soft}>
        The last{' '}
        <select
          value={minutes}
          onChange={({ target }) => {
            void navigate({
              search: readWorkersSearch({ minutes: Number(target.value) }),
              replace: true,
              resetScroll: false,
            });
          }}
        >
          {SPANS.map(([span, name]) => (
            <option key={span} value={span}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {error !== null && <Problem error={error} />}
      {data !== undefined && (
        <div className={styles.charts}>
          <CurveChart
            title="Attempts"
            xTitle="minutes from now"
            series={seriesOf(data, RATES)}
            groupTitle="attempts"
            source={{ name: 'attempts', sql }}
          />
          <CurveChart
            title="How long cells waited and ran, in seconds"
            xTitle="minutes from now"
            series={seriesOf(data, TIMES)}
            groupTitle="seconds"
            source={{ name: 'wait-and-run-times', sql }}
          />
        </div>
      )}
    </>
  );
}
