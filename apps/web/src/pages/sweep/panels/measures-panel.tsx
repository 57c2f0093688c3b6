import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import { usePage } from '../../../app/use-page.js';
import { ParallelChart } from '../../../curves/parallel-chart.js';
import { partsText, readParts, type ParallelColumn } from '../../../curves/parallel-axes.js';
import { ScatterChart, type ScatterPoint } from '../../../curves/scatter-chart.js';
import { useMay } from '../../../session/use-session.js';
import { Problem } from '../../../ui/problem.js';
import { groupOf, nameCell, titleOf, type Axis, type CellRows } from './cell-rows.js';
import { CorrelationText } from './correlation-text.js';
import { numericColumns, RESULT_NUMBERS, TEST_ERROR, type NumericColumn } from './numeric-columns.js';
import { numbersQuery } from './panel-queries.js';
import type { PanelProps } from './panel-props.js';
import styles from './panels.module.css';
import { fetchMeasures, measuresQuery } from './sweep-measures.js';
import { fetchCells } from './sweep-reads.js';
import { useAxes } from './use-axes.js';
import { usePanelSearch } from './use-panel-search.js';

const NO_MEASURES: ReadonlyMap<string, Float64Array> = new Map();
/** Results come while a sweep runs. */
const READ_AGAIN_MS = 30_000;

/** Measures and other numbers of cells against each other. */
export function MeasuresPanel({ sweepId, positions }: PanelProps): ReactNode {
  const { api } = usePage();
  const may = useMay();
  const { data: axes, error: axesError } = useAxes(sweepId);
  const { data: cells, error } = useQuery({
    queryKey: ['results', sweepId, 'numbers'],
    queryFn: ({ signal }) =>
      fetchCells(api, sweepId, [...(axes ?? []).map(({ column }) => column), ...RESULT_NUMBERS], signal),
    enabled: axes !== undefined,
    refetchInterval: READ_AGAIN_MS,
  });
  const { data: served, error: measuresError } = useQuery({
    queryKey: ['measures', sweepId, cells?.position.length],
    queryFn: ({ signal }) => fetchMeasures(api, sweepId, cells!, signal),
    enabled: cells !== undefined,
    refetchInterval: READ_AGAIN_MS,
  });
  const measures = served ?? NO_MEASURES;
  const numbers = useMemo(
    () => (cells === undefined ? [] : numericColumns(cells, measures)),
    [cells, measures],
  );
  const rows = useMemo(() => {
    const chosen = positions && new Set(positions);
    return Array.from(cells?.position ?? [], (position, row) => ({ position, row }))
      .filter(({ position }) => chosen?.has(position) !== false)
      .map(({ row }) => row);
  }, [cells, positions]);
  const problem = axesError ?? error;
  if (problem !== null) return <Problem error={problem} />;
  if (axes === undefined || cells === undefined) return <p className={styles.soft}>Loading the results …</p>;
  if (numbers.length === 0) return <p>No cell has a result yet.</p>;
  return (
    <section className={styles.panel} aria-label="Measures">
      <Charts
        sweepId={sweepId}
        positions={positions}
        axes={axes}
        cells={cells}
        rows={rows}
        numbers={numbers}
        measures={measures}
      />
      {served === undefined && measuresError !== null && <Problem error={measuresError} />}
      <p className={styles.soft}>
        {served?.size === 0 && 'No cell of this sweep has measures. '}
        {may('sql') && (
          <Link to="/sql" search={{ sql: measuresQuery(sweepId) }}>
            SQL of the measures
          </Link>
        )}
      </p>
    </section>
  );
}

interface ChartsProps extends PanelProps {
  readonly axes: readonly Axis[];
  readonly cells: CellRows;
  /** The chosen cells. */
  readonly rows: readonly number[];
  readonly numbers: readonly NumericColumn[];
  readonly measures: ReadonlyMap<string, Float64Array>;
}

function Charts({ sweepId, positions, axes, cells, rows, numbers, measures }: ChartsProps): ReactNode {
  const may = useMay();
  const [search, change] = usePanelSearch();
  const navigate = useNavigate();
  const columnOf = (name: string | undefined): NumericColumn | undefined =>
    numbers.find((each) => each.name === name);
  const firstMeasure = measures.keys().next().value;
  const x = columnOf(search.measure) ?? columnOf(firstMeasure) ?? columnOf('train_loss') ?? numbers.at(-1)!;
  const y = columnOf(search.against) ?? columnOf(TEST_ERROR) ?? numbers[0]!;
  const color =
    axes.find(({ column }) => column === search.color) ?? axes.find(({ isSeed }) => !isSeed) ?? axes[0];
  const groups = useMemo(
    () => rows.map((row) => (color === undefined ? 'all' : groupOf(cells, color.column, row))),
    [rows, color, cells],
  );
  const shown = useMemo(
    () =>
      rows.flatMap((row, index) => {
        const point = { row, x: x.values[row]!, y: y.values[row]!, group: groups[index]! };
        const isShown =
          Number.isFinite(point.x) && Number.isFinite(point.y) && (search.scale !== 'log' || point.x > 0);
        return isShown ? [{ ...point, name: nameCell(cells, axes, row) }] : [];
      }),
    [rows, x, y, groups, cells, axes, search.scale],
  );
  const open = (row: number | undefined): void => {
    if (row !== undefined) void navigate({ to: '/cells/$id', params: { id: cells.idOf(row) } });
  };
  return (
    <>
      <div className={styles.bar} role="group" aria-label="What is drawn">
        <ColumnSelect
          label="Across"
          columns={numbers.map(({ name }) => name)}
          value={x.name}
          onChange={(across) => {
            change({ measure: across });
          }}
        />
        <ColumnSelect
          label="Up"
          columns={numbers.map(({ name }) => name)}
          value={y.name}
          onChange={(up) => {
            change({ against: up });
          }}
        />
        {color !== undefined && (
          <ColumnSelect
            label="Color"
            columns={axes.map(({ column }) => column)}
            value={color.column}
            onChange={(column) => {
              change({ color: column });
            }}
          />
        )}
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={search.scale === 'log'}
            onChange={({ target }) => {
              change({ scale: target.checked ? 'log' : undefined });
            }}
          />
          Log across
        </label>
      </div>
      <CorrelationText
        sweepId={sweepId}
        x={shown.map((point) => point.x)}
        y={shown.map((point) => point.y)}
        across={x.name}
        up={y.name}
        servedFor={
          may('sql') && positions === undefined && y.name === TEST_ERROR && measures.has(x.name)
            ? x.name
            : undefined
        }
      />
      <ScatterChart
        title={`${titleOf(y.name)} against ${titleOf(x.name)}`}
        points={shown satisfies readonly ScatterPoint[]}
        x={{
          title: titleOf(x.name),
          isLog: search.scale === 'log',
          format: x.isShare ? 'percent' : 'number',
        }}
        y={{ title: titleOf(y.name), isLog: false, format: y.isShare ? 'percent' : 'number' }}
        groupTitle={titleOf(color?.column ?? 'all')}
        source={{
          name: `${y.name}-by-${x.name}`,
          sql: may('sql') ? numbersQuery({ sweepId, positions, axes }, [x.name, y.name]) : undefined,
        }}
        onOpen={(index) => {
          open(shown[index]?.row);
        }}
      />
      <Parallel
        sweepId={sweepId}
        positions={positions}
        axes={axes}
        cells={cells}
        rows={rows}
        numbers={numbers}
        shown={[x, y]}
        groups={groups}
        color={color}
      />
    </>
  );
}

interface ParallelProps extends Omit<ChartsProps, 'measures'> {
  /** The numbers of the scatter chart, which this chart has too. */
  readonly shown: readonly NumericColumn[];
  readonly groups: readonly string[];
  readonly color: Axis | undefined;
}

/** More axes than this are too narrow. */
const MAX_AXES = 10;
const METRICS = ['train_accuracy', 'train_loss'];
/** As many of the chosen cells are listed. */
const MAX_LISTED = 100;

/** The cells across the axes of their sweep and some of their numbers. */
function Parallel({
  sweepId,
  positions,
  axes,
  cells,
  rows,
  numbers,
  shown,
  groups,
  color,
}: ParallelProps): ReactNode {
  const may = useMay();
  const [search, change] = usePanelSearch();
  const columns = useMemo(() => {
    const names = new Set([...METRICS, ...shown.map(({ name }) => name)]);
    const all: readonly ParallelColumn[] = [
      ...axes.map(({ column }) => ({
        name: column,
        title: titleOf(column),
        values: cells.values.get(column) ?? [],
      })),
      ...numbers
        .filter(({ name }) => names.has(name))
        .map(({ name, values }) => ({ name, title: titleOf(name), values })),
    ];
    return all
      .slice(0, MAX_AXES)
      .map((column) => ({ ...column, values: rows.map((row) => column.values[row] ?? null) }));
  }, [axes, cells, numbers, rows, shown[0]?.name, shown[1]?.name]);
  const parts = useMemo(() => readParts(search.parts), [search.parts]);
  return (
    <ParallelChart
      title="All axes beside each other"
      columns={columns}
      groups={groups}
      groupTitle={titleOf(color?.column ?? 'all')}
      parts={parts}
      onParts={(next) => {
        change({ parts: partsText(next) });
      }}
      sourceOf={(selected) => {
        const within = parts.size === 0 ? positions : selected.map((index) => cells.position[rows[index]!]!);
        const names = columns.map(({ name }) => name);
        return {
          name: 'cells',
          sql: may('sql') ? numbersQuery({ sweepId, positions: within, axes }, names) : undefined,
        };
      }}
      renderSelected={(selected) =>
        parts.size > 0 && (
          <details className={styles.soft}>
            <summary>The chosen cells</summary>
            <ul className={styles.list}>
              {selected.slice(0, MAX_LISTED).map((index) => {
                const row = rows[index]!;
                return (
                  <li key={row}>
                    <Link to="/cells/$id" params={{ id: cells.idOf(row) }}>
                      {nameCell(cells, axes, row)}
                    </Link>
                  </li>
                );
              })}
              {selected.length > MAX_LISTED && <li>and {selected.length - MAX_LISTED} more</li>}
            </ul>
          </details>
        )
      }
    />
  );
}

interface ColumnSelectProps {
  readonly label: string;
  readonly columns: readonly string[];
  readonly value: string;
  readonly onChange: (column: string) => void;
}

const ColumnSelect = ({ label, columns, value, onChange }: ColumnSelectProps): ReactNode => (
  <label className={styles.field}>
    {label}
    <select
      value={value}
      onChange={({ target }) => {
        onChange(target.value);
      }}
    >
      {columns.map((column) => (
        <option key={column} value={column}>
          {titleOf(column)}
        </option>
      ))}
    </select>
  </label>
);
