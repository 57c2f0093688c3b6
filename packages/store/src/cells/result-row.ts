import type { CellResult } from '@rote/domain';
import type * as rows from '../generated/client.js';
import { columnName, fromColumns, type LeafPath, toColumns } from './column-paths.js';
import { toEpochMetrics } from './epoch-row.js';
import { toRecordsRow } from './records-row.js';
import { toJson } from './to-json.js';

/** The parts of a result that have their own tables, or columns of another form. */
type Elsewhere = 'final' | 'confusion' | 'examples';
type Summary = Omit<CellResult, Elsewhere>;

/**
 * The columns of `cell_results` for a result's numbers and strings. The insert and reading back derive from this table.
 */
const RESULT_COLUMNS = {
  outcome: 'outcome',
  stopReason: 'stopReason',
  epochs: 'epochs',
  steps: 'steps',
  bestTestAccuracy: 'bestTestAccuracy',
  bestTestEpoch: 'bestTestEpoch',
  epochsToFit: 'epochsToFit',
  parameterCount: 'parameterCount',
  labelsSelected: 'corruption.labelsSelected',
  labelsChanged: 'corruption.labelsChanged',
  labelsSha256: 'corruption.labelsSha256',
  imagesSha256: 'corruption.imagesSha256',
  seconds: 'seconds',
  imagesPerSecond: 'imagesPerSecond',
} as const satisfies Readonly<
  Record<
    Exclude<
      keyof rows.CellResult,
      'cellId' | 'attempt' | 'finalEpoch' | 'weights' | 'confusion' | 'finishedAt'
    >,
    LeafPath<Summary>
  >
>;

/** A field of a result without a column is not a member of this union, so it does not compile. */
true satisfies LeafPath<Summary> extends (typeof RESULT_COLUMNS)[keyof typeof RESULT_COLUMNS] ? true : false;

/**
 * A result's row of `cell_results` as JSON, and in `examples` the one of `example_records`, for `record_attempt`.
 *
 * @param weights the address of the final weights
 */
export const resultRowJson = (result: CellResult, weights: string | null): string =>
  toJson({
    ...Object.fromEntries(
      Object.entries(toColumns(result, RESULT_COLUMNS)).map(([field, value]) => [columnName(field), value]),
    ),
    final_epoch: result.final?.epoch ?? null,
    weights,
    confusion: result.confusion ?? null,
    ...(result.examples && { examples: toRecordsRow(result.examples) }),
  });

/** A final epoch with its measures. */
type FinalEpoch = rows.Epoch & { readonly measures: readonly rows.Measure[] };

/** Without `confusion` and `examples`. */
export const toCellResult = (
  row: Omit<rows.CellResult, 'confusion'>,
  final: FinalEpoch | null,
): CellResult => ({
  ...(fromColumns(row, RESULT_COLUMNS) as unknown as Summary),
  parameterCount: Number(row.parameterCount),
  final: final === null ? null : toEpochMetrics(final, final.measures),
});
