import type { CellResult, ConfusionCounts } from '@rote/domain';
import type { AttemptRecord, Store } from '@rote/store';
import { openStore } from '@rote/store';
import pg from 'pg';
import type { FinalRow } from './check-history.js';
import { measuredOf } from './measured.js';

/** What Postgres holds of a cell at the end. */
export interface StoredCell extends FinalRow {
  readonly attempts: readonly (AttemptRecord & { readonly startedAtMs: number })[];
}

/** The confusion counts of each cell with a result; `null` if the cell diverged. */
type Confusions = ReadonlyMap<string, ConfusionCounts | null>;

/** Reads the confusion counts, which the store's results leave out because they are large. */
async function readConfusions(databaseUrl: string, cellIds: readonly string[]): Promise<Confusions> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string; confusion: ConfusionCounts | null }>(
      'SELECT cell_id AS id, confusion FROM cell_results WHERE cell_id = ANY ($1)',
      [cellIds],
    );
    return new Map(rows.map(({ id, confusion }) => [id, confusion]));
  } finally {
    await client.end();
  }
}

/** Completes a stored result as the trainer reported it. */
const withConfusion = (result: CellResult, confusion: ConfusionCounts | null): CellResult =>
  confusion === null ? result : { ...result, confusion: confusion.map((counts) => [...counts]) };

async function readCell(
  { cells }: Store,
  id: string,
  confusions: Confusions,
): Promise<StoredCell | undefined> {
  const cell = await cells.find(id);
  if (cell === undefined) return undefined;
  const stored = await cells.result(id);
  const curve = await cells.curve(id);
  const attempts = await cells.attempts(id);
  return {
    state: cell.state,
    error: cell.error,
    attempts: attempts.map((attempt) => ({ ...attempt, startedAtMs: attempt.startedAt.getTime() })),
    results:
      stored === undefined
        ? []
        : [
            {
              attempt: stored.attempt,
              measured: measuredOf(withConfusion(stored.result, confusions.get(id) ?? null), curve),
            },
          ],
  };
}

/** Reads everything that Postgres holds of these cells; a cell that is missing there is missing here. */
export async function readFinalRows(
  databaseUrl: string,
  cellIds: readonly string[],
): Promise<Readonly<Record<string, StoredCell>>> {
  const store = openStore({ databaseUrl });
  try {
    const confusions = await readConfusions(databaseUrl, cellIds);
    const rows: Record<string, StoredCell> = {};
    for (const id of cellIds) {
      const row = await readCell(store, id, confusions);
      if (row !== undefined) rows[id] = row;
    }
    return rows;
  } finally {
    await store.close();
  }
}
