import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo, useState, useSyncExternalStore, type ReactNode } from 'react';
import { usePage } from '../../app/use-page.js';
import { CellTable } from '../../grid/cell-table.js';
import { HeatMap } from '../../grid/heat-map.js';
import { Legend } from '../../grid/legend.js';
import { columnCaption } from '../../grid/model/axis-value.js';
import { foldCells, TooManySquares, type Fold } from '../../grid/model/fold.js';
import { listMetrics, type GridMetric } from '../../grid/model/grid-metric.js';
import { createGridPicture, type GridPicture } from '../../grid/model/grid-picture.js';
import type { LiveGrid } from '../../grid/model/live-grid.js';
import { PAPER_TABLE, placePaperNumbers, readPaperNumbers } from '../../grid/model/paper-marks.js';
import { writeSquares } from '../../grid/model/square-rows.js';
import { writeSquaresQuery } from '../../grid/model/squares-query.js';
import { colorsOf } from '../../grid/paint/color-map.js';
import { layOutGrid } from '../../grid/paint/grid-layout.js';
import { writeGridSvg } from '../../grid/paint/grid-svg.js';
import { textWidthIn } from '../../paint/text-width.js';
import { useElementWidth } from '../../grid/use-element-width.js';
import { useGridTheme } from '../../grid/use-theme.js';
import { useMay } from '../../session/use-session.js';
import { ExportMenu } from '../../ui/export-menu.js';
import { Problem } from '../../ui/problem.js';
import { ChosenCells } from './chosen-cells.js';
import { GridPickers } from './grid-pickers.js';
import type { GridSearch } from './grid-search.js';
import { gridViewOf, metricOf, roomOf } from './grid-view-of.js';
import styles from './sweep-page.module.css';

interface SweepGridProps {
  readonly sweepId: string;
  readonly name: string;
  readonly grid: LiveGrid;
  readonly search: GridSearch;
  readonly chosen: ReadonlySet<number>;
  readonly onChoose: (rows: ReadonlySet<number>) => void;
  readonly onChange: (part: Partial<GridSearch>) => void;
}

const NO_PAPER = new Map<never, never>();
/** How high squares should be together: what is left of most screens. */
const HEIGHT = 560;

/** The grid of a sweep, as a picture or a table, with what chooses its sides and colors. */
export function SweepGrid(props: SweepGridProps): ReactNode {
  const { sweepId, name, grid, search, chosen, onChoose, onChange } = props;
  const { api } = usePage();
  const may = useMay();
  const navigate = useNavigate();
  const { cells } = grid;
  const [element, setElement] = useState<HTMLElement | null>(null);
  const width = useElementWidth(element);
  const theme = useGridTheme(element);
  const isTable = search.as === 'table';
  const room = width === undefined || isTable ? undefined : roomOf(width);
  const view = useMemo(
    () => (room === undefined ? undefined : gridViewOf(cells, search, room)),
    // The choice of cells is in the address too, and changes no side.
    [cells, search.x, search.y, search.beside, search.below, room],
  );
  const metrics = useMetrics(grid);
  const metric = metricOf(cells, search);
  const folded = useMemo(() => (view === undefined ? undefined : tryToFold(grid, view)), [grid, view]);
  const picture = usePicture(grid, folded instanceof TooManySquares ? undefined : folded, metric);
  const colors = useMemo(() => colorsOf(search.colors ?? 'viridis'), [search.colors]);
  const paperQuery = useQuery({
    queryKey: ['paper', sweepId],
    queryFn: async () => readPaperNumbers(await api.listReportTables(sweepId, [PAPER_TABLE])),
    enabled: !isTable,
    refetchInterval: false,
  });
  const paper = useMemo(
    () =>
      picture === undefined || paperQuery.data === undefined
        ? NO_PAPER
        : placePaperNumbers(cells, picture.fold, picture.metric, paperQuery.data),
    [cells, picture, paperQuery.data],
  );
  const layout = useMemo(
    () =>
      picture === undefined || width === undefined || theme === undefined
        ? undefined
        : layOutGrid(picture.fold, { width, height: HEIGHT, widthOf: textWidthIn(theme.font) }),
    [picture?.fold, width, theme],
  );

  return (
    <div className={styles.grid} ref={setElement}>
      <h2 className="visually-hidden">Grid</h2>
      <div className={styles.toolbar}>
        <GridPickers
          cells={cells}
          view={view}
          metrics={metrics}
          metric={metric}
          search={search}
          onChange={onChange}
        />
        {picture !== undefined && layout !== undefined && theme !== undefined && (
          <ExportMenu
            what="the grid"
            name={`${name}-${metric.key}`}
            writeSvg={() => writeGridSvg(picture, layout, colors, theme, paper, textWidthIn(theme.font))}
            csv={() => writeSquares(picture.fold, picture.summaries, metric)}
            sql={may('sql') ? writeSquaresQuery(sweepId, picture.fold, metric) : undefined}
          />
        )}
      </div>
      {folded instanceof TooManySquares && <Problem error={folded} />}
      {isTable && <CellTable grid={grid} metrics={metrics} chosen={chosen} />}
      {picture !== undefined && layout !== undefined && theme !== undefined && (
        <>
          <HeatMap
            picture={picture}
            layout={layout}
            theme={theme}
            colors={colors}
            paper={paper}
            chosen={chosen}
            onChoose={onChoose}
            onOpen={(row) => void navigate({ to: '/cells/$id', params: { id: cells.idOf(row) } })}
          />
          <Legend picture={picture} colors={colors} theme={theme} paper={paper} />
          <FoldNote fold={picture.fold} />
        </>
      )}
      <ChosenCells
        sweepId={sweepId}
        name={name}
        grid={grid}
        chosen={chosen}
        onClear={() => {
          onChoose(new Set());
        }}
      />
    </div>
  );
}

/** The metrics that some cell has: a sweep that was just submitted has none until its first cell reports. */
function useMetrics(grid: LiveGrid): readonly GridMetric[] {
  const keys = useSyncExternalStore(grid.onPatch, () =>
    listMetrics(grid.cells)
      .map(({ key }) => key)
      .join(),
  );
  return useMemo(() => listMetrics(grid.cells), [grid, keys]);
}

function tryToFold(grid: LiveGrid, view: Parameters<typeof foldCells>[1]): Fold | TooManySquares {
  try {
    return foldCells(grid.cells, view);
  } catch (error) {
    if (error instanceof TooManySquares) return error;
    throw error;
  }
}

/** Makes a picture of squares, and counts those again whose cells have changed. */
function usePicture(
  grid: LiveGrid,
  fold: Fold | undefined,
  metric: ReturnType<typeof metricOf>,
): GridPicture | undefined {
  const picture = useMemo(
    () => (fold === undefined ? undefined : createGridPicture(grid.cells, fold, metric)),
    [grid, fold, metric],
  );
  useEffect(
    () =>
      picture === undefined
        ? undefined
        : grid.onPatch((rows) => {
            picture.update(rows);
          }),
    [grid, picture],
  );
  return picture;
}

/** What a square is the mean of. */
function FoldNote({ fold: { foldedSeeds, foldedOthers } }: { readonly fold: Fold }): ReactNode {
  if (foldedSeeds.length + foldedOthers.length === 0) return null;
  const list = (columns: readonly string[]): string => columns.map(columnCaption).join(', ');
  return (
    <p className={styles.soft}>
      {foldedOthers.length === 0
        ? `Each square is the mean over ${list(foldedSeeds)}, with its 95 % interval.`
        : `Squares hold cells that differ in ${list([...foldedOthers, ...foldedSeeds])}: their means are over different settings, with the range instead of an interval.`}
    </p>
  );
}
