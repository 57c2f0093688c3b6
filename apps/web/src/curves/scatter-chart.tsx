import { useMemo, useState, type ReactNode } from 'react';
import { quantityText } from '../format/number.js';
import { csvText } from '../format/csv-text.js';
import type { PictureSource } from '../ui/export-menu.js';
import type { CurveSeries } from './curve-series.js';
import type { CurvePoint } from './nearest-curve.js';
import type { PlacedCurves } from './placed-curves.js';
import { plotAxis, type AxisFormat, type PlotAxis } from './plot-axis.js';
import { PlotFrame, type Move } from './plot-frame.js';
import styles from './plot-frame.module.css';
import { nextInOrder } from './point-order.js';

/** A point of a scatter chart. */
export interface ScatterPoint {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly group: string;
}

interface ScatterAxis {
  readonly title: string;
  readonly isLog: boolean;
  readonly format: AxisFormat;
}

export interface ScatterChartProps {
  readonly title: string;
  readonly points: readonly ScatterPoint[];
  readonly x: ScatterAxis;
  readonly y: ScatterAxis;
  readonly groupTitle: string;
  readonly note?: string;
  readonly source: PictureSource;
  readonly onOpen?: (index: number) => void;
}

const HELP =
  'Arrow keys: left and right go to the next point along the horizontal axis, up and down along the vertical one.';
/** More rows than these are not read by a person. */
const MAX_ROWS = 500;

const step = (placed: PlacedCurves, from: CurvePoint, move: Move): CurvePoint =>
  nextInOrder(
    placed,
    from,
    move === 'left' || move === 'right' ? 'x' : 'y',
    move === 'right' || move === 'up' ? 1 : -1,
  );

/** Points, up to ten thousand. The pointer or the arrow keys choose one. */
export function ScatterChart({
  title,
  points,
  x,
  y,
  groupTitle,
  note,
  source,
  onOpen,
}: ScatterChartProps): ReactNode {
  const series = useMemo(
    () => points.map((point): CurveSeries => ({ ...point, x: [point.x], y: [point.y] })),
    [points],
  );
  const xAxis = useMemo(() => plotAxis(x.title, x.isLog, x.format), [x.title, x.isLog, x.format]);
  const yAxis = useMemo(() => plotAxis(y.title, y.isLog, y.format), [y.title, y.isLog, y.format]);
  return (
    <PlotFrame
      kind="points"
      title={title}
      series={series}
      x={xAxis}
      y={yAxis}
      groupTitle={groupTitle}
      count={quantityText(points.length, 'cell')}
      note={note}
      help={HELP}
      step={step}
      onOpen={onOpen}
      source={source}
      csv={() =>
        csvText({
          columns: ['cell', groupTitle, x.title, y.title],
          rows: points.map((point) => [point.name, point.group, point.x, point.y]),
        })
      }
    >
      <PointTable title={title} points={points} x={xAxis} y={yAxis} groupTitle={groupTitle} />
    </PlotFrame>
  );
}

interface PointTableProps {
  readonly title: string;
  readonly points: readonly ScatterPoint[];
  readonly x: PlotAxis;
  readonly y: PlotAxis;
  readonly groupTitle: string;
}

/** The points as numbers. The rows are made when the table is opened. */
function PointTable({ title, points, x, y, groupTitle }: PointTableProps): ReactNode {
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
          <table>
            <thead>
              <tr>
                <th>Cell</th>
                <th>{groupTitle}</th>
                <th>{x.title}</th>
                <th>{y.title}</th>
              </tr>
            </thead>
            <tbody>
              {points.slice(0, MAX_ROWS).map((point, index) => (
                <tr key={index}>
                  <td>{point.name}</td>
                  <td>{point.group}</td>
                  <td className="numbers">{x.textOf(point.x)}</td>
                  <td className="numbers">{y.textOf(point.y)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {points.length > MAX_ROWS && (
            <p className={styles.note}>
              The first {MAX_ROWS} of {quantityText(points.length, 'cell')}.
            </p>
          )}
        </div>
      )}
    </details>
  );
}
