import type { Queryable } from '../database/database.js';

/** The outcome of a cell's last epoch. */
export interface LastEpoch {
  readonly trainLoss: number;
  readonly trainAccuracy: number;
  readonly testAccuracy: number;
}

/** Returns the last epoch seen of each of these cells, by cell. Cells that have not reported an epoch are absent. */
export async function readLastEpochs(
  client: Queryable,
  cells: readonly { readonly cellId: string }[],
): Promise<ReadonlyMap<string, LastEpoch>> {
  const rows = await client.$queryRaw<(LastEpoch & { readonly cellId: string })[]>`
    SELECT e.cell_id AS "cellId", e.train_loss AS "trainLoss", e.train_accuracy AS "trainAccuracy",
      e.test_accuracy AS "testAccuracy"
    FROM cells c JOIN epochs e ON e.cell_id = c.id AND e.epoch = c.epoch
    WHERE c.id = ANY(${cells.map(({ cellId }) => cellId)}::text[])`;
  return new Map(rows.map(({ cellId, ...last }) => [cellId, last]));
}
