import { useState, type ReactNode } from 'react';
import type { Sweep } from '@rote/client';
import { axisValueText, columnCaption } from '../../grid/model/axis-value.js';
import { metricText, type GridMetric } from '../../grid/model/grid-metric.js';
import { countText } from '../../format/number.js';
import { isClear, type ComparedRow, type Difference, type Sample } from './compare-results.js';
import styles from './compare-page.module.css';

interface ComparedTableProps {
  readonly sweeps: readonly Pick<Sweep, 'id' | 'name'>[];
  readonly axes: readonly string[];
  readonly metric: GridMetric;
  readonly rows: readonly ComparedRow[];
}

/** A row for each combination: the mean of each sweep, and its difference from the first. */
export function ComparedTable({ sweeps, axes, metric, rows }: ComparedTableProps): ReactNode {
  const [showsAll, setShowsAll] = useState(true);
  const shown = showsAll
    ? rows
    : rows.filter(({ differences }) => differences.some((each) => each !== undefined && isClear(each)));
  return (
    <>
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={!showsAll}
          onChange={({ target }) => {
            setShowsAll(!target.checked);
          }}
        />{' '}
        Only combinations that clearly differ: the 95 % interval of the difference does not contain zero
      </label>
      <div className={styles.scroll} role="region" aria-label="Comparison" tabIndex={0}>
        <table>
          <thead>
            <tr>
              {axes.map((axis) => (
                <th key={axis}>{columnCaption(axis)}</th>
              ))}
              {sweeps.map(({ id, name }, index) => (
                <th key={id} colSpan={index === 0 ? 1 : 2} className={styles.number}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="numbers">
            {shown.map(({ combination, samples, differences }) => (
              <tr key={JSON.stringify(combination)}>
                {combination.map((value, index) => (
                  <td key={axes[index]}>{axisValueText(value)}</td>
                ))}
                {samples.map((sample, index) => [
                  <td key={sweeps[index]!.id} className={styles.number}>
                    <SampleText sample={sample} metric={metric} />
                  </td>,
                  index > 0 && (
                    <td key={`${sweeps[index]!.id} difference`} className={styles.number}>
                      <DifferenceText difference={differences[index - 1]} metric={metric} />
                    </td>
                  ),
                ])}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={styles.soft}>
        {countText(shown.length)} of {countText(rows.length)} combinations. Intervals are of 95 %, by
        Student’s t; those of differences by Welch’s.
      </p>
    </>
  );
}

interface OfMetric {
  readonly metric: GridMetric;
}

function SampleText({ sample, metric }: OfMetric & { readonly sample: Sample | undefined }): ReactNode {
  if (sample === undefined) return <span className={styles.soft}>none</span>;
  const { n, mean, low, high } = sample;
  const interval = Number.isNaN(low) ? '' : ` (${metricText(metric, low)} to ${metricText(metric, high)})`;
  return (
    <>
      {metricText(metric, mean)}
      <span className={styles.soft}>
        {interval} n = {n}
      </span>
    </>
  );
}

function DifferenceText({
  difference,
  metric,
}: OfMetric & { readonly difference: Difference | undefined }): ReactNode {
  if (difference === undefined) return null;
  const { value, low, high } = difference;
  const text = `${value > 0 ? '+' : ''}${metricText(metric, value)}`;
  const title = Number.isNaN(low)
    ? 'No interval: a sample has one cell'
    : `95 % interval ${metricText(metric, low)} to ${metricText(metric, high)}`;
  return isClear(difference) ? <strong title={title}>{text}</strong> : <span title={title}>{text}</span>;
}
