import { useMemo, type ReactNode } from 'react';
import { quantityText } from '../format/number.js';
import type { PictureSource } from '../ui/export-menu.js';
import { writeCurves } from './curve-csv.js';
import type { CurveSeries } from './curve-series.js';
import { CurveTable } from './curve-table.js';
import { findNeighbor, stepAlong, type CurvePoint } from './nearest-curve.js';
import type { PlacedCurves } from './placed-curves.js';
import { plotAxis, type AxisFormat } from './plot-axis.js';
import { PlotFrame, type Move } from './plot-frame.js';

export interface CurveChartProps {
  /** What the chart shows: its heading and its name for screen readers. */
  readonly title: string;
  readonly series: readonly CurveSeries[];
  /** Default: epoch. */
  readonly xTitle?: string;
  readonly isLogX?: boolean;
  readonly isLogY?: boolean;
  readonly format?: AxisFormat;
  /** What the groups are, before their names: `corruption`. */
  readonly groupTitle?: string;
  /** What a reader must know about the curves, for example how they were smoothed. */
  readonly note?: string;
  readonly source: PictureSource;
  /** Where all points are, if these are only some of them. */
  readonly csvAddress?: string;
  /** Opens what a curve stands for. */
  readonly onOpen?: (index: number) => void;
}

const EPOCH = 'epoch';
const HELP = 'Arrow keys: left and right move along a curve, up and down go to the next one.';

function step(placed: PlacedCurves, from: CurvePoint, move: Move): CurvePoint {
  switch (move) {
    case 'left':
      return stepAlong(placed, from, -1);
    case 'right':
      return stepAlong(placed, from, 1);
    case 'up':
      return findNeighbor(placed, from, 1);
    case 'down':
      return findNeighbor(placed, from, -1);
    default:
      return move satisfies never;
  }
}

/**
 * Curves over each other, up to ten thousand. The pointer or the arrow keys choose a curve: left and right move along it, up and
 * down go to the next one. A drag or the keys + and − zoom; a double click or 0 shows all.
 */
export function CurveChart({
  title,
  series,
  xTitle = EPOCH,
  isLogX = false,
  isLogY = false,
  format = 'number',
  groupTitle,
  note,
  source,
  csvAddress,
  onOpen,
}: CurveChartProps): ReactNode {
  const x = useMemo(() => plotAxis(xTitle, isLogX, xTitle === EPOCH ? 'count' : 'number'), [xTitle, isLogX]);
  const y = useMemo(() => plotAxis('', isLogY, format), [isLogY, format]);
  return (
    <PlotFrame
      kind="lines"
      title={title}
      series={series}
      x={x}
      y={y}
      groupTitle={groupTitle}
      count={quantityText(series.length, 'curve')}
      note={note}
      help={HELP}
      step={step}
      onOpen={onOpen}
      source={source}
      csv={csvAddress ?? (() => writeCurves(series, { x: xTitle, group: groupTitle }))}
    >
      <CurveTable title={title} series={series} xTitle={xTitle} textOf={y.textOf} groupTitle={groupTitle} />
    </PlotFrame>
  );
}
