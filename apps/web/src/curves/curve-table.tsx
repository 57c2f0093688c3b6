import { useState, type ReactNode } from 'react';
import { measuredText, quantityText } from '../format/number.js';
import styles from './plot-frame.module.css';
import type { CurveSeries } from './curve-series.js';

/** More rows than these are not read by a person. */
const MAX_ROWS = 500;

interface CurveTableProps {
  readonly title: string;
  readonly series: readonly CurveSeries[];
  readonly xTitle: string;
  readonly textOf: (value: number) => string;
  readonly groupTitle: string | undefined;
}

/** The curves as numbers. The rows are made when the table is opened. */
export function CurveTable({ title, series, ...rest }: CurveTableProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <details
      className={styles.details}
      open={isOpen}
      onToggle={({ currentTarget }) => {
        setOpen(currentTarget.open);
      }}
    >
      <summary>As a table</summary>
      {isOpen && (
        <div className={styles.scroll} tabIndex={0} role="region" aria-label={title}>
          <Rows series={series.slice(0, MAX_ROWS)} {...rest} />
          {series.length > MAX_ROWS && (
            <p className={styles.note}>
              The first {MAX_ROWS} of {quantityText(series.length, 'curve')}.
            </p>
          )}
        </div>
      )}
    </details>
  );
}

/** The first, least, greatest and last value of a curve that is finite. */
function summaryOf({
  x,
  y,
}: CurveSeries): readonly [first: number, least: number, greatest: number, last: number, at: number] {
  const finite = Array.from(x, (_, index) => index).filter((index) => Number.isFinite(y[index]!));
  const values = finite.map((index) => y[index]!);
  return [
    values[0] ?? NaN,
    Math.min(...values),
    Math.max(...values),
    values.at(-1) ?? NaN,
    x[finite.at(-1) ?? -1] ?? NaN,
  ];
}

function Rows({ series, xTitle, textOf, groupTitle }: Omit<CurveTableProps, 'title'>): ReactNode {
  return (
    <table>
      <thead>
        <tr>
          <th>Curve</th>
          {groupTitle !== undefined && <th>{groupTitle}</th>}
          <th>First</th>
          <th>Least</th>
          <th>Greatest</th>
          <th>Last</th>
          <th>Last {xTitle}</th>
        </tr>
      </thead>
      <tbody>
        {series.map((curve, index) => {
          const [first, least, greatest, last, at] = summaryOf(curve);
          const hasValues = !Number.isNaN(first);
          return (
            <tr key={index}>
              <td>{curve.name}</td>
              {groupTitle !== undefined && <td>{curve.group}</td>}
              {[first, least, greatest, last].map((value, place) => (
                <td key={place} className="numbers">
                  {hasValues ? textOf(value) : '–'}
                </td>
              ))}
              <td className="numbers">{hasValues ? measuredText(at) : '–'}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
