import { createBell } from '../../live/bell.js';
import type { Fold } from './fold.js';
import type { GridCells } from './grid-cells.js';
import type { GridMetric } from './grid-metric.js';
import { summarize, type Summaries } from './summaries.js';
import { isSameScale, scaleOf, type ValueScale } from './value-scale.js';

/** What has changed in a picture: some squares, or all of them because the colors mean something else. */
export type PictureChange =
  { readonly kind: 'squares'; readonly squares: ReadonlySet<number> } | { readonly kind: 'all' };

/** A sweep's squares by a metric, and the range of its colors. */
export interface GridPicture {
  readonly cells: GridCells;
  readonly fold: Fold;
  readonly metric: GridMetric;
  readonly summaries: Summaries;
  readonly scale: () => ValueScale | undefined;
  /** A number that changes with the picture. */
  readonly version: () => number;
  /** Counts the squares of these rows again. */
  readonly update: (rows: readonly number[]) => void;
  /** Returns a function that ends it. */
  readonly onChange: (listener: (change: PictureChange) => void) => () => void;
}

export function createGridPicture(cells: GridCells, fold: Fold, metric: GridMetric): GridPicture {
  const summaries = summarize(cells, fold, metric);
  const changes = createBell<PictureChange>();
  let scale = scaleOf(metric, summaries.mean);
  let version = 0;
  return {
    cells,
    fold,
    metric,
    summaries,
    scale: () => scale,
    version: () => version,
    update(rows) {
      const squares = new Set(rows.map((row) => fold.squareOf[row]!));
      for (const square of squares) summaries.update(square);
      const next = scaleOf(metric, summaries.mean);
      const isSame = isSameScale(scale, next);
      scale = next;
      version++;
      changes.ring(isSame ? { kind: 'squares', squares } : { kind: 'all' });
    },
    onChange: (listener) => changes.listen(listener),
  };
}
