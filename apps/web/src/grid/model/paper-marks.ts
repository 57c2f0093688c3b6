import type { ReportTables } from '@rote/client';
import type { AxisValue } from './axis-value.js';
import type { Fold } from './fold.js';
import type { GridCells } from './grid-cells.js';
import type { GridMetric } from './grid-metric.js';

/** From what matters most to what matters least. */
const VERDICTS = ['differs', 'unclear', 'agrees', 'unfitted', 'censored', 'subset'] as const;
export type PaperVerdict = (typeof VERDICTS)[number];

/** A number of the paper, beside ours. */
export interface PaperNumber {
  /** For example `table-1`. */
  readonly source: string;
  readonly metric: string;
  /** Null where the paper only says that training failed. */
  readonly paper: number | null;
  readonly verdict: PaperVerdict;
  /** The values of the columns that say which cells it is about. */
  readonly where: Readonly<Record<string, AxisValue>>;
}

const WHERE = ['architecture', 'corruption', 'label_noise', 'regularizer', 'train_images', 'settings'];

/** The paper's names of what a metric shows. */
const PAPER_METRICS: Readonly<Record<string, readonly string[]>> = {
  test_accuracy: ['test_accuracy', 'top_1_test_accuracy', 'test_error'],
  train_accuracy: ['train_accuracy', 'top_1_train_accuracy'],
  epochs_to_fit: ['epochs_to_fit', 'relative_time'],
};

/** The report's comparison with the paper. */
export const PAPER_TABLE = 'paper_comparison';

/** Reads {@link PAPER_TABLE}. */
export function readPaperNumbers({ items }: ReportTables): PaperNumber[] {
  const table = items.find(({ name }) => name === PAPER_TABLE);
  return (table?.rows ?? []).flatMap((row) => {
    const at = (column: string): AxisValue => row[table!.columns.indexOf(column)] ?? null;
    const verdict = VERDICTS.find((each) => each === at('verdict'));
    const paper = at('paper');
    if (verdict === undefined) return [];
    return {
      source: String(at('source')),
      metric: String(at('metric')),
      paper: typeof paper === 'number' ? paper : null,
      verdict,
      where: Object.fromEntries(WHERE.map((column) => [column, at(column)])),
    };
  });
}

/** The paper's numbers of each square that has some, what matters most first. With `state`, those of every metric. */
export function placePaperNumbers(
  cells: GridCells,
  fold: Fold,
  metric: GridMetric,
  numbers: readonly PaperNumber[],
): ReadonlyMap<number, readonly PaperNumber[]> {
  const placed = new Map<number, PaperNumber[]>();
  for (const number of numbers) {
    if (metric.unit !== 'state' && PAPER_METRICS[metric.key]?.includes(number.metric) !== true) continue;
    for (const square of squaresOf(cells, fold, number.where)) {
      const others = placed.get(square);
      if (others === undefined) placed.set(square, [number]);
      else others.push(number);
    }
  }
  for (const each of placed.values())
    each.sort((a, b) => VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict));
  return placed;
}

function squaresOf({ axes, size }: GridCells, { squareOf }: Fold, where: PaperNumber['where']): Set<number> {
  // A column that does not vary is the same in all cells.
  const wanted = Object.entries(where).flatMap(([column, value]) => {
    const axis = axes.get(column);
    return axis === undefined ? [] : [{ codes: axis.codes, code: axis.values.indexOf(value) }];
  });
  const squares = new Set<number>();
  for (let row = 0; row < size; row++)
    if (wanted.every(({ codes, code }) => codes[row] === code)) squares.add(squareOf[row]!);
  return squares;
}
