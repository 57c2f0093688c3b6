import { Link } from '@tanstack/react-router';
import {
  createColumnHelper,
  rowSortingFeature,
  tableFeatures,
  useTable,
  type SortingState,
} from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState, useSyncExternalStore, type ReactNode } from 'react';
import { StateMark } from '../ui/state-mark.js';
import styles from './cell-table.module.css';
import { axisValueText, columnCaption } from './model/axis-value.js';
import { stateOf, type GridCells } from './model/grid-cells.js';
import { metricText, readMetric, type GridMetric } from './model/grid-metric.js';
import type { LiveGrid } from './model/live-grid.js';
import { orderRows, type SortKey } from './model/row-order.js';

interface CellTableProps {
  readonly grid: LiveGrid;
  readonly metrics: readonly GridMetric[];
  /** The rows of chosen cells; all are shown if none is chosen. */
  readonly chosen: ReadonlySet<number>;
}

const ROW_HEIGHT = 31;
const OVERSCAN = 10;
/** A digest takes much room and says nothing. */
const LEFT_OUT = ['settings', 'optimizer_options'];

interface TableRow {
  readonly row: number;
}

const features = tableFeatures({ rowSortingFeature });
const helper = createColumnHelper<typeof features, TableRow>();

/** The cells of a sweep as a table. Only the rows in sight are in the page. */
export function CellTable({ grid, metrics, chosen }: CellTableProps): ReactNode {
  const { cells } = grid;
  const version = useSyncExternalStore(grid.onPatch, grid.version);
  const scroller = useRef<HTMLDivElement>(null);
  const [sorting, setSorting] = useState<SortingState>([]);
  const columns = useMemo(() => listColumns(cells, metrics), [cells, metrics]);
  const keys = useMemo(() => new Map(columns.map(({ id, key }) => [id, key])), [columns]);

  const rows = useMemo(
    () =>
      chosen.size === 0 ? new Uint32Array(cells.size).map((_, row) => row) : Uint32Array.from(chosen).sort(),
    [cells, chosen],
  );
  const [sort] = sorting;
  const key = sort === undefined ? undefined : keys.get(sort.id);
  const ordered = useMemo(
    () => (key === undefined ? rows : orderRows(cells, rows, key, sort?.desc === true)),
    [cells, rows, key, sort, version],
  );

  const virtual = useVirtualizer({
    count: ordered.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
  });
  const items = virtual.getVirtualItems();
  const [first, last] = [items[0], items.at(-1)];
  const start = first?.index ?? 0;
  const data = useMemo(
    () => Array.from(ordered.subarray(start, (last?.index ?? -1) + 1), (row): TableRow => ({ row })),
    [ordered, start, last?.index, version],
  );
  const table = useTable({
    features,
    columns: useMemo(
      () =>
        helper.columns(
          columns.map(({ id, title, render }) =>
            helper.display({
              id,
              header: title,
              enableSorting: true,
              cell: ({ row }) => render(row.original.row),
            }),
          ),
        ),
      [columns],
    ),
    data,
    getRowId: ({ row }) => String(row),
    manualSorting: true,
    enableMultiSort: false,
    state: { sorting },
    onSortingChange: setSorting,
  });

  return (
    <div ref={scroller} className={styles.scroller} tabIndex={0} role="region" aria-label="Cells">
      <table className={styles.table} aria-rowcount={ordered.length + 1}>
        <thead>
          <tr>
            {columns.map(({ id, title, isNumeric }) => {
              const isSorted = sort?.id === id;
              return (
                <th
                  key={id}
                  className={isNumeric ? styles.numeric : undefined}
                  aria-sort={isSorted ? (sort.desc ? 'descending' : 'ascending') : 'none'}
                >
                  <button
                    type="button"
                    className={styles.sort}
                    onClick={() => {
                      table.getColumn(id)?.toggleSorting(isSorted ? !sort.desc : false);
                    }}
                  >
                    {title}
                    <span aria-hidden="true">{isSorted ? (sort.desc ? ' ↓' : ' ↑') : ''}</span>
                  </button>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          <Spacer height={first?.start ?? 0} columns={columns.length} />
          {table.getRowModel().rows.map((row, index) => (
            <tr key={row.id} aria-rowindex={start + index + 2}>
              {row.getAllCells().map((cell, column) => (
                <td key={cell.id} className={columns[column]!.isNumeric ? styles.numeric : undefined}>
                  <table.FlexRender cell={cell} />
                </td>
              ))}
            </tr>
          ))}
          <Spacer
            height={last === undefined ? 0 : virtual.getTotalSize() - last.end}
            columns={columns.length}
          />
        </tbody>
      </table>
    </div>
  );
}

const Spacer = ({ height, columns }: { readonly height: number; readonly columns: number }): ReactNode =>
  height > 0 && (
    <tr aria-hidden="true">
      <td className={styles.spacer} colSpan={columns} style={{ height }} />
    </tr>
  );

interface CellColumn {
  readonly id: string;
  readonly title: string;
  readonly isNumeric: boolean;
  readonly key: SortKey;
  readonly render: (row: number) => ReactNode;
}

function listColumns(cells: GridCells, metrics: readonly GridMetric[]): CellColumn[] {
  return [
    {
      id: 'position',
      title: '#',
      isNumeric: true,
      key: { kind: 'position' },
      render: (row) => (
        <Link to="/cells/$id" params={{ id: cells.idOf(row) }} preload={false}>
          {cells.positions[row]}
        </Link>
      ),
    },
    {
      id: 'state',
      title: 'state',
      isNumeric: false,
      key: { kind: 'state' },
      render: (row) => (
        <>
          <StateMark state={stateOf(cells, row)} />
          {cells.isCached[row] === 1 && <span className={styles.soft}> cached</span>}
        </>
      ),
    },
    ...[...cells.axes.values()]
      .filter(({ name }) => !LEFT_OUT.includes(name))
      .map(({ name, values, codes }): CellColumn => ({
        id: name,
        title: columnCaption(name),
        isNumeric: typeof values[0] === 'number',
        key: { kind: 'axis', column: name },
        render: (row) => axisValueText(values[codes[row]!]!),
      })),
    ...metrics
      .filter(({ unit }) => unit !== 'state')
      .map((metric): CellColumn => ({
        id: metric.key === 'gap' ? 'gap' : `metric ${metric.key}`,
        title: metric.key === 'gap' ? 'gap' : metric.caption,
        isNumeric: true,
        key: { kind: 'metric', metric },
        render: (row) => {
          const value = readMetric(cells, metric, row);
          return value === undefined ? '' : metricText(metric, value);
        },
      })),
  ];
}
