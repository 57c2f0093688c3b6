import { CELL_STATES } from '@rote/domain/cell-state';
import { rowsOf, type Fold } from './fold.js';
import { stateCode, type GridCells } from './grid-cells.js';
import { readMetric, type GridMetric } from './grid-metric.js';
import { studentT975 } from './student-t.js';

const STATES = CELL_STATES.length;
const RUNNING = stateCode('running');
const DIVERGED = stateCode('diverged');

/**
 * What each square shows: the cells by state, and the mean of its cells' numbers.
 *
 * Numbers of ended cells count. If no cell has ended, those of the running ones do, and the mean is `soFar`.
 */
export interface Summaries {
  /** How many cells have the number. */
  readonly n: Uint32Array;
  /** NaN where no cell has the number. */
  readonly mean: Float64Array;
  /** Ends of the 95 % interval of the mean; of the range, where cells differ in more than seeds. NaN for fewer than two. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly isSoFar: Uint8Array;
  /** Cells whose number is not finite, or which diverged and have none. */
  readonly diverged: Uint32Array;
  readonly cached: Uint32Array;
  /** The number of cells of square s in a state is at `s * STATES + stateCode(state)`. */
  readonly byState: Uint32Array;
  /** Counts a square again. */
  readonly update: (square: number) => void;
}

export const countOf = ({ byState }: Pick<Summaries, 'byState'>, square: number, code: number): number =>
  byState[square * STATES + code]!;

/** Counts all squares. */
export function summarize(cells: GridCells, fold: Fold, metric: GridMetric): Summaries {
  const { squares } = fold;
  const summaries = {
    n: new Uint32Array(squares),
    mean: new Float64Array(squares).fill(NaN),
    low: new Float64Array(squares).fill(NaN),
    high: new Float64Array(squares).fill(NaN),
    isSoFar: new Uint8Array(squares),
    diverged: new Uint32Array(squares),
    cached: new Uint32Array(squares),
    byState: new Uint32Array(squares * STATES),
  };

  function update(square: number): void {
    const rows = rowsOf(fold, square);
    summaries.byState.fill(0, square * STATES, (square + 1) * STATES);
    let cached = 0;
    let diverged = 0;
    const ended: number[] = [];
    const soFar: number[] = [];
    for (const row of rows) {
      const state = cells.states[row]!;
      summaries.byState[square * STATES + state]!++;
      cached += cells.isCached[row]!;
      const value = readMetric(cells, metric, row);
      if (state === DIVERGED && (value === undefined || !Number.isFinite(value))) diverged++;
      else if (value !== undefined && Number.isFinite(value)) (state === RUNNING ? soFar : ended).push(value);
    }
    const isSoFar = ended.length === 0 && soFar.length > 0;
    const { mean, low, high } = describeSample(
      isSoFar ? soFar : ended,
      fold.isMixed[square] === 1,
      metric.unit === 'share',
    );
    summaries.n[square] = isSoFar ? soFar.length : ended.length;
    summaries.mean[square] = mean;
    summaries.low[square] = low;
    summaries.high[square] = high;
    summaries.isSoFar[square] = isSoFar ? 1 : 0;
    summaries.diverged[square] = diverged;
    summaries.cached[square] = cached;
  }

  for (let square = 0; square < squares; square++)
    if (fold.starts[square] !== fold.starts[square + 1]) update(square);
  return { ...summaries, update };
}

/**
 * The mean of a sample and its 95 % interval by Student's t, as the SQL function `over_seeds` has them; the range instead of the
 * interval for a sample of different settings.
 */
export function describeSample(
  sample: readonly number[],
  isRange: boolean,
  isShare: boolean,
): Record<'mean' | 'low' | 'high', number> {
  const n = sample.length;
  const least = Math.min(...sample);
  const greatest = Math.max(...sample);
  if (n === 0) return { mean: NaN, low: NaN, high: NaN };
  const sum = sample.reduce((total, value) => total + value, 0);
  // The sum is rounded; the mean of equal numbers is that number.
  const mean = Math.min(Math.max(sum / n, least), greatest);
  if (n === 1) return { mean, low: NaN, high: NaN };
  if (isRange) return { mean, low: least, high: greatest };
  const variance = sample.reduce((total, value) => total + (value - mean) ** 2, 0) / (n - 1);
  const half = (studentT975(n - 1) * Math.sqrt(variance)) / Math.sqrt(n);
  return {
    mean,
    low: isShare ? Math.max(0, mean - half) : mean - half,
    high: isShare ? Math.min(1, mean + half) : mean + half,
  };
}
