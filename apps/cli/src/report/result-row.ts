import type { CellState } from '@rote/domain';
import type { Rows } from '../format/rows.js';

/** What the summaries need of a row of the view `results`; a number is `null` where the cell has none. */
export interface ResultRow {
  readonly cell: string;
  readonly state: CellState;
  readonly architecture: string;
  readonly corruption: string;
  readonly labelNoise: number;
  readonly regularizer: string;
  readonly trainImages: number;
  readonly seed: number;
  /** 0 … 1 */
  readonly trainAccuracy: number | null;
  readonly testAccuracy: number | null;
  readonly epochsToFit: number | null;
  readonly epochs: number | null;
  readonly seconds: number | null;
  readonly error: string | null;
}

/** Numbers come from Postgres as text where JavaScript might not hold them exactly. */
const findNumber = (value: unknown): number | null =>
  value === null || value === undefined ? null : Number(value);
const findText = (value: unknown): string | null => (typeof value === 'string' ? value : null);

export function resultRowsOf({ columns, rows }: Rows): readonly ResultRow[] {
  const indexOf = new Map(columns.map((column, index) => [column, index]));
  return rows.map((row) => {
    const at = (column: string): unknown => row[indexOf.get(column) ?? -1];
    return {
      cell: String(at('cell')),
      state: String(at('state')) as CellState,
      architecture: String(at('architecture')),
      corruption: String(at('corruption')),
      labelNoise: Number(at('label_noise')),
      regularizer: String(at('regularizer')),
      trainImages: Number(at('train_images')),
      seed: Number(at('seed')),
      trainAccuracy: findNumber(at('train_accuracy')),
      testAccuracy: findNumber(at('test_accuracy')),
      epochsToFit: findNumber(at('epochs_to_fit')),
      epochs: findNumber(at('epochs')),
      seconds: findNumber(at('seconds')),
      error: findText(at('error')),
    };
  });
}
