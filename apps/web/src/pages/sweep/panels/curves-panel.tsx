import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import { usePage } from '../../../app/use-page.js';
import { CurveChart } from '../../../curves/curve-chart.js';
import { BAND_TEXT } from '../../../curves/fold-curves.js';
import { writePositionsForApi } from '../../../grid/model/position-ranges.js';
import { useMay } from '../../../session/use-session.js';
import { Problem } from '../../../ui/problem.js';
import { gridQuery } from '../grid-query.js';
import { buildSeries } from './build-series.js';
import { axesOf, cellRowsOf, titleOf, type Axis, type CellRows } from './cell-rows.js';
import { CurveControls } from './curve-controls.js';
import { curvesQuery } from './panel-queries.js';
import type { PanelProps } from './panel-props.js';
import styles from './panels.module.css';
import { columnsOf, quantitiesOf, type Quantity } from './quantities.js';
import type { CurveColumns } from './read-curves.js';
import { useCurves } from './use-curves.js';
import { usePanelSearch } from './use-panel-search.js';

/** The learning curves of a sweep over each other. */
export function CurvesPanel({ sweepId, positions }: PanelProps): ReactNode {
  const { api } = usePage();
  const [search, change] = usePanelSearch();
  const quantities = useMemo(() => quantitiesOf(search.show), [search.show]);
  const columns = useMemo(() => columnsOf(quantities), [quantities]);
  // If the list would be too long, all are read, and the others are left out here.
  const asked = useMemo(() => positions && writePositionsForApi(positions), [positions]);
  const { data: grid, error: gridError } = useQuery(gridQuery(api, sweepId));
  const axes = useMemo(() => grid && axesOf(grid.cells), [grid]);
  const cells = useMemo(() => grid && cellRowsOf(grid.cells), [grid]);
  const { curves, error } = useCurves(sweepId, columns, asked, grid);
  const chosen = useMemo(() => positions && new Set(positions), [positions]);
  const problem = gridError ?? error;
  const isFolded = search.seeds !== 'each' && (axes ?? []).some(({ isSeed }) => isSeed);
  // A mean over seeds is of no single seed.
  const colors = (axes ?? []).filter(({ isSeed }) => !isSeed || !isFolded);
  const color = (colors.find(({ column }) => column === search.color) ?? colors[0])?.column;
  return (
    <section className={styles.panel} aria-label="Learning curves">
      <CurveControls
        search={search}
        quantities={quantities}
        axes={axes ?? []}
        colors={colors}
        color={color}
        onChange={change}
      />
      {problem !== null && <Problem error={problem} />}
      {problem === null && (cells === undefined || curves === undefined) && columns.length > 0 && (
        <p className={styles.soft}>Loading the curves …</p>
      )}
      {axes && cells && curves && (
        <div className={styles.charts}>
          {quantities.map((quantity) => (
            <QuantityChart
              key={quantity.name}
              sweepId={sweepId}
              positions={positions}
              quantity={quantity}
              curves={curves}
              cells={cells}
              chosen={chosen}
              axes={axes}
              color={color}
              weight={search.smooth ?? 0}
              isFolded={isFolded}
              isLogX={search.epochs === 'log'}
              isLogY={quantity.isLoss && search.loss !== 'linear'}
            />
          ))}
        </div>
      )}
    </section>
  );
}

interface QuantityChartProps extends PanelProps {
  readonly quantity: Quantity;
  readonly curves: CurveColumns;
  readonly cells: CellRows;
  readonly chosen: ReadonlySet<number> | undefined;
  readonly axes: readonly Axis[];
  readonly color: string | undefined;
  readonly weight: number;
  readonly isFolded: boolean;
  readonly isLogX: boolean;
  readonly isLogY: boolean;
}

function QuantityChart({
  sweepId,
  positions,
  quantity,
  curves,
  cells,
  chosen,
  axes,
  color,
  weight,
  isFolded,
  isLogX,
  isLogY,
}: QuantityChartProps): ReactNode {
  const navigate = useNavigate();
  const may = useMay();
  const series = useMemo(
    () => buildSeries(curves, cells, { quantity, axes, color, weight, isFolded, chosen }),
    [curves, cells, quantity, axes, color, weight, isFolded, chosen],
  );
  const notes = [
    isFolded && BAND_TEXT,
    weight > 0 &&
      `Smoothed: exponential moving average of weight ${String(weight)}, corrected for its start.`,
    isLogY && 'Zero and less are drawn on the lower edge.',
    'A cross marks the last value before one that was not finite or not measured.',
  ].filter((note) => note !== false);
  return (
    <CurveChart
      title={quantity.title}
      series={series}
      isLogX={isLogX}
      isLogY={isLogY}
      format={quantity.isLoss ? 'number' : 'percent'}
      {...(color !== undefined && { groupTitle: titleOf(color) })}
      note={notes.join(' ')}
      source={{
        name: `curves-${quantity.name}`,
        sql: may('sql')
          ? curvesQuery({ sweepId, positions, axes }, { quantity, isFolded, isSmoothed: weight > 0 })
          : undefined,
      }}
      onOpen={(index) => {
        const cell = series[index]?.cell;
        if (cell !== undefined) void navigate({ to: '/cells/$id', params: { id: cell } });
      }}
    />
  );
}
