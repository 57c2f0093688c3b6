import type { QueueHistory } from '@rote/client';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { usePage } from '../../app/use-page.js';
import { QUERY_KEYS } from '../../client/query-keys.js';
import { CurveChart } from '../../curves/curve-chart.js';
import type { CurveSeries } from '../../curves/curve-series.js';
import { Problem } from '../../ui/problem.js';
import styles from './workers-page.module.css';

type Bucket = QueueHistory['buckets'][number];

const HOUR = 60;
const SPANS = [
  [HOUR, 'hour'],
  [6 * HOUR, '6 hours'],
  [24 * HOUR, 'day'],
] as const;

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
  const [minutes, setMinutes] = useState<number>(HOUR);
  const { data, error } = useQuery({
    queryKey: [...QUERY_KEYS.queues, 'history', minutes],
    queryFn: () => api.getQueueHistory(minutes),
  });
  return (
    <>
      <h2>Lately</h2>
      <label className={styles.soft}>
        The last{' '}
        <select
          value={minutes}
          onChange={({ target }) => {
            setMinutes(Number(target.value));
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
          />
          <CurveChart
            title="How long cells waited and ran, in seconds"
            xTitle="minutes from now"
            series={seriesOf(data, TIMES)}
            groupTitle="seconds"
          />
        </div>
      )}
    </>
  );
}
