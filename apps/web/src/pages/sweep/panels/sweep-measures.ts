import type { ApiClient } from '@rote/client';
import { tableFromIPC } from '@uwdata/flechette';
import type { CellRows } from './cell-rows.js';

/** Returns the query of the measures that the cells of a sweep have at the end of training. */
export const measuresQuery = (sweepId: string): string =>
  `SELECT position, measure, value
FROM final_measures
WHERE sweep_id = '${sweepId}'
ORDER BY position, measure`;

/** Reads the measures of a sweep's cells: by name, in the order of the rows; NaN where a cell has none. */
export async function fetchMeasures(
  api: ApiClient,
  sweepId: string,
  { position }: Pick<CellRows, 'position'>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Float64Array>> {
  const table = tableFromIPC(await api.readMeasures(sweepId, {}, { signal }));
  const rowOf = new Map(Array.from(position, (each, row) => [each, row]));
  const positions = table.getChild('position').toArray() as ArrayLike<number>;
  const names = table.getChild('measure').toArray() as ArrayLike<string>;
  const values = table.getChild('value').toArray() as ArrayLike<number | null>;
  const measures = new Map<string, Float64Array>();
  for (let index = 0; index < positions.length; index++) {
    const row = rowOf.get(positions[index]!);
    if (row === undefined) continue;
    const name = names[index]!;
    let measure = measures.get(name);
    if (measure === undefined) measures.set(name, (measure = new Float64Array(position.length).fill(NaN)));
    measure[row] = values[index] ?? NaN;
  }
  return measures;
}

/** A correlation of a measure with the test error, as the database has it. */
export interface ServedCorrelation {
  readonly dataset: string;
  readonly train_images: number;
  readonly corruption: string | null;
  readonly n: string | number;
  readonly tau: number | null;
}

/** Returns the query of the correlations of a measure with the test error in a sweep. */
export const correlationQuery = (sweepId: string, measure: string): string =>
  `SELECT dataset, train_images, corruption, n, tau
FROM measure_correlation
WHERE sweep_id = '${sweepId}' AND measure = '${measure.replaceAll("'", "''")}'
ORDER BY dataset, train_images, corruption NULLS FIRST`;

export async function fetchCorrelations(
  api: ApiClient,
  sweepId: string,
  measure: string,
): Promise<readonly ServedCorrelation[]> {
  const { rows } = await api.query<ServedCorrelation>({ sql: correlationQuery(sweepId, measure) });
  return rows;
}
