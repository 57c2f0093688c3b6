import type { CellRows } from './cell-rows.js';

/** A number for each cell. */
export interface NumericColumn {
  readonly name: string;
  readonly values: ArrayLike<number>;
  readonly isShare: boolean;
}

/** Columns of results that are numbers, besides the axes. */
export const RESULT_NUMBERS = [
  'test_accuracy',
  'train_accuracy',
  'clean_train_accuracy',
  'corrupted_train_accuracy',
  'best_test_accuracy',
  'train_loss',
  'test_loss',
  'epochs',
  'epochs_to_fit',
  'parameter_count',
  'seconds',
  'images_per_second',
] as const;

export const TEST_ERROR = 'test_error';

/** A missing number is NaN. */
const asNumbers = (values: ArrayLike<unknown>): Float64Array =>
  Float64Array.from(values, (value) => (typeof value === 'number' ? value : NaN));

const hasNumbers = (values: Float64Array): boolean => values.some((value) => Number.isFinite(value));

const isShare = (name: string): boolean => name.endsWith('_accuracy') || name === TEST_ERROR;

/** Returns the test error, the other numbers of the results and the measures, as far as a cell has one. */
export function numericColumns(
  { values }: CellRows,
  measures: ReadonlyMap<string, Float64Array>,
): readonly NumericColumn[] {
  const results = RESULT_NUMBERS.map((name) => [name, asNumbers(values.get(name) ?? [])] as const);
  const accuracy = asNumbers(values.get('test_accuracy') ?? []);
  const columns: readonly (readonly [string, Float64Array])[] = [
    [TEST_ERROR, accuracy.map((share) => 1 - share)],
    ...results,
    ...measures,
  ];
  return columns
    .filter(([, numbers]) => hasNumbers(numbers))
    .map(([name, numbers]) => ({ name, values: numbers, isShare: isShare(name) }));
}
