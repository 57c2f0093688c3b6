import { openStore } from '@rote/store';
import pg from 'pg';
import { measuredOf } from './measured.mjs';

/** The confusion counts of cells by their id. The store reads results without them, because they are large. */
async function readConfusion(databaseUrl, cellIds) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query(
      'SELECT cell_id, confusion FROM cell_results WHERE cell_id = ANY ($1)',
      [cellIds],
    );
    return new Map(rows.map(({ cell_id: id, confusion }) => [id, confusion]));
  } finally {
    await client.end();
  }
}

/** A diverged cell has no counts. */
const withConfusion = (result, confusion) => (confusion === null ? result : { ...result, confusion });

/** Everything that Postgres has of these cells at the end, in the form that the checker takes. */
export async function readFinalRows(databaseUrl, cellIds) {
  const store = openStore({ databaseUrl });
  try {
    const rows = {};
    const confusions = await readConfusion(databaseUrl, cellIds);
    for (const id of cellIds) {
      const cell = await store.cells.find(id);
      if (cell === undefined) continue;
      const stored = await store.cells.result(id);
      const curve = await store.cells.curve(id);
      const attempts = await store.cells.attempts(id);
      rows[id] = {
        state: cell.state,
        error: cell.error,
        attempts: attempts.map((attempt) => ({
          ...attempt,
          startedAtMs: attempt.startedAt.getTime(),
        })),
        results:
          stored === undefined
            ? []
            : [
                {
                  attempt: stored.attempt,
                  measured: measuredOf(withConfusion(stored.result, confusions.get(id)), curve),
                },
              ],
      };
    }
    return rows;
  } finally {
    await store.close();
  }
}
